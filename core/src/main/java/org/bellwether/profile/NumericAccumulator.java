package org.bellwether.profile;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.bellwether.stat.BinEdges;
import org.jspecify.annotations.Nullable;

/**
 * Counts, sums and moments of a numeric column in bins, for each slice of one slicing.
 *
 * <p>Moments are sums of differences from the middle edge, which all parts of a table share, so
 * that no partition of the rows cancels differently; sums over batches are compensated (Neumaier
 * 1974, doi 10.1002/zamm.19740540106).
 */
final class NumericAccumulator {

  /** Marks in {@link #bins}: a missing value, a NaN, an infinite value. */
  static final int MISSING = -1;

  static final int NAN = -2;
  static final int INFINITE = -3;

  private final BinEdges edges;
  private final int bins;
  private final int slices;
  private final double shift;
  private final long[] counts;
  private final double[] sums;
  private final long[] rows;
  private final long[] missing;
  private final long[] nan;
  private final long[] infinite;
  private final long[] zeros;
  private final long[] negatives;
  private final double[] min;
  private final double[] max;
  private final double[] sum;
  private final double[] sumCarry;
  private final double[] squares;
  private final double[] squaresCarry;

  NumericAccumulator(BinEdges edges, int slices) {
    this.edges = edges;
    this.bins = edges.bins();
    this.slices = slices;
    this.shift = edges.edge((bins - 1) / 2);
    this.counts = new long[slices * bins];
    this.sums = new double[slices * bins];
    this.rows = new long[slices];
    this.missing = new long[slices];
    this.nan = new long[slices];
    this.infinite = new long[slices];
    this.zeros = new long[slices];
    this.negatives = new long[slices];
    this.min = new double[slices];
    this.max = new double[slices];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
    this.sum = new double[slices];
    this.sumCarry = new double[slices];
    this.squares = new double[slices];
    this.squaresCarry = new double[slices];
  }

  /** The bin of each value, or a mark. */
  static void bins(BinEdges edges, double[] values, @Nullable BitSet missing, int n, int[] into) {
    edges.binsOf(values, n, into);
    for (int r = 0; r < n; r++) {
      double v = values[r];
      if (!(Math.abs(v) <= Double.MAX_VALUE)) {
        into[r] = Double.isNaN(v) ? NAN : INFINITE;
      }
    }
    if (missing != null) {
      for (int r = missing.nextSetBit(0); r >= 0 && r < n; r = missing.nextSetBit(r + 1)) {
        into[r] = MISSING;
      }
    }
  }

  /**
   * Adds a batch.
   *
   * @param values one a row
   * @param bin of each value as of {@link #bins}
   * @param slice of each row
   * @param n rows
   */
  void accept(double[] values, int[] bin, int[] slice, int n) {
    if (slices == 1) {
      acceptOne(values, bin, slice, n);
      return;
    }
    for (int r = 0; r < n; r++) {
      int s = slice[r];
      if (s < 0) {
        continue;
      }
      rows[s]++;
      int b = bin[r];
      if (b < 0) {
        mark(s, b);
        continue;
      }
      double v = values[r];
      int at = s * bins + b;
      counts[at]++;
      sums[at] += v;
      double d = v - shift;
      double total = sum[s] + d;
      sumCarry[s] += error(sum[s], d, total);
      sum[s] = total;
      double square = d * d;
      total = squares[s] + square;
      squaresCarry[s] += error(squares[s], square, total);
      squares[s] = total;
      if (v <= 0) {
        sign(s, v);
      }
      min[s] = v < min[s] ? v : min[s];
      max[s] = v > max[s] ? v : max[s];
    }
  }

  /** As {@link #accept} of a single slice, whose sums stay in registers. */
  private void acceptOne(double[] values, int[] bin, int[] slice, int n) {
    double d1 = sum[0];
    double c1 = sumCarry[0];
    double d2 = squares[0];
    double c2 = squaresCarry[0];
    double low = min[0];
    double high = max[0];
    int counted = 0;
    for (int r = 0; r < n; r++) {
      if (slice[r] < 0) {
        continue;
      }
      counted++;
      int b = bin[r];
      if (b < 0) {
        mark(0, b);
        continue;
      }
      double v = values[r];
      counts[b]++;
      sums[b] += v;
      double d = v - shift;
      double total = d1 + d;
      c1 += error(d1, d, total);
      d1 = total;
      double square = d * d;
      total = d2 + square;
      c2 += error(d2, square, total);
      d2 = total;
      if (v <= 0) {
        sign(0, v);
      }
      low = v < low ? v : low;
      high = v > high ? v : high;
    }
    rows[0] += counted;
    sum[0] = d1;
    sumCarry[0] = c1;
    squares[0] = d2;
    squaresCarry[0] = c2;
    min[0] = low;
    max[0] = high;
  }

  /** What a + b lost when it was rounded to the sum (Knuth's two-sum). */
  private static double error(double a, double b, double sum) {
    double part = sum - a;
    return (a - (sum - part)) + (b - part);
  }

  private void sign(int slice, double notPositive) {
    if (notPositive < 0) {
      negatives[slice]++;
    } else {
      zeros[slice]++;
    }
  }

  /** Adds a single finite value to slice 0. */
  void add(double value) {
    int[] none = {0};
    accept(new double[] {value}, new int[] {edges.binOf(value)}, none, 1);
  }

  private void mark(int slice, int mark) {
    switch (mark) {
      case MISSING -> missing[slice]++;
      case NAN -> nan[slice]++;
      default -> infinite[slice]++;
    }
  }

  private static void add(double[] sum, double[] carry, int i, double x) {
    double total = sum[i] + x;
    carry[i] += error(sum[i], x, total);
    sum[i] = total;
  }

  /** Adds what another accumulator of the same edges and slices holds. */
  void combine(NumericAccumulator other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
      sums[i] += other.sums[i];
    }
    for (int s = 0; s < slices; s++) {
      rows[s] += other.rows[s];
      missing[s] += other.missing[s];
      nan[s] += other.nan[s];
      infinite[s] += other.infinite[s];
      zeros[s] += other.zeros[s];
      negatives[s] += other.negatives[s];
      min[s] = Math.min(min[s], other.min[s]);
      max[s] = Math.max(max[s], other.max[s]);
      add(sum, sumCarry, s, other.sum[s]);
      add(sum, sumCarry, s, other.sumCarry[s]);
      add(squares, squaresCarry, s, other.squares[s]);
      add(squares, squaresCarry, s, other.squaresCarry[s]);
    }
  }

  void write(Encoder out) {
    for (long[] v : List.of(counts, rows, missing, nan, infinite, zeros, negatives)) {
      out.sparse(v);
    }
    for (double[] v : List.of(sums, sum, sumCarry, squares, squaresCarry)) {
      out.sparse(v);
    }
    out.reals(min);
    out.reals(max);
  }

  void read(Decoder in) {
    for (long[] v : List.of(counts, rows, missing, nan, infinite, zeros, negatives)) {
      in.sparse(v);
    }
    for (double[] v : List.of(sums, sum, sumCarry, squares, squaresCarry)) {
      in.sparse(v);
    }
    in.reals(min);
    in.reals(max);
  }

  /**
   * What is known of a slice.
   *
   * @param distinct number of distinct values, NaN where it is not counted
   */
  ColumnSummary.Numeric summary(int s, double distinct) {
    long finite = rows[s] - missing[s] - nan[s] - infinite[s];
    return new ColumnSummary.Numeric(
        rows[s],
        missing[s],
        nan[s],
        infinite[s],
        zeros[s],
        negatives[s],
        finite == 0 ? Double.NaN : min[s],
        finite == 0 ? Double.NaN : max[s],
        finite == 0 ? Double.NaN : shift + (sum[s] + sumCarry[s]) / finite,
        variance(s, finite),
        min[s] == max[s] ? 1 : distinct,
        new NumericDistribution.Binned(
            edges,
            Arrays.copyOfRange(counts, s * bins, (s + 1) * bins),
            Arrays.copyOfRange(sums, s * bins, (s + 1) * bins)));
  }

  /**
   * Variance, ddof 1, from the sums of differences and squares, each held as two doubles, so that
   * the difference of two close numbers keeps its digits.
   */
  private double variance(int s, long finite) {
    if (finite < 2) {
      return Double.NaN;
    }
    if (min[s] == max[s]) {
      return 0;
    }
    double high = sum[s] + sumCarry[s];
    double low = (sum[s] - high) + sumCarry[s];
    double product = high * high;
    double rest = Math.fma(high, high, -product) + 2 * high * low;
    double quotient = product / finite;
    double remainder = (Math.fma(-quotient, (double) finite, product) + rest) / finite;
    double difference = (squares[s] - quotient) + (squaresCarry[s] - remainder);
    return Math.max(0, difference / (finite - 1));
  }
}
