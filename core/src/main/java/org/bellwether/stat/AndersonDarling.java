package org.bellwether.stat;

import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/**
 * The k-sample Anderson–Darling test, midrank version (Scholz and Stephens 1987,
 * doi:10.1080/01621459.1987.10478517, eq. 7), which allows ties.
 *
 * @param statistic standardised: (A² - (k-1)) / σ
 * @param pValue interpolated in the paper's table, between 0.001 and 0.25, the ends of the table: a
 *     smaller p-value than 0.001 cannot be had, so a large family never rejects by this test
 */
public record AndersonDarling(double statistic, double pValue) {

  private static final double[] LEVELS = {0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001};
  private static final double[] B0 = {0.675, 1.281, 1.645, 1.96, 2.326, 2.573, 3.085};
  private static final double[] B1 = {-0.245, 0.25, 0.678, 1.149, 1.822, 2.364, 3.615};
  private static final double[] B2 = {-0.105, -0.305, -0.362, -0.391, -0.396, -0.345, -0.154};

  /**
   * Tests that the samples come from one distribution.
   *
   * @param samples at least two, each ascending, finite and not empty, at least four values in all
   *     and not all equal; NaN otherwise
   */
  public static AndersonDarling of(double[]... samples) {
    int k = samples.length;
    int total = 0;
    double inverse = 0;
    for (double[] s : samples) {
      total += s.length;
      inverse += 1.0 / s.length;
    }
    double a2 = statistic(samples, total);
    if (total < 4 || k < 2 || Double.isInfinite(inverse) || Double.isNaN(a2)) {
      return new AndersonDarling(Double.NaN, Double.NaN);
    }
    double standardised = (a2 - (k - 1)) / Math.sqrt(variance(k, total, inverse));
    return new AndersonDarling(standardised, pValue(standardised, k - 1));
  }

  private static double statistic(double[][] samples, double total) {
    int[] at = new int[samples.length];
    double[] sums = new double[samples.length];
    double below = 0;
    while (true) {
      double value = Double.POSITIVE_INFINITY;
      for (int i = 0; i < samples.length; i++) {
        value = at[i] < samples[i].length ? Math.min(value, samples[i][at[i]]) : value;
      }
      if (value == Double.POSITIVE_INFINITY) {
        break;
      }
      double ties = 0;
      double[] midranks = new double[samples.length];
      for (int i = 0; i < samples.length; i++) {
        int from = at[i];
        while (at[i] < samples[i].length && samples[i][at[i]] == value) {
          at[i]++;
        }
        ties += at[i] - from;
        midranks[i] = (from + at[i]) / 2.0;
      }
      double b = below + ties / 2;
      double denominator = b * (total - b) - total * ties / 4;
      for (int i = 0; i < samples.length; i++) {
        double off = total * midranks[i] - b * samples[i].length;
        sums[i] += denominator > 0 ? ties / total * off * off / denominator : 0;
      }
      below += ties;
      if (ties == total) {
        return Double.NaN;
      }
    }
    double a2 = 0;
    for (int i = 0; i < samples.length; i++) {
      a2 += sums[i] / samples[i].length;
    }
    return a2 * (total - 1) / total;
  }

  private static double variance(double k, double n, double inverse) {
    double h = 1;
    double g = 0;
    double sum = 0;
    for (int i = 2; i < n; i++) {
      sum += 1 / (n + 1 - i);
      g += sum / i;
      h += 1.0 / i;
    }
    double a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * inverse;
    double b = (2 * g - 4) * k * k + 8 * h * k + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
    double c =
        (6 * h + 2 * g - 2) * k * k + (4 * h - 4 * g + 6) * k + (2 * h - 6) * inverse + 4 * h;
    double d = (2 * h + 6) * k * k - 4 * h * k;
    return (a * n * n * n + b * n * n + c * n + d) / ((n - 1) * (n - 2) * (n - 3));
  }

  /** Quadratic fit of the log level over the table's critical values, as scipy has it. */
  private static double pValue(double statistic, double m) {
    double[] logs = new double[LEVELS.length];
    double[][] powers = new double[LEVELS.length][];
    for (int i = 0; i < LEVELS.length; i++) {
      double critical = B0[i] + B1[i] / Math.sqrt(m) + B2[i] / m;
      powers[i] = new double[] {critical, critical * critical};
      logs[i] = Math.log(LEVELS[i]);
    }
    if (statistic < powers[0][0]) {
      return LEVELS[0];
    }
    if (statistic > powers[powers.length - 1][0]) {
      return LEVELS[LEVELS.length - 1];
    }
    OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
    fit.newSampleData(logs, powers);
    double[] beta = fit.estimateRegressionParameters();
    return Math.exp(beta[0] + statistic * (beta[1] + statistic * beta[2]));
  }
}
