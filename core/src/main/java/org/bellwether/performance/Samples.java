package org.bellwether.performance;

import java.util.Arrays;
import org.bellwether.profile.NumericDistribution;
import org.bellwether.stat.BinEdges;
import org.bellwether.stat.PermutationMean;

/**
 * The values of two samples of a number on common points: the values themselves where both are
 * known exactly, otherwise the pooled mean of each bin.
 *
 * @param value ascending
 * @param reference how often each occurs in the reference
 * @param current how often each occurs in the current sample
 */
record Samples(double[] value, double[] reference, double[] current) {

  static Samples of(NumericDistribution reference, NumericDistribution current) {
    if (reference instanceof NumericDistribution.Sorted then
        && current instanceof NumericDistribution.Sorted now) {
      return merged(then.values(), now.values());
    }
    BinEdges edges =
        reference instanceof NumericDistribution.Binned b
            ? b.edges()
            : ((NumericDistribution.Binned) current).edges();
    double[][] then = binned(reference, edges);
    double[][] now = binned(current, edges);
    int bins = edges.bins();
    double[] value = new double[bins];
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < bins; i++) {
      double count = then[0][i] + now[0][i];
      value[i] = count > 0 ? (then[1][i] + now[1][i]) / count : Math.max(last, edges.edge(0));
      last = value[i];
    }
    return new Samples(value, then[0], now[0]);
  }

  private static double[][] binned(NumericDistribution d, BinEdges edges) {
    double[][] columns = new double[2][edges.bins()];
    if (d instanceof NumericDistribution.Sorted sorted) {
      for (double v : sorted.values()) {
        int bin = edges.binOf(v);
        columns[0][bin]++;
        columns[1][bin] += v;
      }
    } else {
      NumericDistribution.Binned b = (NumericDistribution.Binned) d;
      for (int i = 0; i < b.counts().length; i++) {
        // Bins of other edges go where their mean lies.
        if (b.counts()[i] > 0) {
          int bin = b.edges().equals(edges) ? i : edges.binOf(b.sums()[i] / (double) b.counts()[i]);
          columns[0][bin] += b.counts()[i];
          columns[1][bin] += b.sums()[i];
        }
      }
    }
    return columns;
  }

  private static Samples merged(double[] then, double[] now) {
    double[] value = new double[then.length + now.length];
    double[] reference = new double[value.length];
    double[] current = new double[value.length];
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < then.length || j < now.length) {
      boolean left = j >= now.length || (i < then.length && then[i] <= now[j]);
      double v = left ? then[i] : now[j];
      value[n] = v;
      for (; i < then.length && then[i] == v; i++) {
        reference[n]++;
      }
      for (; j < now.length && now[j] == v; j++) {
        current[n]++;
      }
      n++;
    }
    return new Samples(
        Arrays.copyOf(value, n), Arrays.copyOf(reference, n), Arrays.copyOf(current, n));
  }

  /**
   * Change of the mean after values beyond the pooled quantiles {@code tail} and {@code 1 - tail}
   * are moved to them, so that a few huge values do not decide alone. The cut depends on the pooled
   * values only: the permutation stays valid.
   */
  PermutationMean clippedMean(double tail) {
    double total = Arrays.stream(reference).sum() + Arrays.stream(current).sum();
    double low = 0;
    int first = 0;
    while (first < value.length - 1 && low + reference[first] + current[first] <= tail * total) {
      low += reference[first] + current[first];
      first++;
    }
    double high = 0;
    int last = value.length - 1;
    while (last > first && high + reference[last] + current[last] <= tail * total) {
      high += reference[last] + current[last];
      last--;
    }
    double[] clipped = value.clone();
    Arrays.fill(clipped, 0, first, value[first]);
    Arrays.fill(clipped, last, clipped.length, value[last]);
    return PermutationMean.of(clipped, reference, current);
  }

  /** Largest distance of the distribution functions. */
  double kolmogorovSmirnov() {
    double m = Arrays.stream(reference).sum();
    double n = Arrays.stream(current).sum();
    double then = 0;
    double now = 0;
    double largest = 0;
    for (int i = 0; i < value.length; i++) {
      then += reference[i];
      now += current[i];
      largest = Math.max(largest, Math.abs(then / m - now / n));
    }
    return largest;
  }
}
