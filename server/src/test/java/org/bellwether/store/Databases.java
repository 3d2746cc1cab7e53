package org.bellwether.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellwether.settings.Settings;
import org.bellwether.settings.SettingsReader;

/** The databases that the service runs on: a fresh one for each test, of one server a test run. */
public enum Databases {
  H2 {
    @Override
    public Settings fresh(Path data) {
      return SettingsReader.read(Map.of("port", "0", "data", data.toString()), null, Map.of());
    }
  },
  POSTGRESQL {
    @Override
    public Settings fresh(Path data) {
      String name = "bellwether_" + COUNT.incrementAndGet();
      try (Connection connection = Started.SERVER.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return SettingsReader.read(
          Map.of(
              "port", "0",
              "data", data.toString(),
              "database.url", Started.SERVER.getJdbcUrl("postgres", name),
              "database.user", "postgres",
              "database.connections", "4"),
          null,
          Map.of());
    }
  };

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Settings of an empty database; the data folder is created. */
  public abstract Settings fresh(Path data);

  /** Port of the running PostgreSQL. */
  public static int postgresPort() {
    return Started.SERVER.getPort();
  }

  private static final class Started {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        Path folder = Files.createTempDirectory("bellwether-postgres");
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setDataDirectory(folder.resolve("data"))
                .start();
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(() -> {
                  try {
                    server.close();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
