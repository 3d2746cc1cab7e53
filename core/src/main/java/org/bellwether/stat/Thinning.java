package org.bellwether.stat;

import java.util.Arrays;

/** Picks the points of a long curve that a drawing needs. */
final class Thinning {

  private Thinning() {}

  /**
   * Indices of at most {@code points} points, evenly spaced along the curve's length (|dx| + |dy|),
   * with the first and the last.
   */
  static int[] along(double[] x, double[] y, int points) {
    if (points < 2) {
      throw new IllegalArgumentException("at least two points are needed, not " + points);
    }
    int n = x.length;
    if (n <= points) {
      int[] all = new int[n];
      Arrays.setAll(all, i -> i);
      return all;
    }
    double[] length = new double[n];
    for (int i = 1; i < n; i++) {
      length[i] = length[i - 1] + Math.abs(x[i] - x[i - 1]) + Math.abs(y[i] - y[i - 1]);
    }
    int[] keep = new int[points];
    int kept = 0;
    double step = length[n - 1] / (points - 1);
    for (int i = 0; i < n - 1 && kept < points - 1; i++) {
      if (length[i] >= kept * step) {
        keep[kept++] = i;
      }
    }
    keep[kept++] = n - 1;
    return Arrays.copyOf(keep, kept);
  }

  static double[] take(double[] values, int[] keep) {
    double[] taken = new double[keep.length];
    Arrays.setAll(taken, i -> values[keep[i]]);
    return taken;
  }
}
