package org.bellwether.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** An in-memory DuckDB that only reads files, with bounded memory and no network. */
public final class DuckDb implements AutoCloseable {

  private static final int WIDE = 1_000;

  private @Nullable DuckDBConnection connection;
  private @Nullable Path temporary;
  private @Nullable Thread atExit;

  private DuckDb() {}

  /**
   * It starts at its first use, for that takes some tenths of a second and plain CSV needs none.
   */
  public static DuckDb open() {
    return new DuckDb();
  }

  private DuckDBConnection connection() {
    DuckDBConnection open = connection;
    if (open == null) {
      open = start(temporary());
      connection = open;
    }
    return open;
  }

  private static DuckDBConnection start(Path temporary) {
    try {
      Properties settings = new Properties();
      settings.put("memory_limit", "512MB");
      // One: a second thread that keeps the order of rows costs half as much again, and is no
      // faster.
      settings.put("threads", "1");
      settings.put("temp_directory", temporary.toString());
      settings.put("preserve_insertion_order", "true");
      settings.put("autoinstall_known_extensions", "false");
      settings.put("autoload_known_extensions", "false");
      DuckDBConnection connection = DuckDBConnection.newConnection("jdbc:duckdb:", false, settings);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
      }
      return connection;
    } catch (Exception e) {
      throw new IllegalStateException("DuckDB does not start: " + e.getMessage(), e);
    }
  }

  /** A folder that is removed when this is closed. */
  Path temporary() {
    Path folder = temporary;
    if (folder == null) {
      try {
        folder = Files.createTempDirectory("bellwether");
      } catch (IOException e) {
        throw new UncheckedIOException(
            "no folder for temporary files can be made in " + System.getProperty("java.io.tmpdir"),
            e);
      }
      temporary = folder;
      Path made = folder;
      // An interrupted run (Ctrl-C) leaves nothing behind either.
      Thread hook = new Thread(() -> removeAll(made));
      Runtime.getRuntime().addShutdownHook(hook);
      atExit = hook;
    }
    return folder;
  }

  /** Every row as text; for short answers. */
  List<String[]> rows(String sql) throws SQLException {
    List<String[]> rows = new ArrayList<>();
    try (Statement statement = connection().createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        String[] row = new String[columns];
        for (int c = 0; c < columns; c++) {
          row[c] = result.getString(c + 1);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      statement.execute(sql);
    }
  }

  /** Streams the chunks of a query; the chunk is valid during the call only. */
  void chunks(String sql, Chunks.Consumer consumer) throws SQLException {
    Chunks.read(connection(), sql, consumer);
  }

  /** Makes room for a table of many columns: a chunk holds 2,048 values of each. */
  void makeRoomFor(int columns) throws SQLException {
    if (columns > WIDE) {
      execute("SET threads = 1");
      execute("SET memory_limit = '2GB'");
    }
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String name(String column) {
    return "\"" + column.replace("\"", "\"\"") + "\"";
  }

  @Override
  public void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not close: " + e.getMessage(), e);
    } finally {
      if (temporary != null) {
        removeAll(temporary);
      }
      if (atExit != null) {
        try {
          Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
          // The process ends, and the hook runs.
        }
      }
    }
  }

  private static void removeAll(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      folder.toFile().deleteOnExit();
    }
  }
}
