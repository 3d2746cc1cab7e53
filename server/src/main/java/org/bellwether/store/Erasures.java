package org.bellwether.store;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Erases what is kept of a person: at once for every reader, and soon after in every file. What
 * stays is a tombstone. One order at a time. Safe for use by many threads.
 */
public final class Erasures {

  private final Metadata metadata;
  private final AuditLog audit;
  private final EventUpkeep events;
  private final Backups backups;
  private final SubjectHash hash;
  private final InstantSource clock;
  private final TombstoneTable table;

  public Erasures(
      Metadata metadata,
      AuditLog audit,
      EventUpkeep events,
      Backups backups,
      SubjectHash hash,
      InstantSource clock) {
    this.metadata = metadata;
    this.audit = audit;
    this.events = events;
    this.backups = backups;
    this.hash = hash;
    this.clock = clock;
    table = new TombstoneTable(metadata);
  }

  /** The tombstones, latest first. */
  public List<Tombstone> all() {
    return table.all();
  }

  /**
   * Erases for every reader; {@link #finish} takes the bytes from the files.
   *
   * @param subject as it came
   * @param kept the same as a column keeps it that holds hashes
   * @param model whose predictions, {@code null} for those of every model
   * @throws IOException if it is not done yet; the order stands and is done later
   */
  public synchronized Tombstone order(
      String subject, String kept, @Nullable String model, String actor) throws IOException {
    Tombstone[] made = new Tombstone[1];
    audit.record(() -> {
      Tombstone t = table.insert(hash.of(subject), hash.of(kept), model, actor, clock.instant());
      made[0] = t;
      return new AuditLog.Change(
          actor, "subject.erase", "subject:" + t.subjectHash(), null, Json.of(t));
    });
    delete(made[0].id(), Set.of(subject, kept), model);
    return table.all().stream().filter(t -> t.id() == made[0].id()).findFirst().orElseThrow();
  }

  private void delete(long id, Collection<String> subjects, @Nullable String model)
      throws IOException {
    Deleted deleted = events.erase(subjects, model);
    table.count(id, deleted);
  }

  /**
   * Takes the bytes of ordered erasures from tables, log, records of refused lines and known
   * backups. What cannot be reached is tried again by the next call.
   */
  public synchronized void finish() throws IOException {
    List<Tombstone> open = table.all().stream().filter(t -> t.finished() == null).toList();
    if (open.isEmpty()) {
      return;
    }
    for (Tombstone t : open) {
      // An order that a crash cut short is found by its hashes.
      if (t.deleted().predictions() == 0) {
        Set<String> left = events.subjects(t.model(), subject -> t.covers(hash.of(subject)));
        if (!left.isEmpty()) {
          delete(t.id(), left, t.model());
        }
      }
    }
    events.rewrite();
    // A reason may quote a value, and not whose it was.
    metadata.jdbc().sql("delete from refused_line").update();
    metadata.compact();
    String problem = backups.erase(open);
    for (Tombstone t : open) {
      if (problem.isEmpty()) {
        audit.record(() -> {
          table.finish(t.id(), clock.instant());
          return new AuditLog.Change(
              t.orderedBy(),
              "subject.erased",
              "subject:" + t.subjectHash(),
              null,
              Json.of(
                  table.all().stream()
                      .filter(now -> now.id() == t.id())
                      .findFirst()
                      .orElseThrow()));
        });
      } else {
        table.problem(t.id(), problem);
      }
    }
  }
}
