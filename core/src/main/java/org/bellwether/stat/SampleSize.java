package org.bellwether.stat;

/** Rows that a comparison of two samples needs, by the normal approximation. */
public final class SampleSize {

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
}
