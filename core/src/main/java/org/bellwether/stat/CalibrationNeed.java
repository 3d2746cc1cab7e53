package org.bellwether.stat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Whether scores gain by isotonic calibration: the expected calibration error (equal-count bins) on
 * held-out tenths of the rows, drawn within each label, with and without it. As in NannyML.
 */
public final class CalibrationNeed {

  private static final double HELD_OUT = 0.1;

  /** Scores that separate the labels this well are left alone. */
  private static final double PERFECT = 0.999;

  private CalibrationNeed() {}

  /**
   * Decides on labelled rows.
   *
   * @param labels 0 or 1, both present
   * @param scores in [0, 1], without NaN
   * @param bins of the calibration error
   * @param splits number of random splits
   * @throws IllegalArgumentException where a score is NaN
   */
  public static boolean of(int[] labels, double[] scores, int bins, int splits, long seed) {
    for (double s : scores) {
      if (Double.isNaN(s)) {
        throw new IllegalArgumentException("predicted probabilities contain NaN");
      }
    }
    int[] all = new int[scores.length];
    Arrays.setAll(all, i -> i);
    if (RocAuc.of(table(labels, scores, all)).value() > PERFECT) {
      return false;
    }
    SplittableRandom random = new SplittableRandom(seed);
    double before = 0;
    double after = 0;
    for (int k = 0; k < splits; k++) {
      boolean[] test = split(labels, random);
      int[] train = Arrays.stream(all).filter(i -> !test[i]).toArray();
      int[] held = Arrays.stream(all).filter(i -> test[i]).toArray();
      IsotonicRegression fit = IsotonicRegression.calibrate(table(labels, scores, train));
      double[] calibrated = Arrays.stream(scores).map(fit::at).toArray();
      before += CalibrationCurve.equalCount(table(labels, scores, held), bins).expectedError();
      after += CalibrationCurve.equalCount(table(labels, calibrated, held), bins).expectedError();
    }
    return after < before;
  }

  private static boolean[] split(int[] labels, SplittableRandom random) {
    boolean[] test = new boolean[labels.length];
    for (int label = 0; label <= 1; label++) {
      int wanted = label;
      int[] rows =
          java.util.stream.IntStream.range(0, labels.length)
              .filter(i -> labels[i] == wanted)
              .toArray();
      int held = rows.length == 0 ? 0 : (int) Math.max(1, Math.round(HELD_OUT * rows.length));
      for (int i = 0; i < held; i++) {
        int j = i + random.nextInt(rows.length - i);
        int row = rows[j];
        rows[j] = rows[i];
        test[row] = true;
      }
    }
    return test;
  }

  private static ScoreTable table(int[] labels, double[] scores, int[] rows) {
    TreeMap<Double, double[]> byScore = new TreeMap<>();
    for (int i : rows) {
      byScore.computeIfAbsent(scores[i] + 0.0, s -> new double[2])[labels[i]]++;
    }
    double[] score = byScore.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    double[] positives = byScore.values().stream().mapToDouble(c -> c[1]).toArray();
    double[] negatives = byScore.values().stream().mapToDouble(c -> c[0]).toArray();
    return new ScoreTable(score, positives, negatives, new double[score.length]);
  }
}
