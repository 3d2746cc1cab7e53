package org.bellwether.performance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.profile.Slice;
import org.bellwether.schema.Segment;
import org.junit.jupiter.api.Test;

class PerformanceTest {

  private static Slice binary(Random random, int n, double skill) {
    double[] label = new double[n];
    double[] score = new double[n];
    for (int i = 0; i < n; i++) {
      double truth = 1 / (1 + Math.exp(-(1.5 * random.nextGaussian() - 1)));
      label[i] = random.nextDouble() < truth ? 1 : 0;
      score[i] = random.nextDouble() < skill ? truth : random.nextDouble();
    }
    return Slices.binary(Segment.whole(), label, score);
  }

  /** A confident model: few errors, each with a large loss, which makes log loss heavy-tailed. */
  private static Slice confident(Random random, int n) {
    double[] label = new double[n];
    double[] score = new double[n];
    for (int i = 0; i < n; i++) {
      boolean yes = random.nextDouble() < 0.2;
      boolean wrong = random.nextDouble() < 0.03;
      label[i] = yes ? 1 : 0;
      score[i] = 1 / (1 + Math.exp(-(yes != wrong ? 6 : -6) + 2 * random.nextGaussian()));
    }
    return Slices.binary(Segment.whole(), label, score);
  }

  private static Slice regression(Random random, int n) {
    double[] label = new double[n];
    double[] prediction = new double[n];
    for (int i = 0; i < n; i++) {
      label[i] = Math.exp(random.nextGaussian());
      double heavy =
          random.nextGaussian() / Math.sqrt(-2 * Math.log(1 - random.nextDouble()) + 0.01);
      prediction[i] = Math.max(0, label[i] + 0.2 * heavy);
    }
    return Slices.regression(label, prediction);
  }

  private static Slice multiclass(Random random, int n) {
    String[] label = new String[n];
    String[] prediction = new String[n];
    for (int i = 0; i < n; i++) {
      int truth = Math.min(9, (int) (-2 * Math.log(random.nextDouble())));
      label[i] = "c" + truth;
      prediction[i] = "c" + (random.nextDouble() < 0.7 ? truth : random.nextInt(10));
    }
    return Slices.multiclass(label, prediction);
  }

  private static List<Measurement> all(Slice reference, Slice current) {
    List<Measurement> all = new ArrayList<>(Performance.measure(reference, current));
    all.addAll(PredictionDrift.measure(reference, current));
    return all;
  }

  /** On unchanged data a p-value is below u in at most a share u of the runs, for every check. */
  @Test
  void pValuesHoldInTheTailOnUnchangedData() {
    long seed = 11;
    Random random = new Random(seed);
    List<BiFunction<Random, Integer, Slice>> models =
        List.of(
            (r, n) -> binary(r, n, 0.9),
            PerformanceTest::confident,
            PerformanceTest::regression,
            PerformanceTest::multiclass);
    int runs = 1500;
    for (int m = 0; m < models.size(); m++) {
      for (int[] size : new int[][] {{400, 60}, {150, 150}}) {
        Map<String, int[]> below = new TreeMap<>();
        for (int run = 0; run < runs; run++) {
          Slice reference = models.get(m).apply(random, size[0]);
          Slice current = models.get(m).apply(random, size[1]);
          for (Measurement one : all(reference, current)) {
            int[] counts = below.computeIfAbsent(one.check(), c -> new int[2]);
            counts[0] += one.pValue() < 0.01 ? 1 : 0;
            counts[1] += one.pValue() < 0.001 ? 1 : 0;
          }
        }
        int model = m;
        below.forEach((check, counts) -> {
          String where =
              "seed %d model %d size %s %s".formatted(seed, model, Arrays.toString(size), check);
          // 99.9 % upper bounds of binomial counts with 1500 runs.
          assertThat(counts[0]).as(where + " at 0.01").isLessThanOrEqualTo(29);
          assertThat(counts[1]).as(where + " at 0.001").isLessThanOrEqualTo(7);
        });
      }
    }
  }

  @Test
  void aModelThatLostItsSkillIsFound() {
    Random random = new Random(5);
    List<Measurement> all = all(binary(random, 4000, 0.95), binary(random, 2000, 0.4));
    for (String check : List.of("accuracy", "roc-auc", "log-loss", "calibration-error")) {
      Measurement m = get(all, check);
      assertThat(m.pValue()).as(check).isLessThan(1e-4);
      assertThat(m.interval()).isNotNull();
      assertThat(m.threshold().of(java.util.Objects.requireNonNull(m.interval())))
          .as(check)
          .isEqualTo(Severity.CRITICAL);
    }
    assertThat(get(all, "accuracy").sentence()).startsWith("Accuracy fell from 0.");
  }

  private static Measurement get(List<Measurement> all, String check) {
    return all.stream().filter(m -> m.check().equals(check)).findFirst().orElseThrow();
  }

  @Test
  void oneLabelOnlyIsUndefinedWithAReason() {
    Random random = new Random(2);
    double[] ones = new double[50];
    Arrays.fill(ones, 1);
    Slice current = Slices.binary(Segment.whole(), ones, random.doubles(50).toArray());
    List<Measurement> all = Performance.measure(binary(random, 500, 0.9), current);
    Measurement auc = get(all, "roc-auc");
    assertThat(auc.undefined()).contains("one label only");
    assertThat(auc.power().rowsNeeded(0.01)).isGreaterThan(50);
  }

  @Test
  void withoutLabelsNothingIsClaimed() {
    Random random = new Random(3);
    Slice reference = binary(random, 300, 0.9);
    double[] none = new double[40];
    Arrays.fill(none, Double.NaN);
    Slice current = Slices.binary(Segment.whole(), none, random.doubles(40).toArray());
    assertThat(Performance.measure(reference, current))
        .isNotEmpty()
        .allSatisfy(
            m -> assertThat(m.kind()).isEqualTo(org.bellwether.finding.Kind.ESTIMATED_PERFORMANCE));
    assertThat(Performance.measure(binary(random, 150, 0.9), current))
        .singleElement()
        .satisfies(m -> assertThat(m.undefined()).contains("none of the 40 current rows"));
    assertThat(Performance.measure(current, reference)).isEmpty();
    assertThat(PredictionDrift.measure(reference, current)).isNotEmpty();
  }

  private static Slice unlabelled(Random random, int n, double confidence) {
    double[] score = new double[n];
    for (int i = 0; i < n; i++) {
      score[i] = 1 / (1 + Math.exp(-confidence * (random.nextGaussian() - 0.5)));
    }
    double[] none = new double[n];
    Arrays.fill(none, Double.NaN);
    return Slices.binary(Segment.whole(), none, score);
  }

  private static Slice calibrated(Random random, int n, double confidence) {
    double[] label = new double[n];
    double[] score = new double[n];
    for (int i = 0; i < n; i++) {
      score[i] = 1 / (1 + Math.exp(-confidence * (random.nextGaussian() - 0.5)));
      label[i] = random.nextDouble() < score[i] ? 1 : 0;
    }
    return Slices.binary(Segment.whole(), label, score);
  }

  @Test
  void performanceIsEstimatedWhereLabelsAreMissing() {
    Random random = new Random(9);
    List<Measurement> worse =
        Performance.measure(calibrated(random, 5000, 2), unlabelled(random, 5000, 1));
    Measurement auc = get(worse, "estimated-roc-auc");
    Slice truth = calibrated(random, 50_000, 1);
    double realised =
        SliceMetrics.of(truth).get(Metric.ROC_AUC).map(MetricValue::value).orElseThrow();
    assertThat(auc.value()).isBetween(realised - 0.03, realised + 0.03);
    assertThat(auc.pValue()).isLessThan(1e-6);
    assertThat(get(worse, "estimated-accuracy").effect()).isGreaterThan(0.05);
  }

  @Test
  void estimatesDoNotAlarmOnUnchangedRows() {
    long seed = 10;
    Random random = new Random(seed);
    int below = 0;
    int tests = 0;
    for (int run = 0; run < 500; run++) {
      for (Measurement m :
          Performance.measure(calibrated(random, 600, 2), unlabelled(random, 300, 2))) {
        below += m.pValue() < 0.01 ? 1 : 0;
        tests++;
      }
    }
    assertThat(tests).isEqualTo(1000);
    assertThat(below).as("seed %s", seed).isLessThanOrEqualTo(25);
  }

  @Test
  void rowsNeededAreEnoughForTheThresholdEffect() {
    Random random = new Random(4);
    Measurement accuracy =
        get(Performance.measure(binary(random, 1000, 0.9), binary(random, 1000, 0.9)), "accuracy");
    long needed = accuracy.power().rowsNeeded(0.01);
    assertThat(needed).isBetween(5_000L, 30_000L);
    assertThat(accuracy.power().rowsNeeded(0.0001)).isGreaterThan(needed);
  }

  @Test
  void everyMetricOfASliceHasAnIntervalAroundIt() {
    Random random = new Random(6);
    for (Slice slice :
        List.of(binary(random, 300, 0.9), confident(random, 300), regression(random, 300))) {
      SliceMetrics metrics = SliceMetrics.of(slice);
      assertThat(metrics.values()).isNotEmpty();
      for (MetricValue v : metrics.values()) {
        assertThat(v.value()).as("%s", v.metric()).isNotNaN();
        assertThat(v.interval()).as("%s", v.metric()).isNotNull();
        var interval = java.util.Objects.requireNonNull(v.interval());
        assertThat(v.value())
            .as("%s", v.metric())
            .isBetween(interval.low() - 1e-12, interval.high() + 1e-12);
      }
    }
  }

  /** Scores of one list go together: rows are not independent, queries are. */
  private static double[][] lists(long seed, double shift) {
    Random random = new Random(seed);
    double[][] lists = new double[300][20];
    for (double[] list : lists) {
      double common = 3 * random.nextGaussian() + shift;
      Arrays.setAll(list, i -> common + random.nextGaussian());
    }
    return lists;
  }

  @Test
  void scoresOfRankingsAreComparedByQuery() {
    int small = 0;
    for (int seed = 0; seed < 40; seed++) {
      Measurement same =
          PredictionDrift.measure(
                  Slices.ranking(lists(seed, 0)), Slices.ranking(lists(seed + 1_000, 0)))
              .get(0);
      assertThat(same.n()).isEqualTo(300);
      small += same.pValue() < 0.05 ? 1 : 0;
    }
    assertThat(small).isLessThanOrEqualTo(6);
    Measurement moved =
        PredictionDrift.measure(Slices.ranking(lists(1, 0)), Slices.ranking(lists(2, 3))).get(0);
    assertThat(moved.pValue()).isLessThan(1e-6);
    assertThat(moved.sentence()).contains("each query's highest score", "queries");
  }
}
