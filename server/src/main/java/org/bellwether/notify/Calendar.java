package org.bellwether.notify;

import java.time.ZoneOffset;
import java.util.List;
import org.bellwether.alert.CalendarEntry;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Metadata;

/** Holidays, promotions and planned changes. */
public final class Calendar {

  private final Metadata metadata;
  private final AuditLog audit;

  public Calendar(Metadata metadata, AuditLog audit) {
    this.metadata = metadata;
    this.audit = audit;
  }

  /** All entries, latest first. */
  public List<CalendarEntry> all() {
    return metadata
        .jdbc()
        .sql("select content from calendar_entry order by begins desc, id")
        .query(String.class)
        .list()
        .stream()
        .map(text -> Documents.read(text, CalendarEntry.class))
        .toList();
  }

  public void add(CalendarEntry entry, String actor) {
    audit.record(() -> {
      metadata
          .jdbc()
          .sql("insert into calendar_entry (id, begins, ends, content) values (?, ?, ?, ?)")
          .params(
              entry.id(),
              entry.start().atOffset(ZoneOffset.UTC),
              entry.end().atOffset(ZoneOffset.UTC),
              Documents.write(entry))
          .update();
      return new AuditLog.Change(
          actor, "calendar.add", "calendar:" + entry.id(), null, Documents.write(entry));
    });
  }

  /** Removes an entry; whether it was there. */
  public boolean remove(String id, String actor) {
    if (all().stream().noneMatch(e -> e.id().equals(id))) {
      return false;
    }
    audit.record(() -> {
      metadata.jdbc().sql("delete from calendar_entry where id = ?").param(id).update();
      return new AuditLog.Change(actor, "calendar.remove", "calendar:" + id, null, null);
    });
    return true;
  }
}
