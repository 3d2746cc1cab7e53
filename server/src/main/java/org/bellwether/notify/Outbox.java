package org.bellwether.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.bellwether.store.Metadata;
import org.jspecify.annotations.Nullable;

/** Messages that are kept until their channel has taken them. */
public final class Outbox {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final int MOST_DOUBLINGS = 10;
  private static final Duration KEPT = Duration.ofDays(30);

  private final Metadata metadata;

  public Outbox(Metadata metadata) {
    this.metadata = metadata;
  }

  void put(String channel, Message message, Instant now) {
    metadata
        .jdbc()
        .sql(
            """
            insert into outbox
              (channel, alert, reason, content, created, attempts, next_attempt, problem)
            values (:channel, :alert, :reason, :content, :now, 0, :now, '')
            """)
        .param("channel", channel)
        .param("alert", message.alert())
        .param("reason", message.reason())
        .param("content", Documents.write(message))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * The oldest that is due of each channel, which takes one at a time; of one alert only the
   * earliest, to keep the order.
   */
  List<Delivery> due(Instant now) {
    return metadata
        .jdbc()
        .sql(
            """
            select * from outbox where id in (
              select min(o.id) from outbox o
              where o.delivered is null and o.ended is null and o.next_attempt <= :now
                and not exists (
                  select 1 from outbox e where e.alert = o.alert and e.channel = o.channel
                    and e.id < o.id and e.delivered is null and e.ended is null)
              group by o.channel)
            order by id
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Outbox::delivery)
        .list();
  }

  /** Whether a delivery is still as it was read: it may have been attempted meanwhile. */
  boolean isUnchanged(Delivery delivery) {
    return metadata
            .jdbc()
            .sql(
                """
                select count(*) from outbox
                where id = ? and attempts = ? and delivered is null and ended is null
                """)
            .params(delivery.id(), delivery.attempts())
            .query(Integer.class)
            .single()
        == 1;
  }

  void delivered(long id, Instant now) {
    metadata
        .jdbc()
        .sql(
            """
            update outbox set delivered = ?, attempts = attempts + 1, problem = '' where id = ?
            """)
        .params(now.atOffset(ZoneOffset.UTC), id)
        .update();
  }

  void failed(Delivery delivery, String problem, Instant now) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(MOST_DOUBLINGS, delivery.attempts()));
    Instant next = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    metadata
        .jdbc()
        .sql(
            """
            update outbox set attempts = attempts + 1, next_attempt = ?, problem = ? where id = ?
            """)
        .params(
            next.atOffset(ZoneOffset.UTC),
            problem.length() <= 1_000 ? problem : problem.substring(0, 1_000),
            delivery.id())
        .update();
  }

  /** Has everything that waits for a channel tried again at once. */
  void retryNow(String channel, Instant now) {
    metadata
        .jdbc()
        .sql("update outbox set next_attempt = ? where channel = ? and delivered is null")
        .params(now.atOffset(ZoneOffset.UTC), channel)
        .update();
  }

  /** Whether a channel was ever sent something of an alert. */
  boolean hasHeard(String channel, String alert) {
    return metadata
            .jdbc()
            .sql("select count(*) from outbox where channel = ? and alert = ?")
            .params(channel, alert)
            .query(Integer.class)
            .single()
        > 0;
  }

  /** Forgets what was delivered or ended long ago, unless its alert goes on. */
  void prune(Instant now) {
    metadata
        .jdbc()
        .sql(
            """
            delete from outbox where coalesce(delivered, ended) < ?
              and alert not in (select id from alert where status <> 'resolved')
            """)
        .param(now.minus(KEPT).atOffset(ZoneOffset.UTC))
        .update();
  }

  /** What its channel has not taken yet, although it was tried, oldest first. */
  public List<Delivery> undelivered() {
    return metadata
        .jdbc()
        .sql(
            """
            select * from outbox where delivered is null and ended is null and attempts > 0
            order by id fetch first 500 rows only
            """)
        .query(Outbox::delivery)
        .list();
  }

  /** How many messages were tried and not taken yet. */
  int waiting() {
    return metadata
        .jdbc()
        .sql(
            """
            select count(*) from outbox
            where delivered is null and ended is null and attempts > 0
            """)
        .query(Integer.class)
        .single();
  }

  /** All deliveries of an alert. */
  public List<Delivery> of(String alert) {
    return metadata
        .jdbc()
        .sql("select * from outbox where alert = ? order by id")
        .param(alert)
        .query(Outbox::delivery)
        .list();
  }

  private static Delivery delivery(ResultSet row, int number) throws SQLException {
    return new Delivery(
        row.getLong("id"),
        row.getString("channel"),
        Documents.read(row.getString("content"), Message.class),
        AlertTable.instant(row, "created"),
        row.getInt("attempts"),
        AlertTable.instant(row, "next_attempt"),
        instant(row, "delivered"),
        instant(row, "ended"),
        row.getString("problem"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
