package org.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.bellwether.notify.Desk.KEY;
import static org.bellwether.notify.Desk.await;
import static org.bellwether.notify.Desk.freePort;
import static org.bellwether.notify.Desk.missing;
import static org.bellwether.notify.Desk.window;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.bellwether.finding.Severity;
import org.bellwether.store.Databases;
import org.bellwether.store.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What waits, for whom, and for how long; and who sends it. */
class OutboxTest {

  private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

  @TempDir Path data;

  private static Message message(String alert) {
    return new Message(
        alert, "raised", "credit", "3", Severity.WARNING, "title", "text", List.of(), NOW, NOW, "");
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void aDeadChannelHoldsUpNoOther(Databases database) throws Exception {
    try (Metadata metadata = Metadata.open(database.fresh(data))) {
      Outbox outbox = new Outbox(metadata);
      metadata.inTransaction(() -> {
        for (int i = 0; i < 250; i++) {
          outbox.put("dead", message("alert " + i), NOW);
        }
        outbox.put("alive", message("alert 0"), NOW);
        return true;
      });
      List<Delivery> due = outbox.due(NOW);
      assertThat(due).extracting(Delivery::channel).containsExactly("dead", "alive");
      assertThat(due.getFirst().message().alert()).isEqualTo("alert 0");
      outbox.failed(due.getFirst(), "nothing answers", NOW);
      assertThat(outbox.waiting()).isEqualTo(1);
      assertThat(outbox.due(NOW).getFirst().message().alert())
          .as("the next of the channel while the first rests")
          .isEqualTo("alert 1");
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void keepsWhatWasSentOfAnAlertThatGoesOn(Databases database) throws Exception {
    try (Desk desk = new Desk(database.fresh(data), data, 1, true);
        Receiver http = new Receiver(0)) {
      Channel hook = desk.channel(Channel.Kind.WEBHOOK, http.url("/hook"), KEY);
      desk.alerts.judged(window(0, missing()));
      desk.alerts.judged(window(1, missing()));
      await("the alert", () -> http.requests("/hook").size() == 1);
      String id = desk.alerts.list(false, null, Severity.WARNING, 10).getFirst().id();
      await("noted", () -> desk.outbox.of(id).stream().allMatch(d -> d.delivered() != null));
      Instant later = Instant.now().plus(Duration.ofDays(31));
      desk.outbox.prune(later);
      assertThat(desk.outbox.hasHeard(hook.id(), id)).isTrue();
      desk.alerts.judged(window(2));
      desk.alerts.judged(window(3));
      await("its end", () -> http.requests("/hook").size() == 2);
      await("noted", () -> desk.outbox.of(id).stream().allMatch(d -> d.delivered() != null));
      desk.outbox.prune(later);
      assertThat(desk.outbox.of(id)).isEmpty();
    }
  }

  @Test
  void ofAnEndHearsOnlyWhoHeardOfTheAlert() throws Exception {
    try (Desk desk = new Desk(Databases.H2.fresh(data), data, 1, true);
        Receiver http = new Receiver(0)) {
      desk.channel(Channel.Kind.WEBHOOK, http.url("/hook"), KEY);
      Channel manager =
          desk.channel(Channel.Kind.WEBHOOK, "the manager", http.url("/manager"), KEY, true);
      desk.alerts.judged(window(0, missing()));
      desk.alerts.judged(window(1, missing()));
      String id = desk.alerts.list(false, null, Severity.WARNING, 10).getFirst().id();
      Channel late =
          desk.channel(Channel.Kind.WEBHOOK, "added later", http.url("/late"), KEY, false);
      desk.alerts.judged(window(2));
      desk.alerts.judged(window(3));
      await("its end", () -> http.requests("/hook").size() == 2);
      assertThat(desk.outbox.of(id)).extracting(Delivery::channel).doesNotContain(manager.id());
      assertThat(desk.outbox.of(id)).extracting(Delivery::channel).doesNotContain(late.id());
    }
  }

  /** Of the first model nothing can be read; the second's end of a snooze is due. */
  @Test
  void aModelThatFailsHoldsUpNoOther() throws Exception {
    try (Desk desk = new Desk(Databases.H2.fresh(data), data, freePort(), true)) {
      desk.alerts.judged(window(0, missing()));
      desk.alerts.judged(window(1, missing()));
      String id = desk.alerts.list(false, null, Severity.WARNING, 10).getFirst().id();
      desk.metadata
          .jdbc()
          .sql("insert into model_alerts (model, state) values ('another', 'not JSON')")
          .update();
      desk.alerts.act(
          id, new Alerts.Act.Snooze("lunch", Instant.now().plusMillis(300)), "user:ann");
      Thread.sleep(400);
      assertThatCode(desk.alerts::tick).doesNotThrowAnyException();
      assertThat(desk.alerts.find(id).orElseThrow().status().word()).isEqualTo("open");
    }
  }

  /** An interrupt in the middle of H2's reading would close its file. */
  @Test
  void stopsWithoutAnInterrupt() throws Exception {
    CountDownLatch looking = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    AtomicBoolean closing = new AtomicBoolean();
    InstantSource slow =
        () -> {
          if (Thread.currentThread().getName().equals("notify")) {
            looking.countDown();
            for (int i = 0; i < 100 && !closing.get(); i++) {
              LockSupport.parkNanos(10_000_000);
            }
            for (int i = 0; i < 20; i++) {
              LockSupport.parkNanos(10_000_000);
              interrupted.compareAndSet(false, Thread.currentThread().isInterrupted());
            }
          }
          return Instant.now();
        };
    try (Desk desk = new Desk(Databases.H2.fresh(data), data, 1, true, slow)) {
      looking.await();
      closing.set(true);
      desk.dispatcher.close();
      assertThat(interrupted).isFalse();
      assertThat(desk.outbox.undelivered()).isEmpty();
    }
  }
}
