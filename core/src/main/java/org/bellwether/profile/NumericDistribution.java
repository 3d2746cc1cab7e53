package org.bellwether.profile;

import org.bellwether.stat.BinEdges;

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
}
