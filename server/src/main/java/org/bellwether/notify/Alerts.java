package org.bellwether.notify;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.bellwether.alert.Alert;
import org.bellwether.alert.AlertPolicy;
import org.bellwether.alert.Alerting;
import org.bellwether.alert.ModelAlerts;
import org.bellwether.alert.Notification;
import org.bellwether.check.JudgedWindow;
import org.bellwether.finding.Severity;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of all models. Each step, what it remembers and what it sends are kept together or not
 * at all, so that a crash neither loses a message nor sends it twice. Safe for use by many threads.
 */
public final class Alerts {

  private static final Logger LOGGER = System.getLogger(Alerts.class.getName());

  private final Metadata metadata;
  private final AuditLog audit;
  private final AlertTable table;
  private final Calendar calendar;
  private final Channels channels;
  private final Outbox outbox;
  private final AlertPolicy policy;
  private final InstantSource clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private volatile Runnable wake = () -> {};

  public Alerts(
      Metadata metadata,
      AuditLog audit,
      Calendar calendar,
      Channels channels,
      Outbox outbox,
      AlertPolicy policy,
      InstantSource clock) {
    this.metadata = metadata;
    this.audit = audit;
    this.table = new AlertTable(metadata);
    this.calendar = calendar;
    this.channels = channels;
    this.outbox = outbox;
    this.policy = policy;
    this.clock = clock;
  }

  /** What somebody does to an alert. */
  public sealed interface Act {
    /** Takes it. */
    record Acknowledge(String reason) implements Act {}

    /** Wants peace until then. */
    record Snooze(String reason, Instant until) implements Act {}

    /** Asks somebody to look after it. */
    record Assign(String to, String reason) implements Act {}

    /**
     * The act of a word.
     *
     * @param action {@code acknowledge}, {@code snooze} or {@code assign}
     * @param until of a snooze
     * @param to of an assignment
     * @throws IllegalArgumentException that names the field that is missing or wrong
     */
    static Act of(
        @Nullable String action,
        @Nullable String reason,
        @Nullable Instant until,
        @Nullable String to) {
      String why = reason == null ? "" : reason;
      return switch (action == null ? "" : action) {
        case "acknowledge" -> new Acknowledge(why);
        case "snooze" -> {
          if (until == null) {
            throw new IllegalArgumentException("until: say until when");
          }
          yield new Snooze(why, until);
        }
        case "assign" -> new Assign(to == null ? "" : to, why);
        default ->
            throw new IllegalArgumentException(
                "action: must be acknowledge, snooze or assign, not '" + action + "'");
      };
    }
  }

  /** Called after messages were put into the outbox. */
  void onMessages(Runnable wake) {
    this.wake = wake;
  }

  /** Takes in a judged window; one that is not of time raises nothing. */
  public void judged(JudgedWindow window) {
    if (window.window().start() != null && window.window().end() != null) {
      step(window.model(), (alerting, state) -> alerting.window(state, window, clock.instant()));
    }
  }

  /** Does what is due by now for every model; one that fails holds up no other. */
  void tick() {
    for (String model : table.models()) {
      try {
        step(model, (alerting, state) -> alerting.tick(state, clock.instant()));
      } catch (RuntimeException e) {
        LOGGER.log(Level.ERROR, "alerts of model '" + model + "' are looked at again later", e);
      }
    }
  }

  /** What core makes of an occurrence. */
  @FunctionalInterface
  private interface Step {
    Alerting.Outcome apply(Alerting alerting, ModelAlerts state);
  }

  private void step(String model, Step step) {
    oneAtATime.lock();
    try {
      boolean sends =
          metadata.inTransaction(() -> {
            ModelAlerts before = table.state(model);
            Alerting.Outcome outcome = step.apply(new Alerting(policy, calendar.all()), before);
            return keep(model, before, outcome);
          });
      if (sends) {
        wake.run();
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  private boolean keep(String model, ModelAlerts before, Alerting.Outcome outcome) {
    if (!outcome.state().equals(before)) {
      table.keep(model, outcome.state());
    }
    for (Alert alert : outcome.alerts()) {
      if (!before.alerts().contains(alert)) {
        table.keep(alert);
      }
    }
    outcome.changes().forEach(table::keep);
    List<Channel> all = outcome.notifications().isEmpty() ? List.of() : channels.all();
    for (Notification notification : outcome.notifications()) {
      List<Channel> takers = all.stream().filter(c -> hears(c, notification)).toList();
      Message message = Message.of(notification);
      takers.forEach(c -> outbox.put(c.id(), message, notification.at()));
      if (takers.isEmpty()) {
        table.keep(
            new Alerting.Change(
                notification.at(),
                notification.alert().id(),
                "",
                "not sent",
                "no channel takes it: it is shown here alone"));
      }
    }
    return !outcome.notifications().isEmpty();
  }

  /** Of an end hears only who heard of the alert. */
  private boolean hears(Channel channel, Notification notification) {
    return channel.takes(notification)
        && (notification.reason() != Notification.Reason.RESOLVED
            || outbox.hasHeard(channel.id(), notification.alert().id()));
  }

  /**
   * Does what somebody wants with an alert, and writes it into the audit log.
   *
   * @param actor who, for the audit log
   * @return the alert afterwards; empty if there is none of that id
   * @throws IllegalArgumentException if it is resolved, or the reason is missing
   */
  public Optional<Alert> act(String id, Act act, String actor) {
    Optional<Alert> known = table.find(id);
    if (known.isEmpty()) {
      return known;
    }
    String model = known.get().model();
    oneAtATime.lock();
    try {
      audit.record(() -> {
        ModelAlerts before = table.state(model);
        Alerting alerting = new Alerting(policy, List.of());
        Instant now = clock.instant();
        Alerting.Outcome outcome =
            switch (act) {
              case Act.Acknowledge a -> alerting.acknowledge(before, id, actor, a.reason(), now);
              case Act.Snooze s -> alerting.snooze(before, id, actor, s.reason(), s.until(), now);
              case Act.Assign a -> alerting.assign(before, id, actor, a.to(), a.reason(), now);
            };
        keep(model, before, outcome);
        Alerting.Change line = outcome.changes().getFirst();
        return new AuditLog.Change(
            actor, "alert." + line.action(), "alert:" + id, null, Documents.write(line));
      });
    } finally {
      oneAtATime.unlock();
    }
    return table.find(id);
  }

  public Optional<Alert> find(String id) {
    return table.find(id);
  }

  /**
   * Alerts, open ones first, worst first, latest first.
   *
   * @param resolvedToo whether those that are well again are listed
   * @param model {@code null} for all
   * @param limit at most 1,000
   */
  public List<Alert> list(boolean resolvedToo, @Nullable String model, Severity least, int limit) {
    return table.list(resolvedToo, model == null ? "" : model, least, Math.clamp(limit, 1, 1_000));
  }

  /** What happened to an alert, in order of time. */
  public List<Alerting.Change> history(String id) {
    return table.history(id);
  }
}
