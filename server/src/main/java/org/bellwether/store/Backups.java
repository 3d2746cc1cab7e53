package org.bellwether.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Makes backups of a running service and knows those it has made. */
public final class Backups {

  private final Path data;
  private final Metadata metadata;
  private final AuditLog audit;
  private final EventUpkeep events;
  private final InstantSource clock;

  public Backups(
      Path data, Metadata metadata, AuditLog audit, EventUpkeep events, InstantSource clock) {
    this.data = data;
    this.metadata = metadata;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /** Those that were made, latest first. */
  public List<Backup> all() {
    return metadata
        .jdbc()
        .sql("select * from backup order by made desc")
        .query(Backups::backup)
        .list();
  }

  private static Backup backup(ResultSet row, int number) throws SQLException {
    return new Backup(
        row.getString("folder"),
        row.getObject("made", OffsetDateTime.class).toInstant(),
        row.getString("made_by"),
        row.getLong("erasure"),
        row.getString("problem"));
  }

  /**
   * Copies events, keys and, where it is embedded, the metadata. Everything that was acknowledged
   * before the call is in it; events go on being taken in.
   *
   * @param to folder that is empty or not there
   * @throws IOException if it cannot be made; the message says why
   */
  public synchronized Backup make(Path to, String actor) throws IOException {
    Path folder = to.toAbsolutePath().normalize();
    if (folder.startsWith(data.toAbsolutePath().normalize())) {
      throw new IOException(folder + " lies in the data folder: a backup must lie elsewhere");
    }
    BackupFolder.requireEmpty(folder);
    Instant now = clock.instant();
    long erasure = lastErasure();
    Path own = data.resolve(BackupFolder.EVENTS);
    BackupFolder.copyKeys(own, folder.resolve(BackupFolder.EVENTS));
    events.copy(folder.resolve(BackupFolder.EVENTS).resolve(BackupFolder.TABLES));
    // Known before it is finished: an erasure that is ordered meanwhile must reach it.
    audit.record(() -> {
      metadata
          .jdbc()
          .sql(
              """
              insert into backup (folder, made, made_by, erasure, problem)
              values (:folder, :made, :by, :erasure, '')
              """)
          .params(
              Map.of(
                  "folder",
                  folder.toString(),
                  "made",
                  now.atOffset(ZoneOffset.UTC),
                  "by",
                  actor,
                  "erasure",
                  erasure))
          .update();
      return new AuditLog.Change(actor, "backup.make", "backup:" + folder, null, null);
    });
    if (metadata.embedded()) {
      BackupFolder.copyMetadata(metadata, folder);
    }
    // After the metadata: a file that they do not know yet harms nobody.
    BackupFolder.copyArtifacts(data, folder);
    BackupManifest.write(folder, now, erasure);
    return new Backup(folder.toString(), now, actor, erasure, "");
  }

  private long lastErasure() {
    return metadata
        .jdbc()
        .sql("select coalesce(max(id), 0) from erasure where finished is not null")
        .query(Long.class)
        .single();
  }

  /**
   * Takes what was erased meanwhile out of the known backups.
   *
   * @return what is in the way, empty where all of them were reached
   */
  synchronized String erase(List<Tombstone> tombstones) {
    StringBuilder problems = new StringBuilder();
    for (Backup backup : all()) {
      List<Tombstone> later = tombstones.stream().filter(t -> t.id() > backup.erasure()).toList();
      if (!later.isEmpty()) {
        String problem = erase(Path.of(backup.folder()), later);
        problems.append(problem);
        long reached =
            problem.isEmpty()
                ? later.stream().mapToLong(Tombstone::id).max().orElseThrow()
                : backup.erasure();
        metadata
            .jdbc()
            .sql("update backup set problem = :problem, erasure = :reached where folder = :folder")
            .params(Map.of("problem", cut(problem), "reached", reached, "folder", backup.folder()))
            .update();
      }
    }
    return problems.toString();
  }

  private static String erase(Path folder, List<Tombstone> later) {
    try {
      BackupManifest manifest = BackupManifest.read(folder);
      BackupFolder.erase(folder, later);
      BackupManifest.write(
          folder, manifest.made(), later.stream().mapToLong(Tombstone::id).max().orElseThrow());
      return "";
    } catch (IOException e) {
      return "backup not reached: "
          + e.getMessage()
          + ". Bring it back, or forget it with DELETE /v1/backups once it is destroyed. ";
    }
  }

  private static String cut(String text) {
    return text.length() > 1000 ? text.substring(0, 1000) : text;
  }

  /**
   * Forgets a backup that was destroyed.
   *
   * @return whether it was known
   * @throws IOException if it is still there
   */
  public synchronized boolean forget(Path gone, String actor) throws IOException {
    Path folder = gone.toAbsolutePath().normalize();
    if (Files.exists(folder.resolve(BackupManifest.FILE))) {
      throw new IOException(folder + " is still there: delete it first, then forget it");
    }
    if (all().stream().noneMatch(b -> b.folder().equals(folder.toString()))) {
      return false;
    }
    audit.record(() -> {
      metadata.jdbc().sql("delete from backup where folder = ?").param(folder.toString()).update();
      return new AuditLog.Change(actor, "backup.forget", "backup:" + folder, null, null);
    });
    return true;
  }
}
