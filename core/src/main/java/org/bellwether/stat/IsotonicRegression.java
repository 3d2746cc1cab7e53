package org.bellwether.stat;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The non-decreasing function closest to the data in weighted least squares, found by pooling
 * adjacent violators (Barlow et al. 1972); between the data it is linear, outside it is constant,
 * as in scikit-learn with {@code out_of_bounds="clip"}.
 */
public final class IsotonicRegression {

  private final double[] x;
  private final double[] y;

  private IsotonicRegression(double[] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /**
   * Fits the function.
   *
   * @param x finite, in any order; equal values are pooled first
   * @param y targets
   * @param weight weights, at least 0
   */
  public static IsotonicRegression fit(double[] x, double[] y, double[] weight) {
    int[] order =
        IntStream.range(0, x.length)
            .filter(i -> weight[i] > 0)
            .boxed()
            .sorted((a, b) -> Double.compare(x[a], x[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] sortedX = new double[order.length];
    double[] sum = new double[order.length];
    double[] mass = new double[order.length];
    int n = 0;
    for (int i : order) {
      if (n > 0 && sortedX[n - 1] == x[i]) {
        n--;
      }
      sortedX[n] = x[i];
      sum[n] += weight[i] * y[i];
      mass[n] += weight[i];
      n++;
    }
    return pool(Arrays.copyOf(sortedX, n), sum, mass);
  }

  /** Calibration of scores: the share of positives as a function of the score. */
  public static IsotonicRegression calibrate(ScoreTable table) {
    int n = table.size();
    double[] scores = new double[n];
    double[] sum = new double[n];
    double[] mass = new double[n];
    int used = 0;
    for (int i = 0; i < n; i++) {
      double here = table.positives()[i] + table.negatives()[i];
      if (here > 0) {
        scores[used] = table.score()[i];
        sum[used] = table.positives()[i];
        mass[used] = here;
        used++;
      }
    }
    return pool(Arrays.copyOf(scores, used), sum, mass);
  }

  private static IsotonicRegression pool(double[] x, double[] sum, double[] mass) {
    int n = x.length;
    if (n == 0) {
      throw new IllegalArgumentException("an isotonic regression needs at least one row");
    }
    int[] start = new int[n];
    double[] blockSum = new double[n];
    double[] blockMass = new double[n];
    int blocks = 0;
    for (int i = 0; i < n; i++) {
      start[blocks] = i;
      blockSum[blocks] = sum[i];
      blockMass[blocks] = mass[i];
      blocks++;
      while (blocks > 1
          && blockSum[blocks - 2] * blockMass[blocks - 1]
              >= blockSum[blocks - 1] * blockMass[blocks - 2]) {
        blockSum[blocks - 2] += blockSum[blocks - 1];
        blockMass[blocks - 2] += blockMass[blocks - 1];
        blocks--;
      }
    }
    // Only both ends of each flat stretch are needed.
    double[] knots = new double[2 * blocks];
    double[] values = new double[2 * blocks];
    int kept = 0;
    for (int b = 0; b < blocks; b++) {
      int last = (b + 1 < blocks ? start[b + 1] : n) - 1;
      double value = blockSum[b] / blockMass[b];
      knots[kept] = x[start[b]];
      values[kept++] = value;
      if (last > start[b]) {
        knots[kept] = x[last];
        values[kept++] = value;
      }
    }
    return new IsotonicRegression(Arrays.copyOf(knots, kept), Arrays.copyOf(values, kept));
  }

  /** The function at a value that is not NaN. */
  public double at(double value) {
    int i = Arrays.binarySearch(x, value);
    if (i >= 0) {
      return y[i];
    }
    int right = -i - 1;
    if (right == 0) {
      return y[0];
    }
    if (right == x.length) {
      return y[x.length - 1];
    }
    double slope = (y[right] - y[right - 1]) / (x[right] - x[right - 1]);
    return y[right - 1] + slope * (value - x[right - 1]);
  }
}
