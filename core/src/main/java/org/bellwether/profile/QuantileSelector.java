package org.bellwether.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.bellwether.stat.BinEdges;

/**
 * Cuts of a column too long for memory, in two passes over it: about equally deep bins from a
 * uniform sample, and exact deciles, found by keeping only the values of the bins that hold them.
 */
final class QuantileSelector {

  private static final int DECILES = 10;

  private final BinEdges coarse;
  private final long[] counts;
  private final List<DoubleList> kept = new ArrayList<>();
  private long[] atEdge = new long[0];
  private boolean[] wanted = new boolean[0];
  private long n;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /**
   * @param sample a uniform sample of the column's finite values, ascending
   */
  QuantileSelector(double[] sample) {
    this.coarse = ExactNumeric.edges(sample, Layout.BINS, false);
    this.counts = new long[coarse.bins()];
  }

  /** First pass. */
  void count(double[] values, int[] bins, int rows) {
    for (int r = 0; r < rows; r++) {
      if (bins[r] >= 0) {
        counts[bins[r]]++;
        n++;
        min = Math.min(min, values[r]);
        max = Math.max(max, values[r]);
      }
    }
  }

  BinEdges coarse() {
    return coarse;
  }

  /** Between the passes: finds the bins that hold the deciles. */
  void prepare() {
    wanted = new boolean[counts.length];
    atEdge = new long[counts.length];
    for (int b = 0; b < counts.length; b++) {
      kept.add(new DoubleList());
    }
    for (int i = 1; n > 0 && i < DECILES; i++) {
      wanted[binOfRank(rank(i))] = true;
    }
  }

  private long rank(int decile) {
    return Math.multiplyExact(n, decile) / DECILES;
  }

  private int binOfRank(long rank) {
    long below = 0;
    int b = 0;
    while (below + counts[b] <= rank) {
      below += counts[b++];
    }
    return b;
  }

  /** Second pass. Values equal to a bin's lower edge are only counted: ties may be many. */
  void collect(double[] values, int[] bins, int rows) {
    for (int r = 0; r < rows; r++) {
      int b = bins[r];
      if (b >= 0 && wanted[b]) {
        if (b > 0 && values[r] == coarse.edge(b - 1)) {
          atEdge[b]++;
        } else {
          kept.get(b).add(values[r]);
        }
      }
    }
  }

  /** After the passes: the sample's cuts, the exact deciles, and the range. */
  BinEdges edges(boolean zero) {
    TreeSet<Double> cuts = new TreeSet<>();
    for (double edge : coarse.toArray()) {
      if (n == 0 || (edge > min && edge <= max)) {
        cuts.add(edge);
      }
    }
    for (int i = 1; n > 0 && i < DECILES; i++) {
      cuts.add(decile(rank(i)) + 0.0);
    }
    if (n > 0) {
      cuts.add(min + 0.0);
      if (Math.nextUp(max) < Double.POSITIVE_INFINITY) {
        cuts.add(Math.nextUp(max));
      }
    }
    if (zero || cuts.isEmpty()) {
      cuts.add(0.0);
    }
    return BinEdges.of(cuts.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private double decile(long rank) {
    int b = binOfRank(rank);
    long below = 0;
    for (int i = 0; i < b; i++) {
      below += counts[i];
    }
    long local = rank - below;
    if (local < atEdge[b]) {
      return coarse.edge(b - 1);
    }
    return kept.get(b).toSorted()[(int) (local - atEdge[b])];
  }
}
