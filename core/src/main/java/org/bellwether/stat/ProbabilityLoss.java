package org.bellwether.stat;

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
    return table.losses().log();
  }

  /** Brier score: mean squared difference of probability and label, in [0, 1]. */
  public static ProbabilityLoss brier(ScoreTable table) {
    return table.losses().brier();
  }

  /**
   * Calibration in the large: mean probability minus the share of positive rows, in [-1, 1]; above
   * 0 when the model promises too much.
   */
  public static ProbabilityLoss bias(ScoreTable table) {
    return table.losses().bias();
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

  /** The three losses of one table. */
  record All(ProbabilityLoss log, ProbabilityLoss brier, ProbabilityLoss bias) {}

  static All all(ScoreTable table) {
    double[] score = table.score();
    double[] positives = table.positives();
    double[] negatives = table.negatives();
    Running log = new Running();
    Running brier = new Running();
    Running bias = new Running();
    for (int i = 0; i < score.length; i++) {
      double s = score[i];
      double pos = positives[i];
      double neg = negatives[i];
      if (pos > 0) {
        log.add(logOfPositive(s), pos);
        brier.add((1 - s) * (1 - s), pos);
        bias.add(s - 1, pos);
      }
      if (neg > 0) {
        log.add(logOfNegative(s), neg);
        brier.add(s * s, neg);
        bias.add(s, neg);
      }
    }
    return new All(log.loss(), brier.loss(), bias.loss());
  }

  /** Weighted mean and variance in one pass (West 1979, doi:10.1145/359146.359153). */
  private static final class Running {
    private double rows;
    private double mean;
    private double squares;

    void add(double loss, double weight) {
      double d = loss - mean;
      rows += weight;
      double step = d * weight / rows;
      mean += step;
      squares += (rows - weight) * d * step;
    }

    ProbabilityLoss loss() {
      if (rows == 0) {
        return new ProbabilityLoss(Double.NaN, Double.NaN, 0);
      }
      double error = rows > 1 ? Math.sqrt(squares / (rows - 1) / rows) : Double.NaN;
      return new ProbabilityLoss(mean, error, rows);
    }
  }
}
