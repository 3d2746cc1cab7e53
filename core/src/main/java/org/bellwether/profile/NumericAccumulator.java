package org.bellwether.profile;

import java.util.Arrays;
import java.util.BitSet;
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
  private final double[] batchSum;
  private final double[] batchSquares;

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
    this.batchSum = new double[slices];
    this.batchSquares = new double[slices];
  }

  /** The bin of each value, or a mark. */
  static void bins(BinEdges edges, double[] values, @Nullable BitSet missing, int n, int[] into) {
    for (int r = 0; r < n; r++) {
      double v = values[r];
      into[r] = Double.isFinite(v) ? edges.binOf(v) : Double.isNaN(v) ? NAN : INFINITE;
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
      batchSum[s] += d;
      batchSquares[s] += d * d;
      if (v <= 0) {
        if (v < 0) {
          negatives[s]++;
        } else {
          zeros[s]++;
        }
      }
      if (v < min[s]) {
        min[s] = v;
      }
      if (v > max[s]) {
        max[s] = v;
      }
    }
    for (int s = 0; s < slices; s++) {
      add(sum, sumCarry, s, batchSum[s]);
      add(squares, squaresCarry, s, batchSquares[s]);
      batchSum[s] = 0;
      batchSquares[s] = 0;
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
    carry[i] += Math.abs(sum[i]) >= Math.abs(x) ? (sum[i] - total) + x : (x - total) + sum[i];
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

  /**
   * What is known of a slice.
   *
   * @param distinct number of distinct values, NaN where it is not counted
   */
  ColumnSummary.Numeric summary(int s, double distinct) {
    long finite = rows[s] - missing[s] - nan[s] - infinite[s];
    double total = sum[s] + sumCarry[s];
    double square = squares[s] + squaresCarry[s];
    return new ColumnSummary.Numeric(
        rows[s],
        missing[s],
        nan[s],
        infinite[s],
        zeros[s],
        negatives[s],
        finite == 0 ? Double.NaN : min[s],
        finite == 0 ? Double.NaN : max[s],
        finite == 0 ? Double.NaN : shift + total / finite,
        finite < 2
            ? Double.NaN
            : min[s] == max[s] ? 0 : Math.max(0, (square - total * total / finite) / (finite - 1)),
        min[s] == max[s] ? 1 : distinct,
        new NumericDistribution.Binned(
            edges,
            Arrays.copyOfRange(counts, s * bins, (s + 1) * bins),
            Arrays.copyOfRange(sums, s * bins, (s + 1) * bins)));
  }
}
