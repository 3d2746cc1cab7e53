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

  private static double p(int[][] table, AlternativeHypothesis alternative) {
    return Math.min(1, FisherExactTest.withDefaults().with(alternative).test(table).getPValue());
  }
}
