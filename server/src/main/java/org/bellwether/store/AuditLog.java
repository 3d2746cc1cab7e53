package org.bellwether.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.bellwether.evidence.AuditChain;
import org.bellwether.evidence.AuditEntry;
import org.jspecify.annotations.Nullable;

/**
 * The audit log as a table: who changed what, when, from what to what. A change and its entry are
 * committed together, one change at a time. Safe for use by many threads.
 */
public final class AuditLog {

  /** What a change did, for its entry; texts are JSON without secrets. */
  public record Change(
      String actor,
      String action,
      String object,
      @Nullable String before,
      @Nullable String after) {}

  /** An entry with its link of the chain in hexadecimal. */
  public record Linked(AuditEntry entry, String link) {}

  private static final int PAGE = 1000;

  private final Metadata metadata;
  private final AuditHead head;
  private final InstantSource clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  public AuditLog(Metadata metadata, AuditHead head, InstantSource clock) {
    this.metadata = metadata;
    this.head = head;
    this.clock = clock;
  }

  /** Makes a change and records what it returns; neither without the other. */
  public void record(Supplier<Change> change) {
    oneAtATime.lock();
    try {
      AuditChain.Head now =
          metadata.inTransaction(() -> {
            Change made = change.get();
            AuditChain.Head last = last();
            AuditEntry entry =
                new AuditEntry(
                    last.size() + 1,
                    clock.instant(),
                    made.actor(),
                    made.action(),
                    made.object(),
                    made.before(),
                    made.after());
            String link =
                HexFormat.of().formatHex(entry.link(HexFormat.of().parseHex(last.link())));
            insert(entry, link);
            return new AuditChain.Head(entry.sequence(), link);
          });
      head.keep(now);
    } finally {
      oneAtATime.unlock();
    }
  }

  /** How many entries there are. */
  public long size() {
    return last().size();
  }

  private AuditChain.Head last() {
    return metadata
        .jdbc()
        .sql("select sequence, link from audit_entry order by sequence desc limit 1")
        .query((row, n) -> new AuditChain.Head(row.getLong("sequence"), row.getString("link")))
        .optional()
        .orElseGet(() -> new AuditChain.Head(0, HexFormat.of().formatHex(AuditChain.start())));
  }

  private void insert(AuditEntry entry, String link) {
    metadata
        .jdbc()
        .sql(
            """
            insert into audit_entry
              (sequence, at, actor, action, object, before_json, after_json, link)
            values (:sequence, :at, :actor, :action, :object, :before, :after, :link)
            """)
        .param("sequence", entry.sequence())
        .param("at", entry.time().atOffset(ZoneOffset.UTC))
        .param("actor", entry.actor())
        .param("action", entry.action())
        .param("object", entry.object())
        .param("before", entry.before())
        .param("after", entry.after())
        .param("link", link)
        .update();
  }

  /**
   * Entries before a sequence, latest first.
   *
   * @param before sequence that all of them are below
   * @param limit most entries, 1 to 1,000
   */
  public List<Linked> before(long before, int limit) {
    return metadata
        .jdbc()
        .sql("select * from audit_entry where sequence < :before order by sequence desc limit :n")
        .param("before", before)
        .param("n", Math.clamp(limit, 1, PAGE))
        .query(AuditLog::linked)
        .list();
  }

  /** Walks the whole log, a page at a time. */
  public AuditChain.Verdict verify(AuditChain.@Nullable Head anchor) {
    AuditChain chain = new AuditChain(anchor);
    long after = 0;
    List<Linked> page;
    do {
      page =
          metadata
              .jdbc()
              .sql("select * from audit_entry where sequence > :after order by sequence limit :n")
              .param("after", after)
              .param("n", PAGE)
              .query(AuditLog::linked)
              .list();
      for (Linked one : page) {
        chain.accept(one.entry(), hex(one.link()));
        after = one.entry().sequence();
      }
    } while (page.size() == PAGE);
    return chain.verdict();
  }

  /** Bytes of a link; a text that is no link any more is one that nothing equals. */
  private static byte[] hex(String link) {
    try {
      return HexFormat.of().parseHex(link);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static Linked linked(ResultSet row, int number) throws SQLException {
    return new Linked(
        new AuditEntry(
            row.getLong("sequence"),
            time(row, "at"),
            row.getString("actor"),
            row.getString("action"),
            row.getString("object"),
            row.getString("before_json"),
            row.getString("after_json")),
        row.getString("link"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
