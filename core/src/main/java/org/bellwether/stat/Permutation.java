package org.bellwether.stat;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Permutation tests of two samples: how often a random split of the pooled rows is as extreme. */
public final class Permutation {

  /** How the permutations as extreme as the data make a p-value. */
  public enum Counting {
    /** (b + 1) / (B + 1): valid at every size, never 0 (Phipson and Smyth 2010). */
    WITH_OBSERVED,
    /**
     * b / B, as some tools have it: can be 0, loses statistics that equal the observed one but for
     * the last bits, and so rejects too often.
     */
    WITHOUT_OBSERVED
  }

  /** Relative slack for equal statistics whose last bits differ. */
  private static final double TIE = 1e-12;

  private Permutation() {}

  /**
   * p-value of b of B permutations at least as extreme as the data.
   *
   * @param extreme b, in [0, permutations]
   * @param permutations B, at least 1
   */
  public static double pValue(long extreme, long permutations, Counting counting) {
    return counting == Counting.WITH_OBSERVED
        ? (extreme + 1.0) / (permutations + 1.0)
        : (double) extreme / permutations;
  }

  /**
   * p-value of a statistic of two samples that is large when they differ.
   *
   * @param n rows of the reference, which are 0 … n-1 of the pooled rows
   * @param m rows of the current sample
   * @param statistic of a split, given the pooled row at each place: the first n are the reference
   * @param permutations number of random splits
   * @param seed of the splits
   */
  public static double test(
      int n,
      int m,
      ToDoubleFunction<int[]> statistic,
      int permutations,
      long seed,
      Counting counting) {
    int[] rows = new int[n + m];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }
    double observed = statistic.applyAsDouble(rows);
    double slack = counting == Counting.WITH_OBSERVED ? TIE * Math.max(1, Math.abs(observed)) : 0;
    double bar = observed - slack;
    SplittableRandom random = new SplittableRandom(seed);
    long extreme = 0;
    for (int b = 0; b < permutations; b++) {
      // A random choice of n rows is all that a split needs.
      for (int i = 0; i < n; i++) {
        int j = i + random.nextInt(rows.length - i);
        int row = rows[i];
        rows[i] = rows[j];
        rows[j] = row;
      }
      extreme += statistic.applyAsDouble(rows) >= bar ? 1 : 0;
    }
    return pValue(extreme, permutations, counting);
  }

  /**
   * Permutation test of the total variation distance over categories.
   *
   * @param p counts of the reference, whole numbers
   * @param q counts of the current sample
   */
  public static double totalVariation(
      double[] p, double[] q, int permutations, long seed, Counting counting) {
    int n = (int) Math.round(sum(p));
    int m = (int) Math.round(sum(q));
    int[] category = new int[n + m];
    int k = 0;
    for (double[] side : new double[][] {p, q}) {
      for (int c = 0; c < side.length; c++) {
        for (int i = 0; i < Math.round(side[c]); i++) {
          category[k++] = c;
        }
      }
    }
    double[] a = new double[p.length];
    double[] b = new double[p.length];
    return test(
        n,
        m,
        rows -> {
          java.util.Arrays.fill(a, 0);
          java.util.Arrays.fill(b, 0);
          for (int i = 0; i < rows.length; i++) {
            (i < n ? a : b)[category[rows[i]]]++;
          }
          return Divergence.totalVariation(a, b);
        },
        permutations,
        seed,
        counting);
  }

  private static double sum(double[] counts) {
    double sum = 0;
    for (double c : counts) {
      sum += c;
    }
    return sum;
  }
}
