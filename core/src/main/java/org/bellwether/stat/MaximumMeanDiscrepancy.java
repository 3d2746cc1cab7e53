package org.bellwether.stat;

import java.util.Arrays;

/**
 * Squared maximum mean discrepancy of two samples of vectors with the Gaussian kernel exp(-|x - y|²
 * / (2σ²)) (Gretton et al. 2012, JMLR 13:723). Quadratic in rows: for samples, not for tables.
 */
public final class MaximumMeanDiscrepancy {

  private final double[][] kernel;
  private final int n;
  private final int m;

  private MaximumMeanDiscrepancy(double[][] kernel, int n, int m) {
    this.kernel = kernel;
    this.n = n;
    this.m = m;
  }

  /**
   * Of rows of equal length.
   *
   * @param reference at least two rows
   * @param current at least two rows
   * @param sigma bandwidth, above 0
   */
  public static MaximumMeanDiscrepancy of(double[][] reference, double[][] current, double sigma) {
    if (reference.length < 2 || current.length < 2 || !(sigma > 0)) {
      throw new IllegalArgumentException(
          "a kernel distance needs two rows a side and a bandwidth above 0");
    }
    int n = reference.length;
    int total = n + current.length;
    double[][] rows = Arrays.copyOf(reference, total);
    System.arraycopy(current, 0, rows, n, current.length);
    double[][] kernel = new double[total][total];
    for (int i = 0; i < total; i++) {
      kernel[i][i] = 1;
      for (int j = 0; j < i; j++) {
        double k = Math.exp(-squaredDistance(rows[i], rows[j]) / (2 * sigma * sigma));
        kernel[i][j] = k;
        kernel[j][i] = k;
      }
    }
    return new MaximumMeanDiscrepancy(kernel, n, current.length);
  }

  /**
   * The median heuristic: the median distance of two different rows; 1 where that is 0.
   *
   * @param rows at least two
   */
  public static double medianDistance(double[][] rows) {
    int n = rows.length;
    double[] distances = new double[n * (n - 1) / 2];
    int k = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        distances[k++] = Math.sqrt(squaredDistance(rows[i], rows[j]));
      }
    }
    Arrays.sort(distances);
    double median = (distances[(k - 1) / 2] + distances[k / 2]) / 2;
    return median > 0 ? median : 1;
  }

  /** The unbiased estimate, which can be negative: pairs of a row with itself do not count. */
  public double unbiased() {
    int[] rows = new int[n + m];
    Arrays.setAll(rows, i -> i);
    return unbiased(rows);
  }

  /** Permutation p-value of {@link #unbiased}. */
  public double pValue(int permutations, long seed, Permutation.Counting counting) {
    return Permutation.test(n, m, this::unbiased, permutations, seed, counting);
  }

  private double unbiased(int[] rows) {
    double within1 = 0;
    double within2 = 0;
    double between = 0;
    for (int i = 0; i < n + m; i++) {
      double[] row = kernel[rows[i]];
      for (int j = 0; j < i; j++) {
        double k = row[rows[j]];
        if (i < n) {
          within1 += k;
        } else if (j >= n) {
          within2 += k;
        } else {
          between += k;
        }
      }
    }
    return 2 * within1 / ((double) n * (n - 1))
        + 2 * within2 / ((double) m * (m - 1))
        - 2 * between / ((double) n * m);
  }

  private static double squaredDistance(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return sum;
  }
}
