package org.bellwether.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * Writes every table anew into another file: consistent, without what was deleted, and while events
 * go on coming. DuckDB leaves deleted values in its file until their space is needed; a copy has
 * none of them.
 */
final class EventCopy {

  private EventCopy() {}

  /**
   * Copies to a file that must not be there.
   *
   * @return the position of the log that the copy is as of
   */
  static long to(DuckDBConnection connection, Path file) throws SQLException, IOException {
    Files.createDirectories(file.getParent());
    try (Statement statement = connection.createStatement()) {
      statement.execute("ATTACH '%s' AS fresh".formatted(file.toString().replace("'", "''")));
      try {
        statement.execute("BEGIN TRANSACTION");
        for (String table : tables(statement)) {
          statement.execute("CREATE TABLE fresh.main.%1$s AS FROM %1$s".formatted(table));
        }
        long position = EventDatabase.number(connection, "SELECT applied FROM store");
        statement.execute("COMMIT");
        statement.execute("CHECKPOINT fresh");
        return position;
      } finally {
        if (!connection.isClosed()) {
          statement.execute("DETACH fresh");
        }
      }
    } catch (SQLException e) {
      discard(file);
      throw e;
    }
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
                + " AND NOT temporary ORDER BY table_name")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  static void discard(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
  }
}
