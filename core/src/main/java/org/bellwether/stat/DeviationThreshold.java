package org.bellwether.stat;

import java.util.Arrays;

/**
 * Bounds of a metric from its values on windows of the reference: so many standard deviations (ddof
 * 0) around a centre. A rule of thumb of other tools, without a bound on false alarms; values of
 * NaN do not count.
 */
public final class DeviationThreshold {

  /** What the standard deviations are taken from. */
  public enum Centre {
    MEAN,
    MEDIAN,
    MIN,
    MAX
  }

  private DeviationThreshold() {}

  /**
   * The bounds.
   *
   * @param lower standard deviations below the centre, at least 0; infinite for no lower bound
   * @param upper standard deviations above it, likewise
   */
  public static Bounds of(double[] values, double lower, double upper, Centre centre) {
    if (!(lower >= 0) || !(upper >= 0)) {
      throw new IllegalArgumentException(
          "multipliers must be at least 0, not " + lower + " and " + upper);
    }
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0) {
      return new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    Moments m = Moments.of(sorted);
    double at =
        switch (centre) {
          case MEAN -> m.mean();
          case MEDIAN -> SortedArrays.quantile(sorted, 0.5);
          case MIN -> sorted[0];
          case MAX -> sorted[sorted.length - 1];
        };
    double sd = m.standardDeviation();
    return new Bounds(
        lower == Double.POSITIVE_INFINITY ? Double.NEGATIVE_INFINITY : at - lower * sd,
        upper == Double.POSITIVE_INFINITY ? Double.POSITIVE_INFINITY : at + upper * sd);
  }
}
