package org.bellwether.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bellwether.event.Label;
import org.bellwether.event.Micros;
import org.bellwether.event.Prediction;
import org.bellwether.store.EventColumn.Part;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads what has arrived of one model from its tables. */
final class ArrivalReader {

  private final DuckDBConnection connection;
  private final ModelColumns columns;

  ArrivalReader(DuckDBConnection connection, ModelColumns columns) {
    this.connection = connection;
    this.columns = columns;
  }

  /** Counts events by part of a span. */
  Arrivals read(Instant from, Duration step, int parts) throws SQLException {
    return Arrivals.of(
        from,
        step,
        counts("prediction", from, step, parts),
        counts("label", from, step, parts),
        last());
  }

  private String table(String kind) {
    return kind + "_" + columns.number();
  }

  private long[] counts(String kind, Instant from, Duration step, int parts) throws SQLException {
    long start = Micros.of(from);
    long length = step.toNanos() / 1000;
    long[] counts = new long[parts];
    String sql =
        """
        SELECT (epoch_us(time) - %1$d) // %2$d, count(*) FROM %3$s
        WHERE time >= make_timestamp(%1$d::BIGINT) AND time < make_timestamp(%4$d::BIGINT)
        GROUP BY 1
        """
            .formatted(start, length, table(kind), start + length * parts);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        counts[row.getInt(1)] = row.getLong(2);
      }
    }
    return counts;
  }

  private @Nullable Instant last() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT max(time) AS time FROM " + table("prediction"))) {
      row.next();
      return row.getObject("time") == null ? null : EventRow.time(row, "time");
    }
  }

  List<Prediction> predictions(Instant from, Instant to, int limit) throws SQLException {
    List<EventColumn> all = columns.all().stream().filter(c -> c.part() != Part.LABEL).toList();
    List<Prediction> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(latest("prediction", from, to, limit))) {
      int present = row.getMetaData().getColumnCount() - EventTables.FIXED_COLUMNS;
      while (row.next()) {
        found.add(EventRow.prediction(row, columns, all.subList(0, present)));
      }
    }
    return found;
  }

  List<Label> labels(Instant from, Instant to, int limit) throws SQLException {
    List<Label> found = new ArrayList<>();
    EventColumn column =
        columns.all().stream().filter(c -> c.part() == Part.LABEL).findFirst().orElse(null);
    if (column == null) {
      return found;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(latest("label", from, to, limit))) {
      while (row.next()) {
        Object value = EventRow.value(row, column);
        if (value != null) {
          found.add(EventRow.label(row, columns.model(), value));
        }
      }
    }
    return found;
  }

  private String latest(String kind, Instant from, Instant to, int limit) {
    return """
    SELECT * FROM %s
    WHERE time >= make_timestamp(%d::BIGINT) AND time < make_timestamp(%d::BIGINT)
    ORDER BY time DESC LIMIT %d
    """
        .formatted(table(kind), Micros.of(from), Micros.of(to), limit);
  }
}
