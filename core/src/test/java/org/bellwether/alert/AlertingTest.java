package org.bellwether.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellwether.alert.Notification.Reason;
import org.bellwether.check.BaselineFinding;
import org.bellwether.check.ColumnPValue;
import org.bellwether.check.JudgedWindow;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertingTest {

  private static final Instant DAY = Instant.parse("2026-11-25T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private AlertPolicy policy = new AlertPolicy(2, 3, 2, 24, Duration.ofDays(30), 2, null, true);
  private List<CalendarEntry> calendar = List.of();
  private ModelAlerts state = ModelAlerts.none();
  private final List<Notification> sent = new ArrayList<>();
  private final List<Alerting.Change> history = new ArrayList<>();
  private List<Alert> last = List.of();

  private void take(Alerting.Outcome outcome) {
    state = outcome.state();
    sent.addAll(outcome.notifications());
    history.addAll(outcome.changes());
    last = outcome.alerts();
  }

  private static Finding finding(
      Kind kind, String check, @Nullable String column, Severity severity, boolean certain) {
    Measurement.Builder builder = Measurement.of(kind, check).column(column).value(1, 0);
    if (!certain) {
      builder.test(0.001, new Interval(0, 1, 0.95));
    }
    Measurement m =
        severity == Severity.UNKNOWN
            ? builder.undefined("too few rows")
            : builder.build(column + " changed");
    return new Finding(m, null, 0.001, severity, 0, 0, m.sentence() + ".");
  }

  private static Finding drift(Severity severity) {
    return finding(Kind.DRIFT, "distribution", "income", severity, false);
  }

  private void window(int hour, Finding... findings) {
    window(hour, List.of(), findings);
  }

  private void window(int hour, List<ColumnPValue> pValues, Finding... findings) {
    window("3", hour, pValues, findings);
  }

  private void window(String version, int hour, List<ColumnPValue> pValues, Finding... findings) {
    Instant start = DAY.plus(HOUR.multipliedBy(hour));
    JudgedWindow judged =
        new JudgedWindow(
            "credit",
            version,
            new Window(hour, start, start.plus(HOUR), 0, 100),
            1,
            0,
            0,
            Severity.OK,
            Map.of(),
            Arrays.stream(findings).map(f -> new BaselineFinding("recent", f)).toList(),
            pValues);
    take(new Alerting(policy, calendar).window(state, judged, start.plus(HOUR).plusSeconds(2)));
  }

  private void tick(String time) {
    take(new Alerting(policy, calendar).tick(state, Instant.parse(time)));
  }

  private List<Reason> reasons() {
    return sent.stream().map(Notification::reason).toList();
  }

  @Test
  void tellsOnceOfWhatLastsAndWhenItIsWell() {
    window(9, drift(Severity.OK));
    window(10, drift(Severity.WARNING));
    assertEquals(List.of(), sent);
    window(11, drift(Severity.WARNING));
    window(12, drift(Severity.WARNING));
    assertEquals(List.of(Reason.RAISED), reasons());
    assertEquals(Set.of(Owner.MODEL_TEAM), sent.get(0).to());
    assertEquals(
        "credit 3: income changed; since 2026-11-25 10:00 UTC.", sent.get(0).alert().sentence());
    window(13, drift(Severity.OK));
    window(14, drift(Severity.OK));
    assertEquals(List.of(Reason.RAISED, Reason.RESOLVED), reasons());
    assertEquals(List.of(), state.alerts());
    assertEquals(
        "credit 3: income changed; healthy again after it lasted from 2026-11-25 10:00 UTC to"
            + " 2026-11-25 13:00 UTC.",
        sent.get(1).alert().sentence());
    assertEquals(
        List.of("raised", "to tell", "healthy", "resolved"),
        history.stream().map(Alerting.Change::action).toList());
  }

  @Test
  void toleratesOneGoodWindowButNotOneBadOne() {
    window(1, drift(Severity.WARNING));
    window(2, drift(Severity.OK));
    window(3, drift(Severity.WARNING));
    assertEquals(1, sent.size());
    state = ModelAlerts.none();
    window(21, drift(Severity.WARNING));
    window(22, drift(Severity.OK));
    window(23, drift(Severity.OK));
    window(24, drift(Severity.WARNING));
    assertEquals(1, sent.size());
  }

  @Test
  void combinesWhatBeganTogether() {
    Finding[] both = {
      drift(Severity.WARNING),
      finding(Kind.PREDICTION, "positive-rate", null, Severity.CRITICAL, false),
      finding(Kind.QUALITY, "missing-rate", "age", Severity.WARNING, false),
    };
    window(1, both);
    window(2, both);
    assertEquals(1, sent.size());
    assertEquals(3, sent.get(0).alert().parts().size());
    // The worst part decides who looks first.
    assertEquals(Owner.MODEL_TEAM, sent.get(0).alert().owner());
    // What begins within three windows joins, what begins later is another alert.
    Finding score = finding(Kind.PREDICTION, "score-distribution", "s", Severity.WARNING, false);
    window(3, both[0], both[1], both[2], score);
    window(4, both[0], both[1], both[2], score);
    assertEquals(1, sent.size());
    assertEquals(4, last.get(0).parts().size());
    Finding later = finding(Kind.DRIFT, "distribution", "zip", Severity.WARNING, false);
    window(20, both[0], later);
    window(21, both[0], later);
    assertEquals(2, sent.size());
    assertEquals("income changed", last.get(0).parts().get(0).sentence());
    assertEquals("zip changed", last.get(1).parts().get(0).sentence());
  }

  @Test
  void tellsAtOnceOfABrokenSchemaAndRiskOfUnfairness() {
    window(1, finding(Kind.QUALITY, "missing-column", "age", Severity.CRITICAL, true));
    assertEquals(Set.of(Owner.DATA_ENGINEERING), sent.get(0).to());
    Finding unfair =
        finding(Kind.FAIRNESS, "demographic-parity-change", "sex", Severity.CRITICAL, false);
    Finding broken = finding(Kind.QUALITY, "missing-column", "age", Severity.CRITICAL, true);
    window(2, broken, unfair);
    window(3, broken, unfair);
    assertEquals(List.of(Reason.RAISED, Reason.RAISED), reasons());
    assertEquals(Set.of(Owner.RISK), sent.get(1).to());
    // The column is back: the check has nothing to say any more.
    window(4);
    window(5);
    assertEquals(Reason.RESOLVED, sent.get(2).reason());
    assertEquals(Set.of(Owner.DATA_ENGINEERING, Owner.RISK), sent.get(2).to());
  }

  @Test
  void doesNotTakeUnknownForWell() {
    window(1, drift(Severity.WARNING));
    window(2, drift(Severity.WARNING));
    window(3, drift(Severity.UNKNOWN));
    window(4, drift(Severity.UNKNOWN));
    assertEquals(1, state.alerts().size());
    assertEquals(List.of(Reason.RAISED), reasons());
  }

  @Test
  void lateLabelsChangeWhatAWindowSaid() {
    Finding auc = finding(Kind.PERFORMANCE, "roc-auc", null, Severity.WARNING, false);
    window(1);
    window(2);
    window(3);
    window(1, auc);
    window(2, auc);
    assertEquals(List.of(Reason.RAISED), reasons());
    assertEquals(DAY.plus(HOUR), sent.get(0).alert().since());
    // A correction clears both.
    Finding fine = finding(Kind.PERFORMANCE, "roc-auc", null, Severity.OK, false);
    window(1, fine);
    window(2, fine);
    assertEquals(List.of(Reason.RAISED, Reason.RESOLVED), reasons());
  }

  @Test
  void escalatesUntilSomebodyAnswers() {
    policy = AlertPolicy.defaults();
    window(1, drift(Severity.WARNING));
    window(2, drift(Severity.WARNING));
    tick("2026-11-25T03:59:00Z");
    assertEquals(List.of(Reason.RAISED), reasons());
    tick("2026-11-25T04:00:10Z");
    tick("2026-11-25T04:30:00Z");
    assertEquals(List.of(Reason.RAISED, Reason.ESCALATED), reasons());
    String id = state.alerts().get(0).id();
    take(
        new Alerting(policy, calendar)
            .acknowledge(state, id, "ada", "looking", Instant.parse("2026-11-25T04:40:00Z")));
    tick("2026-11-25T09:00:00Z");
    assertEquals(2, sent.size());
    // It worsens: that is news.
    window(10, drift(Severity.CRITICAL));
    assertEquals(Reason.WORSENED, sent.get(2).reason());
  }

  @Test
  void snoozesAndAsksForReasons() {
    window(1, drift(Severity.WARNING));
    window(2, drift(Severity.WARNING));
    String id = state.alerts().get(0).id();
    Alerting alerting = new Alerting(policy, calendar);
    Instant now = Instant.parse("2026-11-25T03:10:00Z");
    Instant until = Instant.parse("2026-11-25T09:00:00Z");
    assertThrows(
        IllegalArgumentException.class, () -> alerting.acknowledge(state, id, "ada", " ", now));
    assertThrows(
        IllegalArgumentException.class, () -> alerting.snooze(state, id, "ada", "x", now, now));
    assertThrows(
        IllegalArgumentException.class, () -> alerting.acknowledge(state, "0", "ada", "x", now));
    take(alerting.snooze(state, id, "ada", "after the release", until, now));
    tick("2026-11-25T08:59:00Z");
    assertEquals(1, sent.size());
    tick("2026-11-25T09:00:00Z");
    assertEquals(Reason.REMINDED, sent.get(1).reason());
    assertEquals("open", state.alerts().get(0).status().word());
    take(alerting.assign(state, id, "ada", "grace", "knows the feed", until));
    assertEquals("grace", state.alerts().get(0).assignee());
  }

  @Test
  void keepsQuietHoursUnlessItIsCritical() {
    policy =
        policy.withQuiet(
            new QuietHours(
                LocalTime.of(22, 0),
                LocalTime.of(6, 0),
                ZoneOffset.UTC,
                EnumSet.allOf(DayOfWeek.class)));
    window(1, drift(Severity.WARNING));
    window(2, drift(Severity.WARNING));
    assertEquals(List.of(), sent);
    assertNull(state.alerts().get(0).told());
    tick("2026-11-25T05:59:59Z");
    assertEquals(List.of(), sent);
    tick("2026-11-25T06:00:00Z");
    assertEquals(List.of(Reason.RAISED), reasons());
    // What came and went in the night wakes nobody, and stays in the history.
    state = ModelAlerts.none();
    window(24, drift(Severity.WARNING));
    window(25, drift(Severity.WARNING));
    window(26, drift(Severity.OK));
    window(27, drift(Severity.OK));
    tick("2026-11-26T07:00:00Z");
    assertEquals(1, sent.size());
    assertTrue(state.alerts().isEmpty());
    window(48, drift(Severity.CRITICAL));
    window(49, drift(Severity.CRITICAL));
    assertEquals(2, sent.size());
  }

  @Test
  void theCalendarSuppressesChanceOnlyOrAnnotates() {
    CalendarEntry sale =
        new CalendarEntry(
            "1",
            "Black Friday",
            CalendarEntry.Type.PROMOTION,
            CalendarEntry.Effect.SUPPRESS,
            Set.of("credit"),
            DAY,
            DAY.plus(Duration.ofDays(1)));
    calendar = List.of(sale);
    Alerting alerting = new Alerting(policy, calendar);
    assertTrue(alerting.isSuppressed("credit", DAY, DAY.plus(HOUR)));
    window(1, drift(Severity.WARNING));
    window(2, drift(Severity.WARNING));
    assertEquals(List.of(), sent);
    window(3, finding(Kind.QUALITY, "missing-column", "age", Severity.CRITICAL, true));
    assertEquals(1, sent.size());
    state = ModelAlerts.none();
    calendar =
        List.of(
            new CalendarEntry(
                "1",
                "Black Friday",
                CalendarEntry.Type.PROMOTION,
                CalendarEntry.Effect.ANNOTATE,
                Set.of(),
                DAY,
                DAY.plus(Duration.ofDays(1))));
    window(4, drift(Severity.WARNING));
    window(5, drift(Severity.WARNING));
    assertEquals(
        "credit 3: income changed; since 2026-11-25 04:00 UTC (during Black Friday, promotion).",
        sent.get(1).alert().sentence());
  }

  private static List<ColumnPValue> pValues(double income, double age) {
    return List.of(
        new ColumnPValue("age", "hour 9", age), new ColumnPValue("income", "hour 9", income));
  }

  @Test
  void aStreamAlarmIsAnAlertAndAColumnsChanceIsNot() {
    window(0, pValues(0.5, 0.6));
    // Three chances are trouble of a column, not of the stream: 8,760 windows' worth is needed.
    window(1, pValues(0.008, 0.6));
    window(2, pValues(0.9, 0.008));
    assertEquals(List.of(), sent);
    double before = state.streams().get(0).logStatistic();
    window(2, pValues(1e-9, 0.6));
    assertEquals(before, state.streams().get(0).logStatistic(), "a window enters once");
    window(3, pValues(1e-9, 0.6));
    assertEquals(List.of(Reason.RAISED), reasons());
    assertEquals(
        "credit 3: income differs from all earlier windows of hour 9 (p = 1.0e-09 in this window,"
            + " and together with those before it too much for chance); since 2026-11-25 01:00"
            + " UTC.",
        sent.get(0).alert().sentence());
    assertEquals(Double.NEGATIVE_INFINITY, state.streams().get(0).logStatistic());
    for (int hour = 4; hour < 28; hour++) {
      assertEquals(1, sent.size(), "hour " + hour);
      window(hour, pValues(0.5, 0.6));
    }
    assertEquals(List.of(Reason.RAISED, Reason.RESOLVED), reasons());
  }

  @Test
  void aSuppressedWindowIsNoStep() {
    calendar =
        List.of(
            new CalendarEntry(
                "1",
                "sale",
                CalendarEntry.Type.PROMOTION,
                CalendarEntry.Effect.SUPPRESS,
                Set.of(),
                DAY,
                DAY.plus(HOUR)));
    window(0, pValues(1e-12, 1e-12));
    assertEquals(List.of(), state.streams());
    assertEquals(List.of(), sent);
  }

  @Test
  void versionsDoNotSpeakForEachOther() {
    for (int hour = 0; hour < 2; hour++) {
      window("3", hour, List.of(), drift(Severity.WARNING));
      window("4", hour, List.of(), drift(Severity.OK));
    }
    assertEquals(1, sent.size());
    assertEquals(Notification.Reason.RAISED, sent.get(0).reason());
    assertEquals("3", sent.get(0).alert().version());
  }

  @Test
  void aWindowThatSpeaksAgainTellsNothingTwice() {
    Finding gone = finding(Kind.QUALITY, "missing-column", "income", Severity.CRITICAL, true);
    window(0, gone);
    for (int hour = 1; hour < 8; hour++) {
      window(hour, drift(Severity.OK));
    }
    assertEquals(2, sent.size());
    for (int again = 0; again < 3; again++) {
      window(0, gone);
      window(1, drift(Severity.OK));
      window(2, drift(Severity.OK));
    }
    assertEquals(2, sent.size(), "raised and resolved, once");
    window(9, gone);
    assertEquals(3, sent.size(), "a new window is new trouble");
  }

  @Test
  void aColumnThatIsWhollyAnotherAlarms() {
    window(0, List.of(new ColumnPValue("income", "all", 0)));
    assertEquals(1, sent.size());
    assertEquals(Notification.Reason.RAISED, sent.get(0).reason());
  }
}
