package org.bellwether.store;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.bellwether.files.Chunks;
import org.duckdb.DuckDBConnection;

/** The subjects of stored predictions. */
final class StoredSubjects {

  private StoredSubjects() {}

  /** The distinct subjects of a table that a condition holds of. */
  static Set<String> of(DuckDBConnection connection, int number, Predicate<String> condition)
      throws SQLException {
    Set<String> found = new HashSet<>();
    String sql =
        "SELECT DISTINCT subject FROM prediction_%d WHERE subject IS NOT NULL".formatted(number);
    Chunks.read(
        connection,
        sql,
        chunk -> {
          var subject = chunk.vector(0);
          for (long i = 0; i < chunk.rowCount(); i++) {
            String text = subject.getString(i);
            if (condition.test(text)) {
              found.add(text);
            }
          }
        });
    return found;
  }
}
