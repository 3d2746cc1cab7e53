package org.bellwether.stat;

/**
 * Central moments of a sample, in two passes.
 *
 * @param count values; NaN (missing) does not count
 * @param mean NaN of none
 * @param variance ddof 0
 * @param skewness third central moment over variance^1.5; NaN where the variance is 0
 * @param kurtosis fourth central moment over variance² less 3; NaN where the variance is 0
 */
public record Moments(long count, double mean, double variance, double skewness, double kurtosis) {

  public static Moments of(double[] values) {
    long n = 0;
    double sum = 0;
    for (double v : values) {
      if (!Double.isNaN(v)) {
        n++;
        sum += v;
      }
    }
    double mean = n == 0 ? Double.NaN : sum / n;
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    for (double v : values) {
      if (!Double.isNaN(v)) {
        double d = v - mean;
        m2 += d * d / n;
        m3 += d * d * d / n;
        m4 += d * d * d * d / n;
      }
    }
    boolean spread = m2 > 0;
    return new Moments(
        n,
        mean,
        n == 0 ? Double.NaN : m2,
        spread ? m3 / Math.pow(m2, 1.5) : Double.NaN,
        spread ? m4 / (m2 * m2) - 3 : Double.NaN);
  }

  /** Standard deviation, ddof 0. */
  public double standardDeviation() {
    return Math.sqrt(variance);
  }

  /** The skewness, but 0 of a constant, as some tools have it. */
  public double skewnessOrZero() {
    return variance == 0 ? 0 : skewness;
  }

  /**
   * Probability, under a normal distribution with this mean and standard deviation (ddof 0), of a
   * value within so many standard deviations of {@code x}.
   *
   * @param halfWidth in standard deviations
   * @param ofMean divide by the same probability around the mean, so that it is 1 there
   */
  public double probabilityNear(double x, double halfWidth, boolean ofMean) {
    double z = (x - mean) / standardDeviation();
    double near = Normal.survival(z - halfWidth) - Normal.survival(z + halfWidth);
    return ofMean ? near / (Normal.survival(-halfWidth) - Normal.survival(halfWidth)) : near;
  }

  /**
   * Interquartile range by linear interpolation between order statistics (Hyndman and Fan's type
   * 7).
   *
   * @param sorted ascending, finite; NaN when empty
   */
  public static double interquartileRange(double[] sorted) {
    return sorted.length == 0
        ? Double.NaN
        : SortedArrays.quantile(sorted, 0.75) - SortedArrays.quantile(sorted, 0.25);
  }
}
