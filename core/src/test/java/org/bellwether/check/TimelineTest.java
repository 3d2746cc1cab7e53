package org.bellwether.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;
import org.bellwether.profile.Profile;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final int ROWS = 2_000;

  private final SimulatedTable table = new SimulatedTable(SimulatedTable.Shape.NORMAL, 1);
  private final SplittableRandom random = new SplittableRandom(20_261_121);
  private final Profile baseline = table.draw(ROWS, 0, null, random);

  private CheckResult run(Baseline policy, double... shifts) {
    List<Window> windows = new ArrayList<>();
    List<Profile> profiles = new ArrayList<>();
    Instant start = Instant.parse("2026-01-05T00:00:00Z");
    for (int i = 0; i < shifts.length; i++) {
      Instant from = start.plus(i, ChronoUnit.DAYS);
      windows.add(new Window(i, from, from.plus(1, ChronoUnit.DAYS), (long) i * ROWS, ROWS));
      profiles.add(table.draw(ROWS, shifts[i], baseline, random));
    }
    TableSummary summary = new TableSummary("simulated", ROWS, 0, List.of());
    return Check.withDefaults().runWindows(summary, baseline, summary, windows, profiles, policy);
  }

  private static List<Severity> verdicts(CheckResult result) {
    return result.windows().stream().map(WindowResult::verdict).toList();
  }

  @Test
  void aFixedBaselineCountsHowLongAShiftLasts() {
    CheckResult result = run(new Baseline.Fixed(), 0, 1, 1, 0, 1);
    assertEquals(
        List.of(Severity.OK, Severity.CRITICAL, Severity.CRITICAL, Severity.OK, Severity.CRITICAL),
        verdicts(result));
    List<Integer> lasted =
        result.findings().stream()
            .filter(f -> f.measurement().check().equals("distribution"))
            .sorted(java.util.Comparator.comparingInt(TimelineTest::index))
            .map(Finding::persistence)
            .toList();
    assertEquals(List.of(0, 1, 2, 0, 1), lasted);
  }

  private static int index(Finding f) {
    Window window = f.window();
    return window == null ? -1 : window.index();
  }

  @Test
  void aRollingBaselineLeavesOutUnhealthyWindows() {
    // The third window is not healthy, so the fourth is compared with the first two.
    CheckResult result = run(new Baseline.Rolling(2), 0, 0, 1, 0);
    assertEquals(
        List.of(Severity.OK, Severity.OK, Severity.CRITICAL, Severity.OK), verdicts(result));
  }

  @Test
  void aSeasonalBaselineComparesLikeWithLike() {
    // Every Sunday is different, and only a Sunday like a Monday is news.
    double[] days = {0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
    CheckResult result = run(new Baseline.Seasonal(Baseline.Stratum.WEEKDAY), days);
    List<Severity> verdicts = verdicts(result);
    assertTrue(verdicts.subList(0, 7).stream().allMatch(v -> v == Severity.UNKNOWN));
    assertEquals(Severity.OK, verdicts.get(13));
    assertEquals(Severity.CRITICAL, verdicts.get(20));
    assertTrue(result.notes().get(0).startsWith("7 windows cannot be judged"));
  }
}
