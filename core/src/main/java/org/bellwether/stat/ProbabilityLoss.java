package org.bellwether.stat;

import java.util.function.DoubleUnaryOperator;

/**
 * Mean loss of predicted probabilities on labelled rows, with its standard error.
 *
 * @param mean mean loss; NaN of no labelled rows
 * @param standardError standard deviation (ddof 1) over the root of the rows; NaN of fewer than two
 * @param rows weight of labelled rows
 */
public record ProbabilityLoss(double mean, double standardError, double rows) {

  /** Probabilities are clipped to [EPSILON, 1 - EPSILON] before a logarithm, as in scikit-learn. */
  public static final double EPSILON = Math.ulp(1.0);

  /** Log loss (cross entropy, natural logarithm), at least 0. */
  public static ProbabilityLoss log(ScoreTable table) {
    return of(table, ProbabilityLoss::logOfPositive, ProbabilityLoss::logOfNegative);
  }

  /** Brier score: mean squared difference of probability and label, in [0, 1]. */
  public static ProbabilityLoss brier(ScoreTable table) {
    return of(table, s -> (1 - s) * (1 - s), s -> s * s);
  }

  /**
   * Calibration in the large: mean probability minus the share of positive rows, in [-1, 1]; above
   * 0 when the model promises too much.
   */
  public static ProbabilityLoss bias(ScoreTable table) {
    return of(table, s -> s - 1, s -> s);
  }

  /** Loss of a positive row. */
  static double logOfPositive(double score) {
    return -Math.log(clip(score));
  }

  /** Loss of a negative row. */
  static double logOfNegative(double score) {
    return -Math.log(1 - clip(score));
  }

  private static double clip(double score) {
    return Math.min(1 - EPSILON, Math.max(EPSILON, score));
  }

  private static ProbabilityLoss of(
      ScoreTable table, DoubleUnaryOperator ofPositive, DoubleUnaryOperator ofNegative) {
    double rows = 0;
    double mean = 0;
    double squares = 0;
    // One pass (West 1979, doi:10.1145/359146.359153): a logarithm is the dear part of a row.
    for (int i = 0; i < table.size(); i++) {
      double pos = table.positives()[i];
      double neg = table.negatives()[i];
      if (pos > 0) {
        double d = ofPositive.applyAsDouble(table.score()[i]) - mean;
        rows += pos;
        double step = d * pos / rows;
        mean += step;
        squares += (rows - pos) * d * step;
      }
      if (neg > 0) {
        double d = ofNegative.applyAsDouble(table.score()[i]) - mean;
        rows += neg;
        double step = d * neg / rows;
        mean += step;
        squares += (rows - neg) * d * step;
      }
    }
    if (rows == 0) {
      return new ProbabilityLoss(Double.NaN, Double.NaN, 0);
    }
    double error = rows > 1 ? Math.sqrt(squares / (rows - 1) / rows) : Double.NaN;
    return new ProbabilityLoss(mean, error, rows);
  }
}
