package org.bellwether.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Threshold;
import org.bellwether.finding.Window;
import org.bellwether.schema.Segment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingGroupTest {

  private static final Segment EU = Segment.of("region", "EU");

  private static Judge.Measured found(Segment segment, double effect, @Nullable Window window) {
    Measurement m =
        Measurement.of(Kind.DRIFT, "distribution")
            .column("income")
            .segment(segment)
            .rows(1_000, 1_000)
            .threshold(Threshold.above(0.1, 0.25))
            .effect(effect)
            .test(0, new Interval(effect, effect, 0.95))
            .build("income moved by " + effect);
    return new Judge.Measured(m, window);
  }

  private static List<FindingGroup> groups(List<Judge.Measured> run) {
    return FindingGroup.of(Judge.worstFirst(new Judge(CheckOptions.defaults()).judge(run)));
  }

  private static Window rows(int index) {
    return new Window(index, null, null, 100L * index, 100);
  }

  @Test
  void oneLineForAFindingThatLasts() {
    List<Judge.Measured> run = new ArrayList<>();
    for (int i = 2; i < 6; i++) {
      run.add(found(Segment.whole(), i == 4 ? 0.5 : 0.3, rows(i)));
    }
    List<FindingGroup> groups = groups(run);
    assertEquals(1, groups.size());
    assertEquals("income moved by 0.5", groups.get(0).lead().message());
    assertEquals("rows 201–600, 4 windows in a row", groups.get(0).windows());
    assertEquals(4, groups.get(0).findings().size());
  }

  @Test
  void gapsAreCountedAndTheBaselineStandsAlone() {
    List<Judge.Measured> run =
        List.of(
            found(Segment.whole(), 0.3, new Window(-1, null, null, 0, 500)),
            found(Segment.whole(), 0.3, rows(0)),
            found(Segment.whole(), 0.3, rows(3)));
    List<FindingGroup> groups = groups(run);
    assertEquals("baseline", groups.get(0).windows());
    assertEquals("rows 1–400, 2 of 4 windows", groups.get(1).windows());
  }

  @Test
  void allRowsLeadTheirSegmentsButNotAWorseOne() {
    Judge.Measured whole = found(Segment.whole(), 0.3, null);
    FindingGroup same = groups(List.of(found(EU, 0.4, null), whole)).get(0);
    assertEquals(Segment.whole(), same.lead().measurement().segment());
    assertEquals(List.of(EU), List.copyOf(same.elsewhere().keySet()));
    Judge.Measured mild = found(Segment.whole(), 0.2, null);
    FindingGroup worse = groups(List.of(found(EU, 0.4, null), mild)).get(0);
    assertEquals(EU, worse.lead().measurement().segment());
  }

  @Test
  void daysAreNamedWithoutHours() {
    Instant start = Instant.parse("2026-01-05T00:00:00Z");
    Window week = new Window(0, start, start.plus(7, ChronoUnit.DAYS), 0, 10);
    Window next = new Window(1, week.end(), start.plus(14, ChronoUnit.DAYS), 10, 10);
    assertEquals("2026-01-05 to 2026-01-11", week.label());
    assertEquals("2026-01-05 to 2026-01-18", week.label(next));
    Window hour = new Window(0, start, start.plus(1, ChronoUnit.HOURS), 0, 10);
    assertEquals("2026-01-05 00:00 to 2026-01-05 01:00", hour.label());
  }

  @Test
  void theHeadlineSaysWhereAndHowLong() {
    List<Finding> findings =
        Judge.worstFirst(
            new Judge(CheckOptions.defaults())
                .judge(List.of(found(EU, 0.3, rows(1)), found(EU, 0.3, rows(2)))));
    assertEquals(
        "Critical: Where region = EU, income moved by 0.3 (rows 101–300, 2 windows in a row).",
        Sentences.headline(Judge.verdict(findings), findings, 1, 4));
  }

  @Test
  void neededRowsNameTheChangeTheyWouldShow() {
    Measurement auc =
        Measurement.of(Kind.PERFORMANCE, "roc-auc")
            .rows(12_000, 12_000)
            .threshold(Threshold.above(0.02, 0.05))
            .effect(0)
            .test(1, new Interval(-0.01, 0.01, 0.95))
            .power(level -> 44_178)
            .build("ROC AUC stayed at 0.9");
    Finding f =
        new Judge(CheckOptions.defaults()).judge(List.of(new Judge.Measured(auc, null))).get(0);
    assertEquals(
        "ROC AUC cannot be judged: 12,000 rows, 44,178 needed to see a fall of 0.02", f.message());
    assertEquals("a rise of 10 %", CheckName.of("log-loss").change(0.1));
    assertEquals("a rise of 2 of 100 rows", CheckName.of("missing-rate").change(0.02));
    assertEquals("not a rule", CheckName.of("not-a-rule").name());
  }
}
