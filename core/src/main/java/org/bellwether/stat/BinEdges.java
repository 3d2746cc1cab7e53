package org.bellwether.stat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts of the real line into bins. Bin {@code i} holds values {@code v} with {@code edge[i-1] <= v
 * < edge[i]}; the first and the last bin are open, so that no value is ever outside.
 *
 * <p>Looking a value up takes a table that is fine around the median of the edges and ever coarser
 * away from it, so that heavy tails cost no resolution where the values are.
 */
public final class BinEdges {

  /** Cells of the table on either side of the median. */
  private static final int SIDE = 8_192;

  /** Keeps nine bits of the mantissa: 512 cells for each doubling of the distance. */
  private static final int SHIFT = 43;

  private static final long ONE = Double.doubleToRawLongBits(1.0);

  /** Edges of one cell that are compared without a branch. */
  private static final int AT_ONCE = 2;

  private final double[] edges;

  /** Made by the first lookup: a comparison of sorted values needs none, and it takes 64 KiB. */
  private @Nullable Lookup lookup;

  private BinEdges(double[] edges) {
    this.edges = edges;
  }

  /** A race makes the same table twice, no more: a lookup has final fields only. */
  private Lookup lookup() {
    Lookup made = lookup;
    if (made == null) {
      made = new Lookup(edges);
      lookup = made;
    }
    return made;
  }

  /**
   * Cuts at the given edges.
   *
   * @param edges strictly increasing and finite, at least one
   */
  public static BinEdges of(double... edges) {
    if (edges.length == 0) {
      throw new IllegalArgumentException("at least one edge is needed");
    }
    for (int i = 0; i < edges.length; i++) {
      if (!Double.isFinite(edges[i]) || (i > 0 && edges[i] <= edges[i - 1])) {
        throw new IllegalArgumentException("edges must be finite and strictly increasing");
      }
    }
    return new BinEdges(edges.clone());
  }

  /**
   * Edges that split a sample into about equally many values: {@code a[⌊n·j/bins⌋]} for every j,
   * the smallest value, the next double above the largest (so that values out of the sample's range
   * have bins of their own), and the exact decile edges {@code a[⌊n·i/10⌋]}, i = 1 … 9, at which
   * PSI's ten groups are cut. Equal edges count once.
   *
   * @param sorted ascending, finite, not empty
   * @param bins wanted number of bins, at least 1
   */
  public static BinEdges equalDepth(double[] sorted, int bins) {
    int n = sorted.length;
    if (n == 0 || bins < 1) {
      throw new IllegalArgumentException("edges need values and at least one bin");
    }
    double[] all = new double[bins + 11];
    int k = 0;
    for (int j = 0; j < bins; j++) {
      all[k++] = sorted[(int) ((long) n * j / bins)] + 0.0;
    }
    for (int i = 1; i < 10; i++) {
      all[k++] = sorted[(int) ((long) n * i / 10)] + 0.0;
    }
    double max = sorted[n - 1];
    all[k++] = max < Double.MAX_VALUE ? Math.nextUp(max) : max;
    return new BinEdges(Arrays.stream(all, 0, k).sorted().distinct().toArray());
  }

  /** Number of bins: one more than edges. */
  public int bins() {
    return edges.length + 1;
  }

  public double edge(int i) {
    return edges[i];
  }

  public double[] toArray() {
    return edges.clone();
  }

  /** The bin of a value that is not NaN. */
  public int binOf(double value) {
    return lookup().binOf(value);
  }

  /**
   * The bins of the first values.
   *
   * @param values any; of one that is not finite the bin is of no meaning
   * @param n number of values
   * @param into gets as many bins
   */
  public void binsOf(double[] values, int n, int[] into) {
    lookup().binsOf(values, n, into);
  }

  /**
   * Adds {@code values[from..to)} to the counts and sums of the bins.
   *
   * @param values not NaN
   * @param counts one for each bin
   * @param sums one for each bin
   */
  public void count(double[] values, int from, int to, long[] counts, double[] sums) {
    if (counts.length != bins() || sums.length != bins()) {
      throw new IllegalArgumentException("counts and sums need one element for each bin");
    }
    Lookup table = lookup();
    for (int k = from; k < to; k++) {
      double v = values[k];
      int bin = table.binOf(v);
      counts[bin]++;
      sums[bin] += v;
    }
  }

  /**
   * As {@link #count} for values that are sorted already: time by the number of bins for the
   * counts, though the sums still read every value.
   */
  public void countSorted(double[] sorted, long[] counts, double[] sums) {
    int start = 0;
    for (int bin = 0; bin < bins(); bin++) {
      int end =
          bin < edges.length ? SortedArrays.countBelow(sorted, start, edges[bin]) : sorted.length;
      double sum = 0;
      for (int k = start; k < end; k++) {
        sum += sorted[k];
      }
      counts[bin] += end - start;
      sums[bin] += sum;
      start = end;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinEdges that && Arrays.equals(edges, that.edges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(edges);
  }

  /** The table behind {@link #binOf}. */
  private static final class Lookup {

    private final double[] edges;

    /** The edges and as many NaNs as are compared at once, which no value reaches. */
    private final double[] padded;

    /** The same with infinities, from which every finite value lies below. */
    private final double[] beyond;

    private final double centre;
    private final double perScale;

    /** For each cell the number of edges in cells before it; one entry more than cells. */
    private final int[] before;

    Lookup(double[] edges) {
      this.edges = edges;
      int n = edges.length;
      padded = Arrays.copyOf(edges, n + AT_ONCE);
      Arrays.fill(padded, n, padded.length, Double.NaN);
      beyond = Arrays.copyOf(edges, n + AT_ONCE);
      Arrays.fill(beyond, n, beyond.length, Double.POSITIVE_INFINITY);
      centre = edges[n / 2];
      double scale = (edges[3 * n / 4] - edges[n / 4]) / 2;
      if (!(scale > 0)) {
        scale = (edges[n - 1] - edges[0]) / 2;
      }
      double inverse = 1 / scale;
      perScale = Double.isFinite(inverse) && inverse > 0 ? inverse : 1;
      before = new int[2 * SIDE + 1];
      for (double edge : edges) {
        before[cell(edge) + 1]++;
      }
      for (int i = 1; i < before.length; i++) {
        before[i] += before[i - 1];
      }
    }

    int binOf(double value) {
      int cell = cell(value);
      int i = before[cell];
      int end = before[cell + 1];
      if (end - i > AT_ONCE) {
        int found = Arrays.binarySearch(edges, i, end, value + 0.0);
        return found >= 0 ? found + 1 : -found - 1;
      }
      // Edges of later cells are above the value, so comparing with them does no harm.
      int first = padded[i] <= value ? 1 : 0;
      int second = padded[i + 1] <= value ? 1 : 0;
      return i + first + second;
    }

    /** As {@link #binOf}, with everything at hand: the quick compiler does not inline calls. */
    void binsOf(double[] values, int n, int[] into) {
      double middle = centre;
      double factor = perScale;
      int[] starts = before;
      double[] cuts = beyond;
      for (int r = 0; r < n; r++) {
        double value = values[r] + 0.0;
        double distance = (value - middle) * factor + 0.0;
        long bits = Double.doubleToRawLongBits(1 + Math.abs(distance)) - ONE;
        int steps = (int) Math.min(bits >>> SHIFT, SIDE - 1);
        int cell = SIDE + (steps ^ (int) (Double.doubleToRawLongBits(distance) >> 63));
        int i = starts[cell];
        if (starts[cell + 1] - i > AT_ONCE) {
          into[r] = binOf(value);
        } else {
          // Negative where the cut is above the value: a comparison without a branch.
          long first = Double.doubleToRawLongBits(value - cuts[i]) >> 63;
          long second = Double.doubleToRawLongBits(value - cuts[i + 1]) >> 63;
          into[r] = i + AT_ONCE + (int) first + (int) second;
        }
      }
    }

    /** Never decreases with the value, which is all that the search relies on. */
    private int cell(double value) {
      // Adding 0 turns a negative zero, which would fall to the left, into a positive one.
      double distance = (value - centre) * perScale + 0.0;
      long bits = Double.doubleToRawLongBits(1 + Math.abs(distance)) - ONE;
      int steps = (int) Math.min(bits >>> SHIFT, SIDE - 1);
      // Bits inverted mirror the steps to the left of the centre, without a branch.
      int left = (int) (Double.doubleToRawLongBits(distance) >> 63);
      return SIDE + (steps ^ left);
    }
  }
}
