package org.bellwether.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.duckdb.DuckDBConnection;

/**
 * The files of a backup: {@code events/} with the tables and the keys, {@code metadata.mv.db} where
 * the metadata is in the data folder, the head of the audit log, and what {@link BackupManifest}
 * says of them.
 */
final class BackupFolder {

  static final String EVENTS = "events";
  static final String TABLES = "events.duckdb";
  static final String METADATA = "metadata.mv.db";
  static final String HEAD = "audit.head";
  private static final List<String> KEYS = List.of("ids.key", "privacy.key", SubjectHash.FILE);

  private BackupFolder() {}

  /**
   * Makes a folder for files to come.
   *
   * @throws IOException if there is something in it
   */
  static void requireEmpty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> there = Files.list(folder)) {
      if (there.findAny().isPresent()) {
        throw new IOException(folder + " is not empty: name a folder that is, or a new one");
      }
    }
  }

  /** Copies the keys, without which ids, hashed columns and tombstones mean nothing. */
  static void copyKeys(Path fromEvents, Path toEvents) throws IOException {
    Files.createDirectories(toEvents);
    for (String name : KEYS) {
      Path key = fromEvents.resolve(name);
      // One that the service has not needed yet is made later.
      if (Files.exists(key)) {
        Files.copy(key, toEvents.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Copies the embedded database with the head of its audit log as of that moment. */
  static void copyMetadata(Metadata metadata, Path to) throws IOException {
    Path zip = to.resolve("metadata.zip");
    metadata.copyTo(zip);
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        if (entry.getName().endsWith(".mv.db")) {
          Files.copy(entries, to.resolve(METADATA));
        }
      }
    }
    Files.delete(zip);
    try (Connection connection = h2(to);
        Statement statement = connection.createStatement();
        ResultSet last =
            statement.executeQuery(
                "select sequence, link from audit_entry order by sequence desc limit 1")) {
      if (last.next()) {
        Files.writeString(to.resolve(HEAD), last.getLong(1) + ":" + last.getString(2) + "\n");
      }
    } catch (SQLException e) {
      throw new IOException("the copy of the metadata cannot be read: " + e.getMessage(), e);
    }
  }

  /** Copies the files that runs logged. */
  static void copyArtifacts(Path data, Path to) throws IOException {
    Path from = data.resolve(ArtifactFolder.NAME);
    if (!Files.isDirectory(from)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(file -> ArtifactFolder.isKept(from, file)).toList();
    }
    for (Path file : files) {
      Path copy = to.resolve(ArtifactFolder.NAME).resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  static Connection h2(Path folder) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:h2:file:" + folder.toAbsolutePath().resolve("metadata") + ";IFEXISTS=TRUE", "sa", "");
  }

  /**
   * Takes what tombstones are about out of a backup's files, and writes these anew.
   *
   * @param folder of a backup that nobody restores at the moment
   * @return what was deleted
   */
  static Deleted erase(Path folder, List<Tombstone> tombstones) throws IOException {
    Path events = folder.resolve(EVENTS);
    Path tables = events.resolve(TABLES);
    Path fresh = events.resolve("events.new");
    EventCopy.discard(fresh);
    Deleted all = Deleted.NONE;
    try {
      SubjectHash hash = SubjectHash.in(events);
      EventKeys keys = new EventKeys(new SipHash(Secret.of(events.resolve("ids.key"), 16)));
      try (DuckDBConnection connection = EventDatabase.connect(tables, "512MB")) {
        for (Map.Entry<Integer, String> model : models(connection).entrySet()) {
          Set<String> subjects =
              StoredSubjects.of(
                  connection,
                  model.getKey(),
                  subject -> covered(tombstones, model.getValue(), hash.of(subject)));
          RowDeletion deletion =
              new RowDeletion(connection, keys, model.getValue(), model.getKey());
          all = all.plus(deletion.ofSubjects(subjects));
        }
        EventCopy.to(connection, fresh);
        try (Statement statement = connection.createStatement()) {
          statement.execute("FORCE CHECKPOINT");
        }
      }
      Files.move(fresh, tables, StandardCopyOption.REPLACE_EXISTING);
      forgetRefusedLines(folder);
      return all;
    } catch (SQLException e) {
      throw new IOException(
          "the backup in " + folder + " cannot be rewritten: " + e.getMessage(), e);
    }
  }

  private static boolean covered(List<Tombstone> tombstones, String model, String hash) {
    return tombstones.stream()
        .anyMatch(t -> (t.model() == null || model.equals(t.model())) && t.covers(hash));
  }

  private static Map<Integer, String> models(DuckDBConnection connection) throws SQLException {
    Map<Integer, String> models = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT number, model FROM model_table")) {
      while (rows.next()) {
        models.put(rows.getInt(1), rows.getString(2));
      }
    }
    return models;
  }

  private static void forgetRefusedLines(Path folder) throws SQLException {
    if (Files.exists(folder.resolve(METADATA))) {
      try (Connection connection = h2(folder);
          Statement statement = connection.createStatement()) {
        statement.execute("delete from refused_line");
        statement.execute("SHUTDOWN COMPACT");
      }
    }
  }
}
