package org.bellwether.stat;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Tests of two groups' rates against a bound other than equality. The p-value inverts Clopper and
 * Pearson's exact bounds of both rates, each at half the level: it holds at any number of rows and
 * deep in the tail, at the price of some power.
 */
public final class RateBound {

  private RateBound() {}

  /**
   * p-value of "the group's rate is at least {@code ratio} times that of the others".
   *
   * @param ratio in (0, 1], such as 0.8
   */
  public static double pRatioBelow(
      long hits, long rows, long otherHits, long otherRows, double ratio) {
    return smallest(hits, rows, otherHits, otherRows, ratio, 0, 1);
  }

  /**
   * p-value of "the group's rate is less than {@code gap} below that of the others".
   *
   * @param gap in [0, 1)
   */
  public static double pBehindBy(long hits, long rows, long otherHits, long otherRows, double gap) {
    return smallest(hits, rows, otherHits, otherRows, 1, -gap, 1);
  }

  /**
   * If the others' rate is t or more, the group's is at least factor·t + shift. The more t, the
   * less likely so few hits of the group, and the more likely so many of the others: where both
   * tails meet, twice their value is the p-value.
   */
  private static double smallest(
      long hits, long rows, long otherHits, long otherRows, double factor, double shift, double t) {
    double low = 0;
    double high = t;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if (few(hits, rows, factor * middle + shift) > many(otherHits, otherRows, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double tail =
        Math.max(few(hits, rows, factor * high + shift), many(otherHits, otherRows, high));
    return Math.min(1, Math.max(Double.MIN_VALUE, 2 * tail));
  }

  /** P(X <= hits) at the rate. */
  private static double few(long hits, long rows, double rate) {
    return rate <= 0 ? 1 : binomial(rows, rate).cumulativeProbability((int) hits);
  }

  /** P(X >= hits) at the rate. */
  private static double many(long hits, long rows, double rate) {
    return hits == 0 ? 1 : binomial(rows, rate).survivalProbability((int) hits - 1);
  }

  private static BinomialDistribution binomial(long rows, double rate) {
    return BinomialDistribution.of(Math.toIntExact(rows), Math.min(1, rate));
  }
}
