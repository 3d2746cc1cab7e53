package org.bellwether.profile;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.bellwether.stat.BinEdges;
import org.bellwether.stat.RadixSort;

/** Figures of a numeric column whose values are all at hand. */
final class ExactNumeric {

  private static final int AT_ONCE = 16;

  private ExactNumeric() {}

  static void sort(double[] values) {
    RadixSort.sort(values);
  }

  /**
   * The summary of sorted values.
   *
   * @param rows rows, with and without a value
   * @param nan values that are NaN
   * @param infinite values that are infinite
   * @param sorted the finite values, ascending; owned by the summary from now on
   */
  static ColumnSummary.Numeric summary(
      long rows, long missing, long nan, long infinite, double[] sorted) {
    int n = sorted.length;
    int negatives = lowerBound(sorted, 0.0);
    int notPositive = negatives;
    while (notPositive < n && sorted[notPositive] == 0) {
      notPositive++;
    }
    double mean = mean(sorted);
    return new ColumnSummary.Numeric(
        rows,
        missing,
        nan,
        infinite,
        notPositive - negatives,
        negatives,
        n == 0 ? Double.NaN : sorted[0],
        n == 0 ? Double.NaN : sorted[n - 1],
        mean,
        variance(sorted, mean),
        distinct(sorted),
        new NumericDistribution.Sorted(sorted));
  }

  /** Index of the first value that is not below {@code bound}; 0 and -0 are equal. */
  static int lowerBound(double[] sorted, double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Mean by compensated summation from the middle value; NaN of no values. */
  private static double mean(double[] sorted) {
    int n = sorted.length;
    if (n == 0) {
      return Double.NaN;
    }
    double middle = sorted[n / 2];
    double mean = middle + sum(sorted, middle, 1) / n;
    // Of values near the largest double the sum overflows: shrink them first.
    return Double.isFinite(mean) ? mean : middle + sum(sorted, middle, 0x1p-64) / n * 0x1p64;
  }

  /** Sums of a few values each, of which the rounding is nothing, added with compensation. */
  private static double sum(double[] values, double shift, double scale) {
    double sum = 0;
    double carry = 0;
    double from = shift * scale;
    for (int i = 0; i < values.length; i += AT_ONCE) {
      int end = Math.min(values.length, i + AT_ONCE);
      double d = 0;
      for (int k = i; k < end; k++) {
        d += values[k] * scale - from;
      }
      double total = sum + d;
      carry += Math.abs(sum) >= Math.abs(d) ? (sum - total) + d : (d - total) + sum;
      sum = total;
    }
    return sum + carry;
  }

  private static double variance(double[] sorted, double mean) {
    int n = sorted.length;
    if (n < 2) {
      return Double.NaN;
    }
    if (sorted[0] == sorted[n - 1]) {
      return 0;
    }
    double sum = 0;
    double carry = 0;
    for (int i = 0; i < n; i += AT_ONCE) {
      int end = Math.min(n, i + AT_ONCE);
      double d = 0;
      for (int k = i; k < end; k++) {
        double off = sorted[k] - mean;
        d += off * off;
      }
      double total = sum + d;
      carry += sum >= d ? (sum - total) + d : (d - total) + sum;
      sum = total;
    }
    return (sum + carry) / (n - 1);
  }

  private static double distinct(double[] sorted) {
    long distinct = sorted.length == 0 ? 0 : 1;
    for (int i = 1; i < sorted.length; i++) {
      // Sorted and of one zero, values differ where their difference has a sign.
      distinct -= Double.doubleToRawLongBits(sorted[i - 1] - sorted[i]) >> 63;
    }
    return distinct;
  }

  /**
   * Equal-depth cuts of sorted values, as {@link BinEdges#equalDepth}.
   *
   * @param zero whether to cut at 0 too, for columns whose mean magnitude matters
   */
  static BinEdges edges(double[] sorted, int bins, boolean zero) {
    if (sorted.length == 0) {
      return BinEdges.of(0);
    }
    BinEdges edges = BinEdges.equalDepth(sorted, bins);
    return zero ? withZero(edges) : edges;
  }

  /** The same cuts and one at 0. */
  static BinEdges withZero(BinEdges edges) {
    return BinEdges.of(
        DoubleStream.concat(Arrays.stream(edges.toArray()), DoubleStream.of(0))
            .map(x -> x + 0.0)
            .sorted()
            .distinct()
            .toArray());
  }

  /** Cuts into four groups of equal size; fewer where values tie. */
  static BinEdges quartiles(double[] sorted) {
    TreeSet<Double> cuts = new TreeSet<>();
    long n = sorted.length;
    for (int i = 1; n > 0 && i < 4; i++) {
      double cut = sorted[(int) (n * i / 4)] + 0.0;
      if (cut > sorted[0]) {
        cuts.add(cut);
      }
    }
    if (cuts.isEmpty()) {
      cuts.add(n > 0 ? sorted[0] : 0.0);
    }
    return BinEdges.of(cuts.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
