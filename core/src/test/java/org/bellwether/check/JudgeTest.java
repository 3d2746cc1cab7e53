package org.bellwether.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Threshold;
import org.bellwether.finding.Window;
import org.bellwether.schema.Segment;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static Measurement.Builder income() {
    return Measurement.of(Kind.DRIFT, "distribution")
        .column("income")
        .rows(41, 41)
        .threshold(Threshold.above(0.1, 0.25));
  }

  private static Finding judge(Measurement m) {
    return new Judge(CheckOptions.defaults()).judge(List.of(new Judge.Measured(m, null))).get(0);
  }

  @Test
  void thePointEstimateAloneIsWorthNothing() {
    // The effect is beyond critical, its bound is not even beyond warning.
    Measurement m =
        income().effect(0.4).test(1e-9, new Interval(0.05, 0.7, 0.95)).build("income shifted");
    assertEquals(Severity.OK, judge(m).severity());
    Measurement bound =
        income().effect(0.4).test(1e-9, new Interval(0.12, 0.7, 0.95)).build("income shifted");
    assertEquals(Severity.WARNING, judge(bound).severity());
    Measurement notSignificant =
        income().effect(0.4).test(0.011, new Interval(0.3, 0.7, 0.95)).build("income shifted");
    assertEquals(Severity.OK, judge(notSignificant).severity());
  }

  @Test
  void tooFewRowsAreUnknownWithTheRowsNeeded() {
    Finding f =
        judge(
            income()
                .effect(0.2)
                .test(0.2, new Interval(0, 0.4, 0.95))
                .power(level -> 310)
                .build("income shifted"));
    assertEquals(Severity.UNKNOWN, f.severity());
    assertEquals(310, f.rowsNeeded());
    assertEquals(
        "income (distribution) cannot be judged: 41 rows, 310 needed to see a distance of 0.1",
        f.message());
  }

  @Test
  void powerIsAskedAtTheLevelOverTheTests() {
    List<Double> asked = new ArrayList<>();
    Measurement m =
        income()
            .effect(0)
            .test(0.5, new Interval(0, 0.2, 0.95))
            .power(level -> {
              asked.add(level);
              return 1;
            })
            .build("income");
    Judge.Measured measured = new Judge.Measured(m, null);
    new Judge(CheckOptions.defaults()).judge(List.of(measured, measured, measured, measured));
    assertEquals(0.0025, asked.get(0), 1e-12);
  }

  @Test
  void adjustsOverTheFamilyAndLeavesFactsOut() {
    Interval interval = new Interval(0, 0.1, 0.95);
    List<Judge.Measured> run = new ArrayList<>();
    for (double p : new double[] {0.01, 0.04, 0.03, 0.5}) {
      run.add(new Judge.Measured(income().effect(0).test(p, interval).build("income"), null));
    }
    run.add(new Judge.Measured(income().effect(0).build("a fact"), null));
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.5), "BH")
    double[] expected = {0.04, 0.16 / 3, 0.16 / 3, 0.5, Double.NaN};
    double[] adjusted =
        new Judge(CheckOptions.defaults())
            .judge(run).stream().mapToDouble(Finding::adjustedPValue).toArray();
    assertArrayEquals(expected, adjusted, 1e-12);
    assertEquals(4, Judge.family(run));
  }

  @Test
  void undefinedIsUnknownAndNeverOk() {
    Finding f = judge(income().undefined("it has no value"));
    assertEquals(Severity.UNKNOWN, f.severity());
    assertEquals("income (distribution) cannot be judged: it has no value", f.message());
  }

  @Test
  void unknownSegmentsDoNotReachTheVerdict() {
    Segment eu = Segment.of("region", "EU");
    Finding small = judge(income().segment(eu).undefined("it has no value"));
    assertEquals(Severity.OK, Judge.verdict(List.of(small)));
    Finding worse =
        judge(income().segment(eu).effect(0.5).test(0, new Interval(0.4, 0.6, 0.95)).build("x"));
    assertEquals(Severity.CRITICAL, Judge.verdict(List.of(small, worse)));
    assertEquals(worse, Judge.worstFirst(List.of(small, worse)).get(0));
  }

  @Test
  void countsConsecutiveWindows() {
    Measurement bad = income().effect(0.5).test(0, new Interval(0.4, 0.6, 0.95)).build("x");
    Measurement good = income().effect(0).test(1, new Interval(0, 0.1, 0.95)).build("x");
    List<Judge.Measured> run = new ArrayList<>();
    boolean[] alarms = {true, true, false, true};
    for (int i = 0; i < alarms.length; i++) {
      run.add(new Judge.Measured(alarms[i] ? bad : good, new Window(i, null, null, i, 1)));
    }
    List<Finding> findings =
        Persistence.count(new Judge(CheckOptions.defaults()).judge(run), alarms.length);
    assertEquals(List.of(1, 2, 0, 1), findings.stream().map(Finding::persistence).toList());
  }
}
