package org.bellwether.stat;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * Fisher's exact test of a 2 × 2 table: conditional on its margins, the probability of a table at
 * most as likely (two-sided) or at most as far to one side.
 *
 * @param oddsRatio sample odds ratio ad / bc; NaN of 0/0
 * @param twoSided p-value of an odds ratio of 1
 * @param less p-value against an odds ratio below 1
 * @param greater p-value against an odds ratio above 1
 */
public record FisherExact(double oddsRatio, double twoSided, double less, double greater) {

  /** Tests the table with rows (a, b) and (c, d). */
  public static FisherExact of(int a, int b, int c, int d) {
    double odds = (double) a * d / ((double) b * c);
    if (a + b == 0 || c + d == 0 || a + c == 0 || b + d == 0) {
      return new FisherExact(odds, 1, 1, 1);
    }
    int[][] table = {{a, b}, {c, d}};
    return new FisherExact(
        odds,
        p(table, AlternativeHypothesis.TWO_SIDED),
        p(table, AlternativeHypothesis.LESS_THAN),
        p(table, AlternativeHypothesis.GREATER_THAN));
  }

  /**
   * Tests counts of at most two categories.
   *
   * @param reference counts by category
   * @param current counts in the same order
   * @param missing rows without a category in either sample; 0 where they are to be left out
   * @throws IllegalArgumentException with missing values, or where more than two categories occur
   */
  public static FisherExact ofCounts(double[] reference, double[] current, long missing) {
    if (missing > 0) {
      throw new IllegalArgumentException(missing + " values are missing: leave them out first");
    }
    int[] at = new int[2];
    int filled = 0;
    for (int i = 0; i < reference.length; i++) {
      if (reference[i] + current[i] > 0) {
        if (filled == 2) {
          throw new IllegalArgumentException(
              "Fisher's exact test takes at most two categories; use the chi-square test");
        }
        at[filled++] = i;
      }
    }
    int[][] table = new int[2][2];
    for (int k = 0; k < filled; k++) {
      table[0][k] = Math.toIntExact(Math.round(reference[at[k]]));
      table[1][k] = Math.toIntExact(Math.round(current[at[k]]));
    }
    return of(table[0][0], table[0][1], table[1][0], table[1][1]);
  }

  private static double p(int[][] table, AlternativeHypothesis alternative) {
    return Math.min(1, FisherExactTest.withDefaults().with(alternative).test(table).getPValue());
  }
}
