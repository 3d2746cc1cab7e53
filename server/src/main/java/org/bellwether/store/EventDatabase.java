package org.bellwether.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.duckdb.DuckDBConnection;

/**
 * The DuckDB file that holds applied events. One thread writes; any may read. A failed write may
 * leave DuckDB unusable: {@link #reopen} starts it anew from its file.
 */
final class EventDatabase implements AutoCloseable {

  /** What a reader or the writer does with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T with(DuckDBConnection connection) throws SQLException;
  }

  private static final int VERSION = 1;

  /** Half the processors: a checkpoint or a page must leave some to those who send events. */
  private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  /**
   * A checkpoint compresses the last rows of a table anew, so it waits for several blocks of them.
   */
  private static final String CHECKPOINT = "128MB";

  private final Path file;
  private final String memory;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private DuckDBConnection writer;

  private EventDatabase(Path file, String memory, DuckDBConnection writer) {
    this.file = file;
    this.memory = memory;
    this.writer = writer;
  }

  /**
   * Opens the database of a folder.
   *
   * @param memory most memory that DuckDB takes, such as {@code 512MB}
   */
  static EventDatabase open(Path folder, String memory) throws SQLException, IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("events.duckdb");
    EventDatabase database = new EventDatabase(file, memory, connect(file, memory));
    database.prepare();
    return database;
  }

  static DuckDBConnection connect(Path file, String memory) throws SQLException {
    Properties settings = new Properties();
    settings.put("memory_limit", memory);
    settings.put("threads", Integer.toString(THREADS));
    settings.put("wal_autocheckpoint", CHECKPOINT);
    settings.put("temp_directory", file.resolveSibling("temporary").toString());
    settings.put("preserve_insertion_order", "true");
    settings.put("autoinstall_known_extensions", "false");
    settings.put("autoload_known_extensions", "false");
    DuckDBConnection connection;
    try {
      connection = DuckDBConnection.newConnection("jdbc:duckdb:" + file, false, settings);
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new SQLException("DuckDB does not start: " + e.getMessage(), e);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
    return connection;
  }

  private void prepare() throws SQLException {
    execute(
        """
        CREATE TABLE IF NOT EXISTS store (version INTEGER, applied BIGINT);
        CREATE TABLE IF NOT EXISTS model_table (number INTEGER, model VARCHAR);
        CREATE TABLE IF NOT EXISTS model_column
          (number INTEGER, ordinal INTEGER, part VARCHAR, name VARCHAR, type VARCHAR);
        CREATE TABLE IF NOT EXISTS change_event
          (id VARCHAR, model VARCHAR, kind VARCHAR, time TIMESTAMP, author VARCHAR,
           description VARCHAR, details MAP(VARCHAR, VARCHAR));
        CREATE TABLE IF NOT EXISTS erased_key (key BIGINT);
        INSERT INTO store SELECT %d, 0 WHERE NOT EXISTS (FROM store);
        """
            .formatted(VERSION));
    int version = read(c -> (int) number(c, "SELECT version FROM store"));
    if (version != VERSION) {
      throw new SQLException(
          file + " was written by a later release (version " + version + "): use that one");
    }
  }

  /** The position of the log up to which events have been applied. */
  long applied() throws SQLException {
    return read(c -> number(c, "SELECT applied FROM store"));
  }

  static long number(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Runs statements on the writer's connection. */
  void execute(String sql) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Runs work in a transaction: all of it lasts, or nothing. For the one writing thread. The
   * transaction is begun in SQL: after {@code setAutoCommit(false)} an appender would commit by
   * itself.
   */
  void write(Work<?> work) throws SQLException {
    execute("BEGIN TRANSACTION");
    try {
      work.with(writer);
      execute("COMMIT");
    } catch (SQLException | RuntimeException e) {
      try {
        execute("ROLLBACK");
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /** Runs a reader with a connection of its own. */
  <T> T read(Work<T> work) throws SQLException {
    lock.readLock().lock();
    try (DuckDBConnection connection = writer.duplicate()) {
      return work.with(connection);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Starts DuckDB anew, for it may have given up after a failed write. */
  void reopen() throws SQLException {
    lock.writeLock().lock();
    try {
      try {
        writer.close();
      } catch (SQLException e) {
        // It had given up already; its file is what counts.
        writer = connect(file, memory);
        return;
      }
      writer = connect(file, memory);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Puts a file that {@link EventCopy} made in the place of the database's own. For the one writing
   * thread.
   */
  void replace(Path fresh) throws SQLException, IOException {
    lock.writeLock().lock();
    try {
      // Without a checkpoint the old file's write-ahead log would outlive it.
      execute("FORCE CHECKPOINT");
      writer.close();
      try {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."))) {
          folder.force(true);
        }
      } finally {
        writer = connect(file, memory);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Bytes of the file that hold nothing, as of the last checkpoint. */
  long freeBytes() throws SQLException {
    return read(c -> number(c, "SELECT free_blocks * block_size FROM pragma_database_size()"));
  }

  Path file() {
    return file;
  }

  @Override
  public void close() throws SQLException {
    lock.writeLock().lock();
    try {
      writer.close();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
