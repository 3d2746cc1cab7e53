package org.bellwether.stat;

import java.util.Arrays;

/**
 * How far a rate differs between groups. Groups whose rate is NaN (an empty denominator) do not
 * enter; with none left the result is NaN. Definitions as in Fairlearn.
 */
public final class Disparity {

  private Disparity() {}

  /** Largest minus smallest rate, at least 0. */
  public static double difference(double... rates) {
    double[] known = known(rates);
    return known.length == 0
        ? Double.NaN
        : Arrays.stream(known).max().orElseThrow() - Arrays.stream(known).min().orElseThrow();
  }

  /** Smallest over largest rate, in [0, 1]; NaN when the largest is 0. */
  public static double ratio(double... rates) {
    double[] known = known(rates);
    double largest = Arrays.stream(known).max().orElse(0);
    return largest == 0 ? Double.NaN : Arrays.stream(known).min().orElseThrow() / largest;
  }

  /** Largest absolute difference of a group's rate from that of all rows. */
  public static double differenceToOverall(double overall, double... rates) {
    return Arrays.stream(known(rates)).map(r -> Math.abs(r - overall)).max().orElse(Double.NaN);
  }

  /** Smallest ratio of a group's rate and that of all rows, the smaller over the larger. */
  public static double ratioToOverall(double overall, double... rates) {
    return Arrays.stream(known(rates))
        .map(r -> Math.min(r, overall) / Math.max(r, overall))
        .min()
        .orElse(Double.NaN);
  }

  private static double[] known(double[] rates) {
    return Arrays.stream(rates).filter(r -> !Double.isNaN(r)).toArray();
  }

  /**
   * Smoothed differential fairness (Foulds et al. 2020, doi:10.1109/ICDE48307.2020.00203): largest
   * absolute log ratio, over pairs of groups and both outcomes, of the outcome's probability under
   * a symmetric Dirichlet prior of total weight 1.
   *
   * @param hits rows with the outcome by group
   * @param rows rows by group
   */
  public static double differentialFairness(double[] hits, double[] rows) {
    double[] yes = new double[hits.length];
    double[] no = new double[hits.length];
    for (int i = 0; i < hits.length; i++) {
      yes[i] = Math.log((hits[i] + 0.5) / (rows[i] + 1));
      no[i] = Math.log((rows[i] - hits[i] + 0.5) / (rows[i] + 1));
    }
    return Math.max(difference(yes), difference(no));
  }

  /**
   * Ranks (from 0) at which a group has fewer rows so far than its share of the rank, rounded down
   * (Geyik et al. 2019, doi:10.1145/3292500.3330691).
   *
   * @param group group of each row, best ranked first
   * @param share target share by group
   */
  public static int[] infeasibleRanks(int[] group, double[] share) {
    int[] counts = new int[share.length];
    int[] ranks = new int[group.length];
    int found = 0;
    for (int rank = 0; rank < group.length; rank++) {
      counts[group[rank]]++;
      boolean feasible = true;
      for (int g = 0; g < share.length; g++) {
        feasible &= counts[g] >= Math.floor(share[g] * (rank + 1));
      }
      if (!feasible) {
        ranks[found++] = rank;
      }
    }
    return Arrays.copyOf(ranks, found);
  }
}
