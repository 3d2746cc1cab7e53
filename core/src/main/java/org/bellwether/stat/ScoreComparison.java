package org.bellwether.stat;

import java.util.Arrays;
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
    int most = reference.size() + current.size();
    double[] score = new double[most];
    double[][] then = new double[3][most];
    double[][] now = new double[3][most];
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < reference.size() || j < current.size()) {
      double left = i < reference.size() ? reference.score()[i] : Double.POSITIVE_INFINITY;
      double right = j < current.size() ? current.score()[j] : Double.POSITIVE_INFINITY;
      score[n] = Math.min(left, right);
      if (left <= right) {
        copy(reference, i++, then, n);
      }
      if (right <= left) {
        copy(current, j++, now, n);
      }
      n++;
    }
    return new ScoreComparison(Arrays.copyOf(score, n), cut(then, n), cut(now, n));
  }

  private static void copy(ScoreTable from, int row, double[][] to, int at) {
    to[0][at] = from.positives()[row];
    to[1][at] = from.negatives()[row];
    to[2][at] = from.unlabelled()[row];
  }

  private static double[][] cut(double[][] columns, int n) {
    return new double[][] {
      Arrays.copyOf(columns[0], n), Arrays.copyOf(columns[1], n), Arrays.copyOf(columns[2], n)
    };
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
    int n = score.length;
    double[] value = new double[2 * n];
    for (int i = 0; i < n; i++) {
      value[i] = ofPositive.applyAsDouble(score[i]);
      value[n + i] = ofNegative.applyAsDouble(score[i]);
    }
    return PermutationMean.of(
        value, join(reference[0], reference[1]), join(current[0], current[1]));
  }

  private static double[] join(double[] a, double[] b) {
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
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
    double[] both = new double[score.length];
    Arrays.setAll(both, i -> reference[column][i] + current[column][i]);
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
      totals[0] += Arrays.stream(reference[c]).sum();
      totals[1] += Arrays.stream(current[c]).sum();
    }
    return totals;
  }
}
