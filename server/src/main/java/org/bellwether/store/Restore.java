package org.bellwether.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes a data folder of a backup. */
public final class Restore {

  /**
   * What was restored.
   *
   * @param made when the backup was
   * @param events in the tables, predictions and all else
   * @param erased of those that were erased after the backup was made
   */
  public record Restored(Instant made, Map<String, EventTotals> events, Deleted erased) {}

  /** Events of a model. */
  public record EventTotals(long predictions, long labels, long feedback) {}

  /** Lies in a folder from the beginning of its restore to the end. */
  private static final String UNFINISHED = "restore.unfinished";

  private Restore() {}

  /**
   * Restores.
   *
   * @param from folder of a backup
   * @param data folder that is empty or not there
   * @param erasures that are known by now; those later than the backup are done to the copy
   * @throws IOException if the backup is not whole, or the folder not empty; it names what is wrong
   */
  public static Restored run(Path from, Path data, List<Tombstone> erasures, InstantSource clock)
      throws IOException {
    BackupManifest manifest = BackupManifest.read(from);
    List<String> problems = manifest.problems(from);
    if (!problems.isEmpty()) {
      throw new IOException(
          "the backup in "
              + from
              + " is damaged: "
              + String.join("; ", problems)
              + ". Nothing was restored: take another backup");
    }
    Path unfinished = data.resolve(UNFINISHED);
    if (Files.exists(unfinished)) {
      clear(data, unfinished);
    } else {
      BackupFolder.requireEmpty(data);
      Files.createFile(unfinished);
    }
    for (String name : manifest.files().keySet()) {
      Path to = data.resolve(name);
      Files.createDirectories(to.getParent());
      Files.copy(from.resolve(name), to, StandardCopyOption.COPY_ATTRIBUTES);
    }
    List<Tombstone> later = erasures.stream().filter(t -> t.id() > manifest.erasure()).toList();
    Deleted erased = later.isEmpty() ? Deleted.NONE : BackupFolder.erase(data, later);
    if (!later.isEmpty()) {
      keepTombstones(data, later);
    }
    // Fills the index of ids, so that the first start is as fast as any.
    try (DuckDbEventStore store =
        DuckDbEventStore.open(data.resolve(BackupFolder.EVENTS), StoreOptions.defaults(), clock)) {
      Restored restored = new Restored(manifest.made(), store.upkeep().totals(), erased);
      Files.delete(unfinished);
      return restored;
    }
  }

  /**
   * Refuses a folder whose restore was cut short: events may be missing, or erased ones be there.
   *
   * @throws MetadataException if it was
   */
  public static void requireFinished(Path data) {
    if (Files.exists(data.resolve(UNFINISHED))) {
      throw new MetadataException(
          "a restore to " + data + " was cut short: run ./bellwether restore again", null, false);
    }
  }

  /** Deletes what a restore left that was cut short, its mark last. */
  private static void clear(Path data, Path unfinished) throws IOException {
    List<Path> left;
    try (Stream<Path> all = Files.walk(data)) {
      left = all.filter(path -> !path.equals(data) && !path.equals(unfinished)).toList();
    }
    for (Path path : left.reversed()) {
      Files.delete(path);
    }
  }

  /** The tombstones that a data folder without a service, or a backup, holds. */
  public static List<Tombstone> erasuresIn(Path folder) throws IOException {
    Path file = folder.resolve(BackupFolder.METADATA);
    if (!Files.exists(file)) {
      throw new IOException(
          folder + " holds no " + BackupFolder.METADATA + ": name a data folder or a backup");
    }
    Path copy = Files.createTempDirectory("bellwether-erasures-");
    try {
      Files.copy(file, copy.resolve(BackupFolder.METADATA));
      return read(copy);
    } finally {
      Files.deleteIfExists(copy.resolve(BackupFolder.METADATA));
      Files.deleteIfExists(copy);
    }
  }

  private static List<Tombstone> read(Path folder) throws IOException {
    List<Tombstone> found = new ArrayList<>();
    try (Connection connection = BackupFolder.h2(folder);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from erasure order by id")) {
      for (int i = 0; rows.next(); i++) {
        found.add(TombstoneTable.tombstone(rows, i));
      }
      return found;
    } catch (SQLException e) {
      throw new IOException("the erasures in " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void keepTombstones(Path data, List<Tombstone> later) throws IOException {
    if (!Files.exists(data.resolve(BackupFolder.METADATA))) {
      return;
    }
    String sql =
        """
        merge into erasure (id, subject_hash, kept_hash, model, ordered, ordered_by,
          predictions, labels, feedback, finished, problem) key (id)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')
        """;
    try (Connection connection = BackupFolder.h2(data);
        var statement = connection.prepareStatement(sql);
        var next = connection.createStatement()) {
      for (Tombstone t : later) {
        statement.setLong(1, t.id());
        statement.setString(2, t.subjectHash());
        statement.setString(3, t.keptHash());
        statement.setString(4, t.model());
        statement.setTimestamp(5, Timestamp.from(t.ordered()));
        statement.setString(6, t.orderedBy());
        statement.setLong(7, t.deleted().predictions());
        statement.setLong(8, t.deleted().labels());
        statement.setLong(9, t.deleted().feedback());
        Instant finished = t.finished();
        statement.setTimestamp(10, finished == null ? null : Timestamp.from(finished));
        statement.execute();
      }
      long last = later.stream().mapToLong(Tombstone::id).max().orElseThrow();
      next.execute("alter table erasure alter column id restart with " + (last + 1));
    } catch (SQLException e) {
      throw new IOException("the tombstones cannot be kept: " + e.getMessage(), e);
    }
  }
}
