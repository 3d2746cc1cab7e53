package org.bellwether.stat;

import java.util.SplittableRandom;

/**
 * Turns scores into probabilities: by isotonic regression where that lowers the calibration error
 * on rows it was not fitted on, otherwise as they are.
 */
public final class Calibrator {

  private static final int BINS = 10;
  private static final long SEED = 91;

  private Calibrator() {}

  /**
   * Whether isotonic regression helps: fitted on one random half of the labelled rows, does it
   * lower the expected calibration error (ten bins of equal count) of the other half, and the
   * reverse, on average? The halves are drawn with a fixed seed.
   */
  public static boolean isNeeded(ScoreTable labelled) {
    ScoreTable[] halves = halves(labelled);
    if (rows(halves[0]) == 0 || rows(halves[1]) == 0) {
      return false;
    }
    double before = 0;
    double after = 0;
    for (int i = 0; i < 2; i++) {
      IsotonicRegression fit = IsotonicRegression.calibrate(halves[i]);
      ScoreTable other = halves[1 - i];
      CalibrationCurve raw = CalibrationCurve.equalCount(other, BINS);
      before += raw.expectedError();
      after += CalibrationCurve.equalCount(mapped(other, fit), BINS).expectedError();
    }
    return after < before;
  }

  /**
   * Probability of a positive label at each score of a table.
   *
   * @param labelled rows to learn from, some of them labelled
   * @param table scores to be turned; in [0, 1] unless calibration helps
   */
  public static double[] probabilities(ScoreTable labelled, ScoreTable table) {
    if (isNeeded(labelled)) {
      return ExpectedOutcomes.calibrated(table, IsotonicRegression.calibrate(labelled));
    }
    double[] clipped = table.score().clone();
    for (int i = 0; i < clipped.length; i++) {
      clipped[i] = Math.max(0, Math.min(1, clipped[i]));
    }
    return clipped;
  }

  private static double rows(ScoreTable table) {
    double rows = 0;
    for (int i = 0; i < table.size(); i++) {
      rows += table.positives()[i] + table.negatives()[i];
    }
    return rows;
  }

  /** Calibrated scores in the order of the raw ones: equal ones may repeat, which bins allow. */
  private static ScoreTable mapped(ScoreTable table, IsotonicRegression fit) {
    return new ScoreTable(
        ExpectedOutcomes.calibrated(table, fit),
        table.positives(),
        table.negatives(),
        table.unlabelled());
  }

  private static ScoreTable[] halves(ScoreTable table) {
    SplittableRandom random = new SplittableRandom(SEED);
    int n = table.size();
    double[][] first = new double[2][n];
    double[][] second = new double[2][n];
    for (int i = 0; i < n; i++) {
      split(table.positives()[i], random, first[0], second[0], i);
      split(table.negatives()[i], random, first[1], second[1], i);
    }
    return new ScoreTable[] {
      new ScoreTable(table.score(), first[0], first[1], new double[n]),
      new ScoreTable(table.score(), second[0], second[1], new double[n])
    };
  }

  private static void split(
      double count, SplittableRandom random, double[] first, double[] second, int i) {
    double half = Math.floor(count / 2);
    double rest = count - 2 * half;
    boolean heads = random.nextBoolean();
    first[i] = half + (heads ? rest : 0);
    second[i] = half + (heads ? 0 : rest);
  }
}
