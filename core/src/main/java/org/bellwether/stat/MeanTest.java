package org.bellwether.stat;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A two-sided t-test of two means, from sample sizes, means and variances alone.
 *
 * @param statistic (mean of the reference - mean of the current sample) / its standard error
 * @param degreesOfFreedom of Student's distribution
 * @param pValue of equal means; NaN with fewer than two values a side or no variance at all
 */
public record MeanTest(double statistic, double degreesOfFreedom, double pValue) {

  /** How the variances of the two samples enter. */
  public enum Variances {
    /** Welch (1947): each its own, degrees of freedom by Satterthwaite. */
    WELCH,
    /** Student: pooled. */
    EQUAL
  }

  private static final MeanTest UNDEFINED = new MeanTest(Double.NaN, Double.NaN, Double.NaN);

  /**
   * Tests equal means.
   *
   * @param n1 values of the reference
   * @param mean1 their mean
   * @param variance1 their variance, ddof 1
   */
  public static MeanTest of(
      double n1,
      double mean1,
      double variance1,
      double n2,
      double mean2,
      double variance2,
      Variances variances) {
    if (n1 < 2 || n2 < 2) {
      return UNDEFINED;
    }
    double df;
    double squaredError;
    if (variances == Variances.WELCH) {
      double a = variance1 / n1;
      double b = variance2 / n2;
      squaredError = a + b;
      df = squaredError * squaredError / (a * a / (n1 - 1) + b * b / (n2 - 1));
    } else {
      df = n1 + n2 - 2;
      double pooled = ((n1 - 1) * variance1 + (n2 - 1) * variance2) / df;
      squaredError = pooled * (1 / n1 + 1 / n2);
    }
    if (!(squaredError > 0)) {
      return UNDEFINED;
    }
    double t = (mean1 - mean2) / Math.sqrt(squaredError);
    double p = Math.min(1, 2 * TDistribution.of(df).survivalProbability(Math.abs(t)));
    return new MeanTest(t, df, p);
  }

  /** Tests equal means of raw values. */
  public static MeanTest of(double[] reference, double[] current, Variances variances) {
    double[] a = moments(reference);
    double[] b = moments(current);
    return of(reference.length, a[0], a[1], current.length, b[0], b[1], variances);
  }

  /**
   * Where the test is undefined, "no change" (t = 0, p = 1) instead, as some tools have it; a
   * silent pass, so never a default.
   */
  public MeanTest orNoChange() {
    return Double.isNaN(pValue) ? new MeanTest(0, degreesOfFreedom, 1) : this;
  }

  private static double[] moments(double[] values) {
    double mean = 0;
    for (double v : values) {
      mean += v / values.length;
    }
    double squares = 0;
    for (double v : values) {
      squares += (v - mean) * (v - mean);
    }
    return new double[] {mean, squares / (values.length - 1)};
  }
}
