package org.bellwether.alert;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.bellwether.check.JudgedWindow;
import org.bellwether.stat.ShiryaevRoberts;
import org.jspecify.annotations.Nullable;

/**
 * The steps from what windows say to what people are told: state and an occurrence in, state and
 * notifications out. Immutable and configured; the caller keeps the state, and delivers.
 */
public final class Alerting {

  private final AlertPolicy policy;
  private final List<CalendarEntry> calendar;

  public Alerting(AlertPolicy policy, List<CalendarEntry> calendar) {
    this.policy = policy;
    this.calendar = List.copyOf(calendar);
  }

  /**
   * One line of an alert's history.
   *
   * @param alert its id
   * @param actor who did it; empty for the service itself
   * @param action such as {@code raised}
   * @param detail one sentence, or a reason that was given
   */
  public record Change(Instant at, String alert, String actor, String action, String detail) {}

  /**
   * What a step led to.
   *
   * @param state to remember
   * @param alerts all alerts that were there or came, as they are now
   * @param changes of their history
   * @param notifications to deliver
   */
  public record Outcome(
      ModelAlerts state,
      List<Alert> alerts,
      List<Change> changes,
      List<Notification> notifications) {
    public Outcome {
      alerts = List.copyOf(alerts);
      changes = List.copyOf(changes);
      notifications = List.copyOf(notifications);
    }
  }

  /** Whether the calendar says that a window's traffic differs, so that it teaches nothing. */
  public boolean isSuppressed(String model, Instant start, Instant end) {
    return calendar.stream()
        .anyMatch(
            e -> e.effect() == CalendarEntry.Effect.SUPPRESS && e.concerns(model, start, end));
  }

  /**
   * Takes in a judged window. Its p-values are a step of the version's stream unless the calendar
   * suppresses it, or it is no later than the stream's last window: it may come again.
   */
  public Outcome window(ModelAlerts state, JudgedWindow judged, Instant now) {
    ModelAlerts.Stream before = state.stream(judged.version());
    Instant start = judged.window().start();
    Instant end = judged.window().end();
    StreamStep step = null;
    List<ModelAlerts.Stream> streams = state.streams();
    if (start != null
        && end != null
        && !judged.pValues().isEmpty()
        && (before == null || before.window().isBefore(start))
        && !isSuppressed(judged.model(), start, end)) {
      double length = StreamStep.windowsPerYear(Duration.between(start, end).toSeconds());
      double log = before == null ? Double.NEGATIVE_INFINITY : before.logStatistic();
      step = StreamStep.of(new ShiryaevRoberts(length, log), judged.pValues());
      ShiryaevRoberts after = step.alarms() ? step.detector().restarted() : step.detector();
      streams = state.with(new ModelAlerts.Stream(judged.version(), start, after.logStatistic()));
    }
    WindowSignals signals = WindowSignals.of(judged, step);
    return window(
        new ModelAlerts(state.alerts(), state.tracks(), streams, state.raised()), signals, now);
  }

  /** Takes in what a window said. */
  Outcome window(ModelAlerts state, WindowSignals window, Instant now) {
    WindowStep step = new WindowStep(policy, calendar, state, window, now);
    ModelAlerts after =
        new ModelAlerts(step.alerts(), step.tracks(), state.streams(), step.raised());
    return tell(after, step.changes(), now);
  }

  /** Does what is due by now: quiet hours and snoozes that ended, escalations. */
  public Outcome tick(ModelAlerts state, Instant now) {
    return tell(state, new ArrayList<>(), now);
  }

  /**
   * Somebody takes an alert.
   *
   * @throws IllegalArgumentException if there is no such alert any more, or no reason
   */
  public Outcome acknowledge(ModelAlerts state, String id, String by, String reason, Instant now) {
    return act(
        state,
        id,
        a -> a.withStatus(new AlertStatus.Acknowledged(by, required(reason), now)),
        new Change(now, id, by, "acknowledged", reason));
  }

  /**
   * Somebody asks to be left in peace for a while.
   *
   * @param until later than now
   * @throws IllegalArgumentException if there is no such alert any more, no reason, or no time left
   */
  public Outcome snooze(
      ModelAlerts state, String id, String by, String reason, Instant until, Instant now) {
    if (!until.isAfter(now)) {
      throw new IllegalArgumentException("until must lie in the future, not at " + until);
    }
    return act(
        state,
        id,
        a -> a.withStatus(new AlertStatus.Snoozed(by, required(reason), until)),
        new Change(now, id, by, "snoozed", "until " + until + ": " + reason));
  }

  /**
   * Somebody is asked to look after an alert.
   *
   * @throws IllegalArgumentException if there is no such alert any more, or nobody is named
   */
  public Outcome assign(
      ModelAlerts state, String id, String by, String to, @Nullable String reason, Instant now) {
    if (to.isBlank()) {
      throw new IllegalArgumentException("assignee: say who");
    }
    String detail = "to " + to + (reason == null || reason.isBlank() ? "" : ": " + reason);
    return act(
        state, id, a -> a.withAssignee(to.strip()), new Change(now, id, by, "assigned", detail));
  }

  private static String required(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("reason: say why, others will read it");
    }
    return reason.strip();
  }

  private static Outcome act(
      ModelAlerts state, String id, UnaryOperator<Alert> change, Change line) {
    List<Alert> alerts = new ArrayList<>(state.alerts());
    int at = 0;
    while (at < alerts.size() && !alerts.get(at).id().equals(id)) {
      at++;
    }
    if (at == alerts.size() || alerts.get(at).isResolved()) {
      throw new IllegalArgumentException("alert " + id + " is not open: it was resolved");
    }
    Alert changed = change.apply(alerts.get(at));
    alerts.set(at, changed);
    return new Outcome(
        new ModelAlerts(alerts, state.tracks(), state.streams(), state.raised()),
        List.of(changed),
        List.of(line),
        List.of());
  }

  private Outcome tell(ModelAlerts state, List<Change> changes, Instant now) {
    List<Alert> all = new ArrayList<>();
    List<Alert> kept = new ArrayList<>();
    List<Notification> notifications = new ArrayList<>();
    for (Alert alert : state.alerts()) {
      Notification due = Due.of(alert, policy, now);
      Alert after = alert;
      if (due != null) {
        after = Due.told(alert, due);
        notifications.add(new Notification(after, due.reason(), due.to(), now));
        changes.add(
            new Change(
                now,
                alert.id(),
                "",
                due.reason() == Notification.Reason.RAISED ? "to tell" : due.reason().word(),
                Due.words(due)));
      }
      all.add(after);
      if (!after.isResolved() || (due == null && after.told() != null)) {
        kept.add(after);
      }
    }
    return new Outcome(
        new ModelAlerts(kept, state.tracks(), state.streams(), state.raised()),
        all,
        changes,
        notifications);
  }

  /** Twelve hexadecimal digits that follow from what an alert is about. */
  static String id(WindowSignals window, SignalKey first) {
    String about =
        String.join(
            "\n", window.model(), window.version(), window.start().toString(), first.toString());
    return UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "")
        .substring(0, 12);
  }
}
