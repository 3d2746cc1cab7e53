package org.bellwether.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.bellwether.settings.Settings;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The SQL database of models, accounts, tokens and the audit log: H2 in the data folder, or
 * PostgreSQL. Opening it brings its tables up to date.
 */
public final class Metadata implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(Metadata.class.getName());

  private static final int H2_ALREADY_OPEN = 90020;

  private static final long IDLE_WAIT_MILLIS = 10_000;

  private final HikariDataSource pool;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  private Metadata(HikariDataSource pool) {
    this.pool = pool;
    jdbc = JdbcClient.create(pool);
    transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));
  }

  /**
   * Opens the database that the settings name and migrates it.
   *
   * @throws MetadataException if it cannot be reached, is held by another process, or is newer than
   *     this version
   */
  public static Metadata open(Settings settings) {
    Restore.requireFinished(settings.data());
    Settings.Database database = settings.database();
    String url = url(settings);
    reachable(url, database);
    HikariConfig config = new HikariConfig();
    config.setPoolName("metadata");
    config.setJdbcUrl(url);
    config.setUsername(database.url().isEmpty() ? "sa" : database.user());
    config.setPassword(database.url().isEmpty() ? "" : database.password());
    config.setMaximumPoolSize(database.connections());
    config.setMinimumIdle(1);
    config.setAllowPoolSuspension(true);
    config.setConnectionTimeout(10_000);
    HikariDataSource pool = new HikariDataSource(config);
    try {
      Flyway.configure(Metadata.class.getClassLoader())
          .dataSource(pool)
          .locations("classpath:org/bellwether/store/migration")
          .table("schema_history")
          // A migration that this version does not know was made by a newer one.
          .ignoreMigrationPatterns(new String[0])
          .load()
          .migrate();
      return new Metadata(pool);
    } catch (FlywayException e) {
      pool.close();
      throw new MetadataException(
          "the metadata database "
              + shown(url)
              + " could not be brought up to date: "
              + firstLine(e)
              + "; it was not changed further. Restore the backup or run the version that wrote it",
          e,
          false);
    } catch (RuntimeException | Error e) {
      pool.close();
      throw e;
    }
  }

  /**
   * Opens a database that is there already, as {@link #open} does.
   *
   * @throws MetadataException if there is none, too
   */
  public static Metadata existing(Settings settings) {
    if (settings.database().url().isEmpty()
        && !Files.exists(settings.data().resolve("metadata.mv.db"))) {
      throw new MetadataException(
          "no service has run on the data folder "
              + settings.data()
              + ": name the right one with --data",
          new java.io.FileNotFoundException(settings.data().toString()),
          false);
    }
    return open(settings);
  }

  private static String url(Settings settings) {
    if (!settings.database().url().isEmpty()) {
      return settings.database().url();
    }
    Path folder = settings.data().toAbsolutePath();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new MetadataException(
          "cannot create the data folder " + folder + ": " + e + "; name another with --data",
          e,
          false);
    }
    // Without WRITE_DELAY=0 a killed process would lose up to half a second of changes.
    return "jdbc:h2:file:" + folder.resolve("metadata") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
  }

  /** One plain connection first: the pool would retry for seconds and hide the reason. */
  private static void reachable(String url, Settings.Database database) {
    Properties login = new Properties();
    login.setProperty("user", database.url().isEmpty() ? "sa" : database.user());
    login.setProperty("password", database.url().isEmpty() ? "" : database.password());
    try (Connection connection = DriverManager.getConnection(url, login)) {
      connection.getMetaData().getDatabaseProductName();
    } catch (SQLException e) {
      boolean inUse = e.getErrorCode() == H2_ALREADY_OPEN;
      throw new MetadataException(
          inUse
              ? "another process holds the metadata database " + shown(url) + ": stop it first"
              : "cannot reach the metadata database "
                  + shown(url)
                  + ": "
                  + firstLine(e)
                  + "; see database.url, database.user and database.password",
          e,
          inUse);
    }
  }

  /** A URL without what may hold a password. */
  private static String shown(String url) {
    return url.replaceFirst("[;?].*", "").replaceFirst("//[^/@]*@", "//");
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
  }

  public JdbcClient jdbc() {
    return jdbc;
  }

  /** Whether the database answers a query now. */
  public boolean answers() {
    try {
      return jdbc.sql("select 1").query(Integer.class).single() == 1;
    } catch (DataAccessException e) {
      return false;
    }
  }

  /** Runs work that happens as a whole or not at all. */
  public <T> T inTransaction(Supplier<T> work) {
    return java.util.Objects.requireNonNull(transactions.execute(status -> work.get()));
  }

  /** Whether it is the database in the data folder. */
  public boolean embedded() {
    return pool.getJdbcUrl().startsWith("jdbc:h2:");
  }

  /**
   * Writes the embedded database anew, so that nothing that was deleted is left in its file; who
   * asks it something meanwhile waits. Of PostgreSQL only the table of refused lines is.
   */
  public synchronized void compact() {
    if (!embedded()) {
      jdbc.sql("vacuum full refused_line").update();
      return;
    }
    HikariPoolMXBean control = pool.getHikariPoolMXBean();
    control.suspendPool();
    try {
      control.softEvictConnections();
      for (long i = 0; control.getActiveConnections() > 0 && i < IDLE_WAIT_MILLIS / 10; i++) {
        LockSupport.parkNanos(10_000_000);
      }
      if (control.getActiveConnections() > 0) {
        throw new IllegalStateException("the metadata database is busy: it is tried again later");
      }
      execute("SHUTDOWN COMPACT");
    } finally {
      control.resumePool();
    }
  }

  /** Writes a consistent copy of the embedded database, a ZIP with one file, while it is used. */
  void copyTo(Path zip) {
    execute("BACKUP TO '%s'".formatted(zip.toString().replace("'", "''")));
  }

  private void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      if (!sql.startsWith("SHUTDOWN")) {
        throw new MetadataException(
            "the metadata database could not be copied: " + firstLine(e), e, false);
      }
      LOGGER.log(Level.DEBUG, "the database closed its own connection", e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
