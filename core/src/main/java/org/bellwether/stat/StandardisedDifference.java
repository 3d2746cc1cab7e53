package org.bellwether.stat;

/**
 * The size of a difference of two means in standard deviations, with its large-sample error.
 *
 * @param value |difference| over the standard deviation; NaN without any variance
 * @param standardError of the value
 */
public record StandardisedDifference(double value, double standardError) {

  /**
   * The difference from moments (variances with ddof 1). Student's divides by the pooled standard
   * deviation (Hedges and Olkin 1985), Welch's by the root of the mean of both variances (Bonett
   * 2008, doi:10.1037/1082-989X.13.2.99), so that neither sample counts for more.
   */
  public static StandardisedDifference of(
      double n1,
      double mean1,
      double variance1,
      double n2,
      double mean2,
      double variance2,
      MeanTest.Variances variances) {
    if (n1 < 2 || n2 < 2) {
      return new StandardisedDifference(Double.NaN, Double.NaN);
    }
    boolean pooled = variances == MeanTest.Variances.EQUAL;
    double square =
        pooled
            ? ((n1 - 1) * variance1 + (n2 - 1) * variance2) / (n1 + n2 - 2)
            : (variance1 + variance2) / 2;
    if (!(square > 0)) {
      return new StandardisedDifference(Double.NaN, Double.NaN);
    }
    double d = Math.abs(mean1 - mean2) / Math.sqrt(square);
    double a = variance1 / square;
    double b = variance2 / square;
    double error =
        pooled
            ? 1 / n1 + 1 / n2 + d * d / (2 * (n1 + n2))
            : d * d * (a * a / (n1 - 1) + b * b / (n2 - 1)) / 8 + a / (n1 - 1) + b / (n2 - 1);
    return new StandardisedDifference(d, Math.sqrt(error));
  }

  /** Normal interval of the size, not below 0. */
  public Bounds interval(double level) {
    Bounds b = Intervals.normal(value, standardError, level);
    return new Bounds(Math.max(0, b.low()), b.high());
  }
}
