package org.bellwether.stat;

/**
 * Energy distance of two samples of numbers, √(2 ∫ (F - G)²), in the root of the values' unit
 * (Székely and Rizzo 2013, doi:10.1016/j.jspi.2013.03.018).
 */
public final class EnergyDistance {

  private EnergyDistance() {}

  /**
   * The distance, in one merge pass.
   *
   * @param x ascending, finite; NaN when empty
   * @param y ascending, finite
   */
  public static double of(double[] x, double[] y) {
    int n = x.length;
    int m = y.length;
    if (n == 0 || m == 0) {
      return Double.NaN;
    }
    double area = 0;
    double last = Math.min(x[0], y[0]);
    int i = 0;
    int j = 0;
    while (i < n || j < m) {
      double next = j >= m || (i < n && x[i] <= y[j]) ? x[i] : y[j];
      double difference = (double) i / n - (double) j / m;
      area += difference * difference * (next - last);
      last = next;
      if (i < n && x[i] == next) {
        i++;
      } else {
        j++;
      }
    }
    return Math.sqrt(2 * area);
  }

  /**
   * Permutation p-value of the distance: of random splits of the pooled values, as many as asked.
   *
   * @param x ascending, finite, not empty
   * @param y ascending, finite, not empty
   */
  public static double pValue(
      double[] x, double[] y, int permutations, long seed, Permutation.Counting counting) {
    int n = x.length;
    int m = y.length;
    double[] pooled = java.util.Arrays.copyOf(x, n + m);
    System.arraycopy(y, 0, pooled, n, m);
    // Walk the pooled values in order, so that a split costs no sort.
    Integer[] order = new Integer[n + m];
    java.util.Arrays.setAll(order, k -> k);
    java.util.Arrays.sort(order, java.util.Comparator.comparingDouble(k -> pooled[k]));
    boolean[] first = new boolean[n + m];
    return Permutation.test(
        n,
        m,
        rows -> {
          java.util.Arrays.fill(first, false);
          for (int k = 0; k < n; k++) {
            first[rows[k]] = true;
          }
          return area(pooled, order, first, n, m);
        },
        permutations,
        seed,
        counting);
  }

  private static double area(double[] pooled, Integer[] order, boolean[] first, int n, int m) {
    double area = 0;
    double difference = 0;
    double last = pooled[order[0]];
    for (int row : order) {
      area += difference * difference * (pooled[row] - last);
      last = pooled[row];
      difference += first[row] ? 1.0 / n : -1.0 / m;
    }
    return area;
  }
}
