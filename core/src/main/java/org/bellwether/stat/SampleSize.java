package org.bellwether.stat;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Rows of the current sample that a comparison of two samples needs, the reference growing in
 * proportion. Levels and powers are in (0, 1); {@code ratio} is rows of the current sample over
 * rows of the reference; an effect of 0 needs {@link Long#MAX_VALUE}.
 */
public final class SampleSize {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double POWER_QUANTILE = Normal.upper(0.2);

  private SampleSize() {}

  /**
   * Rows of the current sample with which a one-sided test finds a difference of means with
   * probability 0.8, the reference growing in proportion.
   *
   * @param level level of the test, in (0, 1)
   * @param variance variance of one row
   * @param difference difference to be found, above 0
   * @param ratio rows of the current sample over rows of the reference
   * @return at least 1; {@link Long#MAX_VALUE} where no number suffices
   */
  public static long forDifference(double level, double variance, double difference, double ratio) {
    if (!(difference > 0) || Double.isNaN(variance) || Double.isNaN(ratio)) {
      return Long.MAX_VALUE;
    }
    double quantiles = Normal.upper(level) + POWER_QUANTILE;
    double rows = quantiles * quantiles * variance * (1 + ratio) / (difference * difference);
    return rows >= Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(1, (long) Math.ceil(rows));
  }

  /**
   * For {@link KolmogorovSmirnov}: the observed D is at least the difference at the point where F
   * and G lie furthest apart, whose standard error is at most ½√(1/n + 1/m); the critical value is
   * √(ln(2/level)/2 · (1/n + 1/m)).
   *
   * @param d the D to be found, in [0, 1]
   */
  public static long kolmogorovSmirnov(double d, double level, double power, double ratio) {
    double z = NORMAL.inverseCumulativeProbability(power);
    double root = Math.sqrt(Math.log(2 / level) / 2) + z / 2;
    return rows((1 + ratio) * Math.pow(root / d, 2));
  }

  /**
   * For the two-sample chi-square test: a total variation distance has a noncentrality of at least
   * 4·tv²·nm/(n+m), whatever the cells (Cauchy–Schwarz).
   *
   * @param tv the total variation distance to be found, in [0, 1]
   * @param degreesOfFreedom at least 1
   */
  public static long chiSquare(
      double tv, int degreesOfFreedom, double level, double power, double ratio) {
    double critical = ChiSquaredDistribution.of(degreesOfFreedom).inverseSurvivalProbability(level);
    double lambda = NoncentralChiSquare.noncentrality(critical, degreesOfFreedom, power);
    return rows((1 + ratio) * lambda / (4 * tv * tv));
  }

  /**
   * For a test of two proportions (normal approximation, pooled under the null hypothesis).
   *
   * @param p1 the reference's proportion
   * @param p2 the current proportion to be told from it
   */
  public static long twoProportions(
      double p1, double p2, double level, double power, double ratio) {
    double pooled = (p1 + ratio * p2) / (1 + ratio);
    double null0 = Math.sqrt(pooled * (1 - pooled) * (1 + ratio));
    double under = Math.sqrt(p1 * (1 - p1) * ratio + p2 * (1 - p2));
    double root =
        NORMAL.inverseSurvivalProbability(level / 2) * null0
            + NORMAL.inverseCumulativeProbability(power) * under;
    return rows(Math.pow(root / (p2 - p1), 2));
  }

  /**
   * For a test of two means (normal approximation).
   *
   * @param difference of the means to be found
   * @param sd1 standard deviation in the reference
   * @param sd2 standard deviation in the current sample
   */
  public static long twoMeans(
      double difference, double sd1, double sd2, double level, double power, double ratio) {
    double root =
        NORMAL.inverseSurvivalProbability(level / 2) + NORMAL.inverseCumulativeProbability(power);
    return rows(Math.pow(root / difference, 2) * (sd1 * sd1 * ratio + sd2 * sd2));
  }

  /**
   * For {@link MannWhitney} (Noether 1987, Journal of the American Statistical Association 82:645).
   *
   * @param effect |2θ - 1| to be found, θ the probability that one sample's value is the smaller
   */
  public static long mannWhitney(double effect, double level, double power, double ratio) {
    double root =
        NORMAL.inverseSurvivalProbability(level / 2) + NORMAL.inverseCumulativeProbability(power);
    return rows((1 + ratio) * Math.pow(root / effect, 2) / 3);
  }

  private static long rows(double rows) {
    return rows < Long.MAX_VALUE ? Math.max(2, (long) Math.ceil(rows)) : Long.MAX_VALUE;
  }
}
