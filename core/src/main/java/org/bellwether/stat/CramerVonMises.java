package org.bellwether.stat;

/**
 * The two-sample Cramér–von Mises test (Anderson 1962, doi:10.1214/aoms/1177704477), ties by
 * midranks.
 *
 * @param statistic T of the paper
 * @param pValue from the limit distribution of T scaled to its mean and variance at these sizes;
 *     asymptotic, so not for samples below about twenty values
 */
public record CramerVonMises(double statistic, double pValue) {

  /** Nodes of the quadrature on one interval; its error falls exponentially with them. */
  private static final int NODES = 64;

  /**
   * Tests that two samples come from one distribution.
   *
   * @param x ascending, finite; NaN results below two values
   * @param y ascending, finite
   */
  public static CramerVonMises of(double[] x, double[] y) {
    double n = x.length;
    double m = y.length;
    if (n < 2 || m < 2) {
      return new CramerVonMises(Double.NaN, Double.NaN);
    }
    double sumX = 0;
    double sumY = 0;
    int i = 0;
    int j = 0;
    while (i < n || j < m) {
      double value = j >= m || (i < n && x[i] <= y[j]) ? x[i] : y[j];
      int fromX = i;
      int fromY = j;
      while (i < n && x[i] == value) {
        i++;
      }
      while (j < m && y[j] == value) {
        j++;
      }
      double rank = (fromX + fromY + 1 + i + j) / 2.0;
      for (int k = fromX; k < i; k++) {
        sumX += (rank - (k + 1)) * (rank - (k + 1));
      }
      for (int k = fromY; k < j; k++) {
        sumY += (rank - (k + 1)) * (rank - (k + 1));
      }
    }
    double all = n + m;
    double product = n * m;
    double t = (n * sumX + m * sumY) / (product * all) - (4 * product - 1) / (6 * all);
    double mean = (1 + 1 / all) / 6;
    double variance =
        (all + 1)
            * (4 * product * all - 3 * (n * n + m * m) - 2 * product)
            / (45 * all * all * 4 * product);
    return new CramerVonMises(t, survival(1.0 / 6 + (t - mean) / Math.sqrt(45 * variance)));
  }

  /**
   * P(ω² > x) of the limit distribution by Smirnov's alternating integrals, accurate in the tail:
   * 1/π Σ (-1)^(k+1) ∫ 2/u · √(-u / sin u) · exp(-x u² / 2) du over ((2k-1)π, 2kπ).
   */
  static double survival(double x) {
    if (x < 0.003) {
      return 1;
    }
    double sum = 0;
    for (int k = 1; k <= 500; k++) {
      double start = (2 * k - 1) * Math.PI;
      if (x * start * start / 2 > 745) {
        break;
      }
      double integral = 0;
      for (int node = 0; node < NODES; node++) {
        // The substitution takes away the root singularities at both ends.
        double theta = (node + 0.5) * Math.PI / NODES;
        double u = start + Math.PI * (1 - Math.cos(theta)) / 2;
        integral +=
            Math.sqrt(u / -Math.sin(u)) * 2 / u * Math.exp(-x * u * u / 2) * Math.sin(theta);
      }
      integral *= Math.PI / 2 * Math.PI / NODES;
      sum += (k & 1) == 1 ? integral : -integral;
    }
    return Math.min(1, Math.max(0, sum / Math.PI));
  }
}
