package org.bellwether.stat;

import java.util.function.DoubleUnaryOperator;

/** Two score tables on their common scores, for tests of "nothing changed". */
public final class ScoreComparison {

  private final double[] score;
  private final double[][] reference;
  private final double[][] current;

  private ScoreComparison(double[] score, double[][] reference, double[][] current) {
    this.score = score;
    this.reference = reference;
    this.current = current;
  }

  /** Merges the scores of both tables. */
  public static ScoreComparison of(ScoreTable reference, ScoreTable current) {
    int most = merged(reference.score(), current.score());
    double[] left = reference.score();
    double[] right = current.score();
    double[] score = new double[most];
    double[][] then = new double[3][most];
    double[][] now = new double[3][most];
    int i = 0;
    int j = 0;
    for (int n = 0; n < most; n++) {
      double a = i < left.length ? left[i] : Double.POSITIVE_INFINITY;
      double b = j < right.length ? right[j] : Double.POSITIVE_INFINITY;
      score[n] = Math.min(a, b);
      if (a <= b) {
        copy(reference, i++, then, n);
      }
      if (b <= a) {
        copy(current, j++, now, n);
      }
    }
    return new ScoreComparison(score, then, now);
  }

  /** Steps of the merge: each takes one row of one table, or of both where their scores tie. */
  private static int merged(double[] left, double[] right) {
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < left.length && j < right.length) {
      double a = left[i];
      double b = right[j];
      i += a <= b ? 1 : 0;
      j += b <= a ? 1 : 0;
      n++;
    }
    return n + left.length - i + right.length - j;
  }

  private static void copy(ScoreTable from, int row, double[][] to, int at) {
    to[0][at] = from.positives()[row];
    to[1][at] = from.negatives()[row];
    to[2][at] = from.unlabelled()[row];
  }

  /**
   * Change of the ROC AUC, up to a factor: positives are placed among the pooled negatives and
   * negatives among the pooled positives (the Hájek projection of the AUC on the pooled rows), and
   * both mean placements are permuted within their label. Needs both labels in both tables.
   */
  public PermutationMean auc() {
    int n = score.length;
    double positives = 0;
    double negatives = 0;
    for (int i = 0; i < n; i++) {
      positives += reference[0][i] + current[0][i];
      negatives += reference[1][i] + current[1][i];
    }
    double[] ofPositive = new double[n];
    double[] ofNegative = new double[n];
    double below = 0;
    double above = positives;
    for (int i = 0; i < n; i++) {
      double pos = reference[0][i] + current[0][i];
      double neg = reference[1][i] + current[1][i];
      ofPositive[i] = (below + neg / 2) / negatives;
      ofNegative[i] = (above - pos / 2) / positives;
      below += neg;
      above -= pos;
    }
    return PermutationMean.of(ofPositive, reference[0], current[0])
        .plus(PermutationMean.of(ofNegative, reference[1], current[1]));
  }

  /** Change of the mean log loss of labelled rows. */
  public PermutationMean logLoss() {
    return loss(ProbabilityLoss::logOfPositive, ProbabilityLoss::logOfNegative);
  }

  /** Change of the Brier score. */
  public PermutationMean brier() {
    return loss(s -> (1 - s) * (1 - s), s -> s * s);
  }

  /** Change of calibration in the large: mean score minus share of positive rows. */
  public PermutationMean bias() {
    return loss(s -> s - 1, s -> s);
  }

  private PermutationMean loss(DoubleUnaryOperator ofPositive, DoubleUnaryOperator ofNegative) {
    double[][] value = {values(0, ofPositive), values(1, ofNegative)};
    return PermutationMean.of(value, reference, current);
  }

  /** The loss at each score that has rows of the label. */
  private double[] values(int label, DoubleUnaryOperator loss) {
    double[] then = reference[label];
    double[] now = current[label];
    double[] value = new double[score.length];
    for (int i = 0; i < value.length; i++) {
      if (then[i] > 0 || now[i] > 0) {
        value[i] = loss.applyAsDouble(score[i]);
      }
    }
    return value;
  }

  /**
   * p-value of "the share of positives at each score is the same": in bins of equal pooled count
   * the exact two-sided test of the shares, the smallest p-value times the number of bins.
   *
   * @param bins number of bins, at least 1
   */
  public double pCalibrationChanged(int bins) {
    ScoreTable pooled = new ScoreTable(score, sum(0), sum(1), sum(2));
    double smallest = 1;
    int tested = 0;
    int row = 0;
    for (CalibrationCurve.Bin bin : CalibrationCurve.equalCount(pooled, bins).bins()) {
      double[] hits = new double[2];
      double[] rows = new double[2];
      for (; row < score.length && score[row] <= bin.high(); row++) {
        hits[0] += reference[0][row];
        rows[0] += reference[0][row] + reference[1][row];
        hits[1] += current[0][row];
        rows[1] += current[0][row] + current[1][row];
      }
      RateComparison rates =
          RateComparison.scaled(hits[0], rows[0], hits[1], rows[1], new double[] {1, 1});
      if (rates.rows() > 0 && rates.referenceRows() > 0) {
        smallest = Math.min(smallest, rates.pChanged());
        tested++;
      }
    }
    // Where no bin has rows of both samples nothing was tested.
    return tested == 0 ? 1 : Math.min(1, smallest * tested);
  }

  private double[] sum(int column) {
    double[] then = reference[column];
    double[] now = current[column];
    double[] both = new double[score.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = then[i] + now[i];
    }
    return both;
  }

  /**
   * Largest distance of the two distribution functions of the score, over all rows with a score.
   */
  public double kolmogorovSmirnov() {
    double then = 0;
    double now = 0;
    double[] totals = totals();
    double largest = 0;
    for (int i = 0; i < score.length; i++) {
      then += reference[0][i] + reference[1][i] + reference[2][i];
      now += current[0][i] + current[1][i] + current[2][i];
      largest = Math.max(largest, Math.abs(then / totals[0] - now / totals[1]));
    }
    return largest;
  }

  /** Weight of rows with a score: reference, current. */
  public double[] totals() {
    double[] totals = new double[2];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < score.length; i++) {
        totals[0] += reference[c][i];
        totals[1] += current[c][i];
      }
    }
    return totals;
  }
}
