package org.bellwether.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * What the predictions of a span took, and what users said.
 *
 * @param predictions how many
 * @param errors those without an answer
 * @param timeouts those of them whose error says so by the word timeout
 * @param latencyMs milliseconds; {@code null} where no prediction says
 * @param stagesMs milliseconds by stage
 * @param cost sum in the model's currency; {@code null} where no prediction says
 * @param tokensIn sum; {@code null} where no prediction says
 * @param tokensOut sum; {@code null} where no prediction says
 * @param feedback by its kind, such as {@code override} or {@code adopted}
 */
public record ServiceFigures(
    long predictions,
    long errors,
    long timeouts,
    @Nullable Quantiles latencyMs,
    Map<String, Quantiles> stagesMs,
    @Nullable Double cost,
    @Nullable Double tokensIn,
    @Nullable Double tokensOut,
    Map<String, Said> feedback) {

  /** Medians and tails, interpolated between the nearest ranks. */
  public record Quantiles(double p50, double p95, double p99, double mean) {}

  /**
   * Feedback of one kind, by its own time.
   *
   * @param count how often it was given
   * @param mean of its values, true as 1 and false as 0; {@code null} of texts
   */
  public record Said(long count, @Nullable Double mean) {}

  private static final int MOST_STAGES = 20;
  private static final int MOST_KINDS = 20;

  static ServiceFigures read(
      DuckDBConnection connection,
      int number,
      List<EventColumn> stages,
      String predictions,
      String feedback)
      throws SQLException {
    List<EventColumn> shown = stages.subList(0, Math.min(MOST_STAGES, stages.size()));
    StringBuilder sql =
        new StringBuilder(
            "SELECT count(*), count(error), count(*) FILTER (error = 'timeout'), sum(cost),"
                + " sum(CAST(tokens_in AS DOUBLE)), sum(CAST(tokens_out AS DOUBLE)), ");
    sql.append(quantiles("latency_ms"));
    shown.forEach(stage -> sql.append(", ").append(quantiles(stage.sqlName())));
    sql.append(" FROM prediction_").append(number).append(" AS p WHERE ").append(predictions);
    Map<String, Said> said = new TreeMap<>();
    WindowRows.each(
        connection,
        "SELECT kind, count(*), avg(coalesce(number, CAST(flag AS DOUBLE))) FROM feedback_%d AS f"
                .formatted(number)
            + " WHERE %s GROUP BY kind ORDER BY 2 DESC LIMIT %d".formatted(feedback, MOST_KINDS),
        row -> {
          said.put(row.getString(1), new Said(row.getLong(2), real(row, 3)));
        });
    ServiceFigures[] found = new ServiceFigures[1];
    WindowRows.each(connection, sql.toString(), row -> found[0] = of(row, shown, said));
    return found[0];
  }

  private static String quantiles(String column) {
    return "quantile_cont(%1$s, 0.5), quantile_cont(%1$s, 0.95), quantile_cont(%1$s, 0.99), avg(%1$s)"
        .formatted(column);
  }

  private static ServiceFigures of(ResultSet row, List<EventColumn> stages, Map<String, Said> said)
      throws SQLException {
    Map<String, Quantiles> byStage = new TreeMap<>();
    for (int i = 0; i < stages.size(); i++) {
      Quantiles stage = quantiles(row, 11 + 4 * i);
      if (stage != null) {
        byStage.put(stages.get(i).name(), stage);
      }
    }
    return new ServiceFigures(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        quantiles(row, 7),
        byStage,
        real(row, 4),
        real(row, 5),
        real(row, 6),
        said);
  }

  private static @Nullable Quantiles quantiles(ResultSet row, int at) throws SQLException {
    Double median = real(row, at);
    return median == null
        ? null
        : new Quantiles(
            median, row.getDouble(at + 1), row.getDouble(at + 2), row.getDouble(at + 3));
  }

  private static @Nullable Double real(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : (Double) value;
  }
}
