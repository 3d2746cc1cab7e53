package org.bellwether.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.performance.Slices;
import org.bellwether.profile.Profile;
import org.bellwether.profile.RowSample;
import org.bellwether.profile.Slice;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Segment;
import org.bellwether.schema.Task;
import org.junit.jupiter.api.Test;

class FairnessTest {

  private static final Schema SCHEMA =
      Schema.of(Task.BINARY, ColumnSchema.of("sex", ColumnType.CATEGORICAL, Role.PROTECTED));

  /** Two groups; a positive case of each is found with the given probability. */
  private static Profile profile(Random random, int n, double foundF, double foundM) {
    List<Slice> slices = new ArrayList<>();
    slices.add(group(random, Segment.whole(), n, foundM));
    slices.add(group(random, Segment.of("sex", "F"), n / 3, foundF));
    slices.add(group(random, Segment.of("sex", "M"), n - n / 3, foundM));
    return Profile.of(SCHEMA, slices, new RowSample(0, n, List.of()), List.of());
  }

  private static Slice group(Random random, Segment segment, int n, double found) {
    double[] label = new double[n];
    double[] score = new double[n];
    for (int i = 0; i < n; i++) {
      label[i] = random.nextDouble() < 0.4 ? 1 : 0;
      boolean yes = random.nextDouble() < (label[i] == 1 ? found : 0.2);
      score[i] = yes ? 0.5 + random.nextDouble() / 2 : random.nextDouble() / 2;
    }
    return Slices.binary(segment, label, score);
  }

  private static Severity severity(Measurement m) {
    return m.pValue() < 1e-4 ? m.threshold().of(Objects.requireNonNull(m.interval())) : Severity.OK;
  }

  @Test
  void aModelThatOverlooksAGroupIsFoundAndTheGroupNamed() {
    Random random = new Random(1);
    Profile reference = profile(random, 6000, 0.8, 0.8);
    List<Measurement> all = Fairness.measure(reference, profile(random, 6000, 0.3, 0.8));
    for (String check :
        List.of(
            "demographic-parity-ratio", "equal-opportunity-difference", "equalized-odds-change")) {
      Measurement m = all.stream().filter(x -> x.check().equals(check)).findFirst().orElseThrow();
      assertThat(severity(m)).as(check).isIn(Severity.WARNING, Severity.CRITICAL);
      assertThat(m.column()).isEqualTo("sex");
      assertThat(m.segment()).isEqualTo(Segment.of("sex", "F"));
      assertThat(m.sentence()).startsWith("sex = F: ");
    }
  }

  @Test
  void onUnchangedDataOfAFairModelHardlyAnyRunAlarms() {
    long seed = 3;
    Random random = new Random(seed);
    int runs = 600;
    Map<String, Integer> below = new TreeMap<>();
    for (int run = 0; run < runs; run++) {
      int n = run % 2 == 0 ? 300 : 1500;
      List<Measurement> all =
          Fairness.measure(profile(random, n, 0.7, 0.7), profile(random, n, 0.7, 0.7));
      for (Measurement m : all) {
        below.merge(m.check(), m.pValue() < 0.01 ? 1 : 0, Integer::sum);
      }
    }
    // 99.9 % upper bound of a binomial count with 600 runs at 0.01.
    below.forEach(
        (check, count) -> assertThat(count).as("seed %s %s", seed, check).isLessThanOrEqualTo(15));
    assertThat(below).containsKeys("demographic-parity-ratio", "equalized-odds-change");
  }

  @Test
  void aDisparityJustWithinTheThresholdDoesNotAlarm() {
    Random random = new Random(8);
    int alarms = 0;
    for (int run = 0; run < 300; run++) {
      // True gap in found positives: exactly the warning threshold of 0.1.
      Profile p = profile(random, 1200, 0.6, 0.7);
      for (Measurement m : Fairness.measure(p, p)) {
        alarms += m.check().equals("equal-opportunity-difference") && m.pValue() < 0.01 ? 1 : 0;
      }
    }
    assertThat(alarms).isLessThanOrEqualTo(9);
  }

  @Test
  void aSmallGroupIsUnknownWithTheRowsItNeeds() {
    Random random = new Random(4);
    Profile small = profile(random, 45, 0.7, 0.7);
    Measurement m =
        Fairness.measure(small, small).stream()
            .filter(x -> x.check().equals("equal-opportunity-difference"))
            .findFirst()
            .orElseThrow();
    assertThat(m.undefined()).contains("at least 30 are needed");
    assertThat(m.power().rowsNeeded(0.01)).isGreaterThan(15);
  }

  @Test
  void reportHoldsEveryRateWithItsInterval() {
    FairnessReport report = FairnessReport.of(profile(new Random(2), 900, 0.4, 0.8)).get(0);
    assertThat(report.groups()).hasSize(2);
    GroupRates women = report.groups().get(0);
    GroupRates men = report.groups().get(1);
    double f = women.truePositiveRate().value();
    assertThat(women.falseNegativeRate().value()).isCloseTo(1 - f, within(1e-12));
    assertThat(report.equalOpportunityDifference())
        .isCloseTo(men.truePositiveRate().value() - f, within(1e-12));
    assertThat(Objects.requireNonNull(women.truePositiveRate().interval()).low()).isLessThan(f);
  }
}
