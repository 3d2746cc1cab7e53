package org.bellwether.profile;

import org.bellwether.stat.BinEdges;
import org.bellwether.stat.NumericComparison;

/** How the finite values of a numeric column are distributed: exactly, or in bins. */
public sealed interface NumericDistribution {

  /** Number of values. */
  long count();

  /**
   * Every value.
   *
   * @param values ascending, finite; not to be changed by anyone
   */
  record Sorted(double[] values) implements NumericDistribution {
    @Override
    public long count() {
      return values.length;
    }
  }

  /**
   * Counts in bins.
   *
   * @param edges cuts between the bins
   * @param counts values in each bin
   * @param sums sum of the values in each bin
   */
  record Binned(BinEdges edges, long[] counts, double[] sums) implements NumericDistribution {
    @Override
    public long count() {
      long n = 0;
      for (long c : counts) {
        n += c;
      }
      return n;
    }
  }

  /**
   * Compares two distributions: exactly where both hold their values, else on the edges of the one
   * that is binned.
   *
   * @param reference distribution compared with
   * @param referenceSd its standard deviation, ddof 0; NaN when unknown
   * @param current distribution judged
   * @throws IllegalArgumentException if both are binned on different edges
   */
  static NumericComparison compare(
      NumericDistribution reference, double referenceSd, NumericDistribution current) {
    if (reference instanceof Sorted a && current instanceof Sorted b) {
      return NumericComparison.ofSorted(a.values(), b.values());
    }
    BinEdges edges = reference instanceof Binned b ? b.edges() : ((Binned) current).edges();
    Binned a = reference.on(edges);
    Binned b = current.on(edges);
    return NumericComparison.ofBinned(
        edges, a.counts(), a.sums(), b.counts(), b.sums(), referenceSd);
  }

  /** The distribution counted on some edges. */
  private Binned on(BinEdges edges) {
    if (this instanceof Sorted sorted) {
      long[] counts = new long[edges.bins()];
      double[] sums = new double[edges.bins()];
      edges.countSorted(sorted.values(), counts, sums);
      return new Binned(edges, counts, sums);
    }
    Binned binned = (Binned) this;
    if (!binned.edges().equals(edges)) {
      throw new IllegalArgumentException(
          "distributions on different bin edges do not compare: profile both with one layout");
    }
    return binned;
  }
}
