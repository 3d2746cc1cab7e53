package org.bellwether.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.bellwether.event.Micros;
import org.bellwether.profile.ColumnBatch;
import org.bellwether.profile.ColumnVector;
import org.bellwether.schema.ColumnType;
import org.bellwether.store.EventColumn.Part;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * Predictions of spans of time, joined with their labels: of several labels of one prediction the
 * one of the latest time counts.
 */
public final class WindowRows {

  private static final int BATCH = 2_048;

  /**
   * How much a span holds.
   *
   * @param rows predictions by version, the version empty where they do not say
   * @param labels labels of these predictions that have come, corrections counted too
   */
  public record Counts(Map<String, Long> rows, long labels) {}

  private final DuckDbEventStore store;
  private final int number;
  private final List<EventColumn> columns;

  WindowRows(DuckDbEventStore store, int number, List<EventColumn> columns) {
    this.store = store;
    this.number = number;
    this.columns = columns;
  }

  /** The columns that the model's tables have now. */
  public List<EventColumn> columns() {
    return columns;
  }

  /**
   * Reads the rows of a span, batch by batch, in no particular order.
   *
   * @param version of the predictions, empty for those that do not say
   * @param wanted what a batch holds, in its order
   * @param batches gets each batch; its arrays are used again
   * @return rows that were read
   */
  public long read(
      String version,
      Instant from,
      Instant to,
      List<RowColumn> wanted,
      Consumer<ColumnBatch> batches) {
    String sql = rowsSql(version, from, to, wanted);
    return store.read(connection -> {
      try (var statement = connection.prepare(sql);
          DuckDBChunkedResult result = statement.query()) {
        return read(result, wanted, batches);
      }
    });
  }

  private String rowsSql(String version, Instant from, Instant to, List<RowColumn> wanted) {
    StringBuilder sql = new StringBuilder("SELECT ");
    for (int c = 0; c < wanted.size(); c++) {
      sql.append(c == 0 ? "" : ", ").append(wanted.get(c).sql());
    }
    sql.append(" FROM prediction_").append(number).append(" AS p");
    EventColumn label =
        columns.stream().filter(c -> c.part() == Part.LABEL).findFirst().orElse(null);
    if (label != null && wanted.stream().anyMatch(c -> c.sql().contains("l.label"))) {
      sql.append(
          """
           LEFT JOIN (SELECT id, arg_max(%s, (time, rowid)) AS label FROM label_%d
             WHERE %s GROUP BY id) AS l ON l.id = p.id
          """
              .formatted(label.sqlName(), number, within("predicted", from, to)));
    }
    sql.append(" WHERE ").append(ofVersion(version, from, to));
    return sql.toString();
  }

  static String within(String column, Instant from, Instant to) {
    return "%1$s >= make_timestamp(%2$d::BIGINT) AND %1$s < make_timestamp(%3$d::BIGINT)"
        .formatted(column, Micros.of(from), Micros.of(to));
  }

  private static long read(
      DuckDBChunkedResult result, List<RowColumn> columns, Consumer<ColumnBatch> to)
      throws SQLException {
    List<BatchColumn> batch = columns.stream().map(c -> BatchColumn.of(c.type(), BATCH)).toList();
    long rows = 0;
    while (result.nextChunk()) {
      DuckDBDataChunkReader chunk = result.chunk();
      int n = (int) chunk.rowCount();
      List<ColumnVector> vectors = new ArrayList<>(batch.size());
      for (int c = 0; c < batch.size(); c++) {
        fill(batch.get(c), chunk.vector(c), columns.get(c).type(), n);
        vectors.add(batch.get(c).take(n));
      }
      to.accept(new ColumnBatch(n, ColumnBatch.UNKNOWN, vectors));
      rows += n;
    }
    return rows;
  }

  private static void fill(BatchColumn to, DuckDBReadableVector vector, ColumnType type, int rows)
      throws SQLException {
    if (to instanceof BatchColumn.Numbers numbers) {
      for (int row = 0; row < rows; row++) {
        if (vector.isNull(row)) {
          numbers.missing(row);
        } else {
          numbers.set(row, vector.getDouble(row));
        }
      }
      return;
    }
    for (int row = 0; row < rows; row++) {
      Object value =
          vector.isNull(row)
              ? null
              : type == ColumnType.BOOLEAN
                  ? (Object) vector.getBoolean(row)
                  : vector.getString(row);
      to.set(row, value);
    }
  }

  /** Which of some columns have a value in any prediction of a span. */
  public List<RowColumn> filled(
      String version, Instant from, Instant to, List<RowColumn> candidates) {
    String counts =
        candidates.stream()
            .map(c -> "count(" + c.sql() + ")")
            .collect(java.util.stream.Collectors.joining(", "));
    return store.read(connection -> {
      List<RowColumn> filled = new ArrayList<>();
      each(
          connection,
          "SELECT %s FROM prediction_%d AS p WHERE %s"
              .formatted(counts, number, ofVersion(version, from, to)),
          row -> {
            for (int c = 0; c < candidates.size(); c++) {
              if (row.getLong(c + 1) > 0) {
                filled.add(candidates.get(c));
              }
            }
          });
      return filled;
    });
  }

  private static String ofVersion(String version, Instant from, Instant to) {
    return within("p.time", from, to)
        + " AND p.version "
        + (version.isEmpty() ? "IS NULL" : "= '" + version.replace("'", "''") + "'");
  }

  /** What predictions of a span took, and what was said of them within it. */
  public ServiceFigures service(String version, Instant from, Instant to) {
    return store.read(connection ->
        ServiceFigures.read(
            connection,
            number,
            columns.stream().filter(c -> c.part() == Part.STAGES).toList(),
            ofVersion(version, from, to),
            within("f.time", from, to)));
  }

  /**
   * Predictions without an answer.
   *
   * @param rows all predictions
   * @param failed those with an error
   */
  public record Failures(long rows, long failed) {}

  /** How many predictions of some spans failed. */
  public Failures failures(String version, Map<Instant, Instant> spans) {
    long[] counts = new long[2];
    store.read(connection -> {
      for (Map.Entry<Instant, Instant> span : spans.entrySet()) {
        each(
            connection,
            "SELECT count(*), count(error) FROM prediction_%d AS p WHERE %s"
                .formatted(number, ofVersion(version, span.getKey(), span.getValue())),
            row -> {
              counts[0] += row.getLong(1);
              counts[1] += row.getLong(2);
            });
      }
      return true;
    });
    return new Failures(counts[0], counts[1]);
  }

  /**
   * How many predictions and labels there are by window, oldest first.
   *
   * @param from start of the first window
   * @param to end of the last
   * @param step microseconds that every window is a multiple of
   * @param windowOf start of the window that a moment lies in, both in microseconds since 1970
   */
  public Map<Long, Counts> counts(Instant from, Instant to, long step, LongUnaryOperator windowOf) {
    return store.read(connection -> {
      TreeMap<Long, Map<String, Long>> rows = new TreeMap<>();
      String by = "epoch_us(%1$s) // " + step + " * " + step;
      each(
          connection,
          "SELECT %s AS slot, coalesce(version, ''), count(*) FROM prediction_%d WHERE %s"
              .concat(" GROUP BY 1, 2")
              .formatted(by.formatted("time"), number, within("time", from, to)),
          row -> {
            rows.computeIfAbsent(windowOf.applyAsLong(row.getLong(1)), w -> new LinkedHashMap<>())
                .merge(row.getString(2), row.getLong(3), Long::sum);
          });
      Map<Long, Long> labels = new TreeMap<>();
      each(
          connection,
          "SELECT %s AS slot, count(*) FROM label_%d WHERE %s GROUP BY 1"
              .formatted(by.formatted("predicted"), number, within("predicted", from, to)),
          row -> {
            labels.merge(windowOf.applyAsLong(row.getLong(1)), row.getLong(2), Long::sum);
          });
      Map<Long, Counts> counts = new TreeMap<>();
      rows.forEach((start, n) -> counts.put(start, new Counts(n, labels.getOrDefault(start, 0L))));
      return counts;
    });
  }

  interface Row {
    void take(ResultSet row) throws SQLException;
  }

  static void each(DuckDBConnection connection, String sql, Row to) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        to.take(rows);
      }
    }
  }

  /** From the first prediction to the last; {@code null} without any. */
  public Instant @Nullable [] span() {
    Instant[] none = {};
    Instant[] found =
        store.read(connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT epoch_us(min(time)), epoch_us(max(time)) FROM prediction_"
                          + number)) {
            row.next();
            long first = row.getLong(1);
            return row.wasNull()
                ? none
                : new Instant[] {Micros.instant(first), Micros.instant(row.getLong(2))};
          }
        });
    return found.length == 0 ? null : found;
  }
}
