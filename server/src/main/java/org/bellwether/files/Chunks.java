package org.bellwether.files;

import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;

/**
 * Streams the chunks of a query to the last row. DuckDB's chunked result ends like a complete one
 * when a row in the middle cannot be read, so a last row that only says "the end" is asked for, and
 * must come.
 */
public final class Chunks {

  private Chunks() {}

  /** Takes a chunk, which is valid during the call only. */
  @FunctionalInterface
  public interface Consumer {
    /** Takes it; columns are those of the query, one of the stream's own behind them. */
    void accept(DuckDBDataChunkReader chunk) throws SQLException;
  }

  /**
   * Streams a query whose columns have distinct names.
   *
   * @param connection keeps the order of rows ({@code preserve_insertion_order}), or an end could
   *     come before a failure
   * @throws SQLException if the query fails, before its first row or after; the consumer has had
   *     the rows up to there
   */
  public static void read(DuckDBConnection connection, String sql, Consumer consumer)
      throws SQLException {
    String marked =
        "SELECT q.*, false AS \"\u0001end\" FROM ("
            + sql
            + ") q UNION ALL BY NAME SELECT true AS \"\u0001end\"";
    try (DuckDBPreparedStatement statement = connection.prepare(marked);
        DuckDBChunkedResult result = statement.query()) {
      long end = result.columnCount() - 1;
      boolean whole = false;
      while (result.nextChunk()) {
        DuckDBDataChunkReader chunk = result.chunk();
        if (whole) {
          throw new IllegalStateException("rows behind the end: preserve_insertion_order is off");
        }
        whole = chunk.vector(end).getBoolean(0);
        if (!whole) {
          consumer.accept(chunk);
        }
      }
      if (whole) {
        return;
      }
    }
    throw new SQLException("the result ended early: " + reason(connection, sql));
  }

  /** Runs the query once more without its rows, which says what went wrong. */
  private static String reason(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT count(COLUMNS(*)) FROM (" + sql + ")");
      return "no reason given";
    }
  }
}
