package org.bellwether.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import org.bellwether.event.Micros;
import org.bellwether.files.Chunks;
import org.duckdb.DuckDBConnection;

/**
 * Deletes predictions of one model with all that was said of them, in the transaction of one
 * connection.
 */
final class RowDeletion {

  private final DuckDBConnection connection;
  private final EventKeys keys;
  private final String model;
  private final int number;
  private long[] found = new long[256];
  private int size;

  RowDeletion(DuckDBConnection connection, EventKeys keys, String model, int number) {
    this.connection = connection;
    this.keys = keys;
    this.model = model;
    this.number = number;
  }

  /** Keys of the deleted predictions, see {@link EventKeys#prediction}. */
  long[] predictionKeys() {
    return Arrays.copyOf(found, size);
  }

  /**
   * Deletes what subjects were decided on. The keys of their predictions stay in a table, so that a
   * prediction that is sent once more, or a late label of one, stays out.
   */
  Deleted ofSubjects(Collection<String> subjects) throws SQLException {
    begin();
    try (PreparedStatement some =
        connection.prepareStatement(
            "INSERT INTO gone SELECT id FROM prediction_%d WHERE subject = ?".formatted(number))) {
      for (String subject : subjects) {
        some.setString(1, subject);
        some.execute();
      }
    }
    collect();
    try (PreparedStatement keep =
        connection.prepareStatement("INSERT INTO erased_key VALUES (?)")) {
      for (int i = 0; i < size; i++) {
        keep.setLong(1, found[i]);
        keep.execute();
      }
    }
    return deleteGone("");
  }

  /**
   * Deletes predictions made before a moment, and labels and feedback that are older themselves.
   */
  Deleted before(Instant moment) throws SQLException {
    begin();
    String older = "time < make_timestamp(%d::BIGINT)".formatted(Micros.of(moment));
    execute("INSERT INTO gone SELECT id FROM prediction_%d WHERE %s".formatted(number, older));
    collect();
    return deleteGone(" OR " + older);
  }

  /** The time of the oldest event of the model, {@code null} without any. */
  static @org.jspecify.annotations.Nullable Instant oldest(DuckDBConnection connection, int number)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT epoch_us(least((SELECT min(time) FROM prediction_%1$d),
                  (SELECT min(time) FROM label_%1$d), (SELECT min(time) FROM feedback_%1$d)))
                """
                    .formatted(number))) {
      row.next();
      long micros = row.getLong(1);
      return row.wasNull() ? null : Micros.instant(micros);
    }
  }

  private void begin() throws SQLException {
    execute("CREATE OR REPLACE TEMP TABLE gone (id VARCHAR)");
  }

  private void collect() throws SQLException {
    Chunks.read(
        connection,
        "SELECT id FROM gone",
        chunk -> {
          var id = chunk.vector(0);
          for (long i = 0; i < chunk.rowCount(); i++) {
            if (size == found.length) {
              found = Arrays.copyOf(found, 2 * size);
            }
            found[size++] = keys.prediction(model, id.getString(i));
          }
        });
  }

  private Deleted deleteGone(String orOlder) throws SQLException {
    String those = " WHERE id IN (SELECT id FROM gone)" + orOlder;
    Deleted deleted =
        new Deleted(
            execute("DELETE FROM prediction_" + number + those),
            execute("DELETE FROM label_" + number + those),
            execute("DELETE FROM feedback_" + number + those));
    execute("DROP TABLE gone");
    return deleted;
  }

  private long execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql) ? 0 : Math.max(0, statement.getLargeUpdateCount());
    }
  }
}
