package org.bellwether.stat;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * The Epps–Singleton test of two samples by their empirical characteristic functions (Epps and
 * Singleton 1986, doi:10.1080/00949658608810963; Goerg and Kaiser 2009), at t = 0.4 and 0.8 over
 * half the pooled interquartile range. Also for discrete data.
 *
 * @param statistic W₂, with the small-sample correction below 25 values
 * @param degreesOfFreedom rank of the covariance, 4 unless it is singular
 * @param pValue asymptotic
 */
public record EppsSingleton(double statistic, int degreesOfFreedom, double pValue) {

  private static final double[] POINTS = {0.4, 0.8};
  private static final double SINGULAR = 1e-12;

  /**
   * Tests that two samples come from one distribution.
   *
   * @param x ascending, finite, at least five values; NaN otherwise
   * @param y likewise
   */
  public static EppsSingleton of(double[] x, double[] y) {
    int n = x.length;
    int m = y.length;
    double[] pooled = java.util.Arrays.copyOf(x, n + m);
    System.arraycopy(y, 0, pooled, n, m);
    RadixSort.sort(pooled);
    double scale =
        n < 5 || m < 5
            ? 0
            : (SortedArrays.quantile(pooled, 0.75) - SortedArrays.quantile(pooled, 0.25)) / 2;
    if (!(scale > 0)) {
      return new EppsSingleton(Double.NaN, 0, Double.NaN);
    }
    double[] meanX = new double[4];
    double[] meanY = new double[4];
    double[][] covariance = new double[4][4];
    double total = (double) n + m;
    addCovariance(x, scale, meanX, covariance, total / n);
    addCovariance(y, scale, meanY, covariance, total / m);
    EigenDecompositionSymmetric eigen =
        new EigenDecompositionSymmetric(new Array2DRowRealMatrix(covariance, false));
    double w = 0;
    int rank = 0;
    for (int i = 0; i < 4; i++) {
      double value = eigen.getEigenvalue(i);
      if (value > SINGULAR * eigen.getEigenvalue(0)) {
        double projected = 0;
        for (int j = 0; j < 4; j++) {
          projected += eigen.getEigenvector(i).getEntry(j) * (meanX[j] - meanY[j]);
        }
        w += total * projected * projected / value;
        rank++;
      }
    }
    if (Math.max(n, m) < 25) {
      w /= 1 + Math.pow(total, -0.45) + 10.1 * (Math.pow(n, -1.7) + Math.pow(m, -1.7));
    }
    return new EppsSingleton(w, rank, ChiSquare.of(w, rank).pValue());
  }

  private static void addCovariance(
      double[] values, double scale, double[] mean, double[][] covariance, double weight) {
    int n = values.length;
    double[][] g = new double[n][];
    for (int i = 0; i < n; i++) {
      double a = POINTS[0] / scale * values[i];
      double b = POINTS[1] / scale * values[i];
      g[i] = new double[] {Math.cos(a), Math.cos(b), Math.sin(a), Math.sin(b)};
      for (int j = 0; j < 4; j++) {
        mean[j] += g[i][j] / n;
      }
    }
    for (double[] row : g) {
      for (int j = 0; j < 4; j++) {
        for (int k = 0; k < 4; k++) {
          covariance[j][k] += weight * (row[j] - mean[j]) * (row[k] - mean[k]) / n;
        }
      }
    }
  }
}
