package org.bellwether.stat;

import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * Two independent samples of successes and failures. Exact tests condition on the total number of
 * successes (Fisher), so that p-values hold at any sample size and deep in the tail.
 *
 * @param referenceHits successes in the reference
 * @param referenceRows rows of the reference, at least the successes
 * @param hits successes in the current sample
 * @param rows rows of the current sample, at least the successes
 */
public record RateComparison(long referenceHits, long referenceRows, long hits, long rows) {

  public RateComparison {
    if (referenceHits < 0 || hits < 0 || referenceHits > referenceRows || hits > rows) {
      throw new IllegalArgumentException(
          "hits must lie between 0 and rows: %d of %d, %d of %d"
              .formatted(referenceHits, referenceRows, hits, rows));
    }
  }

  /**
   * From weighted counts, scaled to the number of rows: tests take every row as weighing the same.
   */
  public static RateComparison scaled(
      double referenceHits, double referenceTotal, double hits, double total, double[] scale) {
    long referenceRows = Math.round(referenceTotal * scale[0]);
    long rows = Math.round(total * scale[1]);
    return new RateComparison(
        Math.min(referenceRows, Math.round(referenceHits * scale[0])),
        referenceRows,
        Math.min(rows, Math.round(hits * scale[1])),
        rows);
  }

  /** Success rate of the reference; NaN of no rows. */
  public double referenceRate() {
    return referenceRows == 0 ? Double.NaN : (double) referenceHits / referenceRows;
  }

  /** Success rate of the current sample; NaN of no rows. */
  public double rate() {
    return rows == 0 ? Double.NaN : (double) hits / rows;
  }

  /** Current minus reference rate. */
  public double difference() {
    return rate() - referenceRate();
  }

  /** p-value of "the rate has not fallen": probability of as few current successes or fewer. */
  public double pFallen() {
    return Math.min(1, Math.max(Double.MIN_VALUE, atMost(hits)));
  }

  /** p-value of "the rate has not risen": probability of as many current successes or more. */
  public double pRisen() {
    return new RateComparison(referenceRows - referenceHits, referenceRows, rows - hits, rows)
        .pFallen();
  }

  /** Two-sided p-value: twice the smaller tail. */
  public double pChanged() {
    return Math.min(1, 2 * Math.min(pFallen(), pRisen()));
  }

  private double atMost(long x) {
    long successes = referenceHits + hits;
    long population = referenceRows + rows;
    if (population > Integer.MAX_VALUE) {
      return normalAtMost(x);
    }
    HypergeometricDistribution distribution =
        HypergeometricDistribution.of((int) population, (int) successes, (int) rows);
    if (x >= distribution.getSupportUpperBound()) {
      return 1;
    }
    double mean = (double) rows * successes / population;
    return x <= mean
        ? tail(distribution, x, successes, -1)
        : 1 - tail(distribution, x + 1, successes, 1);
  }

  /** Sum of probabilities from x outward, by the ratio of neighbours, until it no longer grows. */
  private double tail(HypergeometricDistribution d, long x, long successes, int step) {
    double term = d.probability((int) x);
    double sum = 0;
    long other = referenceRows - successes;
    for (long k = x; term > sum * 1e-17; k += step) {
      sum += term;
      double up = step > 0 ? (double) (successes - k) : (double) k;
      double up2 = step > 0 ? (double) (rows - k) : (double) (other + k);
      double down = step > 0 ? (double) (k + 1) : (double) (successes - k + 1);
      double down2 = step > 0 ? (double) (other + k + 1) : (double) (rows - k + 1);
      if (up <= 0 || up2 <= 0) {
        break;
      }
      term *= up / down * (up2 / down2);
    }
    return sum;
  }

  private double normalAtMost(long x) {
    double pooled = (double) (referenceHits + hits) / (referenceRows + rows);
    double population = (double) referenceRows + rows;
    double variance = (double) rows * pooled * (1 - pooled) * (referenceRows / population);
    return Normal.survival((rows * pooled - x - 0.5) / Math.sqrt(variance));
  }

  /**
   * Interval of current minus reference rate: Wilson's intervals of both rates squared and added
   * (Newcombe 1998, method 10,
   * doi:10.1002/(SICI)1097-0258(19980430)17:8&lt;873::AID-SIM779>3.0.CO;2-I).
   *
   * @param z normal quantile of the two-sided level
   * @return low and high
   */
  public double[] differenceInterval(double z) {
    double[] now = wilson((double) hits, (double) rows, z);
    double[] then = wilson((double) referenceHits, (double) referenceRows, z);
    double d = difference();
    return new double[] {
      Math.max(-1, d - Math.hypot(rate() - now[0], then[1] - referenceRate())),
      Math.min(1, d + Math.hypot(now[1] - rate(), referenceRate() - then[0]))
    };
  }

  /**
   * Interval of the ratio current over reference rate, by adding the squares of both Wilson
   * intervals' arms on the log scale (MOVER, Zou and Donner 2008, doi:10.1002/sim.3095).
   *
   * @param z normal quantile of the two-sided level
   * @return low, at least 0, and high, may be infinite
   */
  public double[] ratioInterval(double z) {
    double[] now = wilson((double) hits, (double) rows, z);
    double[] then = wilson((double) referenceHits, (double) referenceRows, z);
    if (referenceHits == 0) {
      return new double[] {hits == 0 ? 0 : now[0] / then[1], Double.POSITIVE_INFINITY};
    }
    double r = rate() / referenceRate();
    if (hits == 0) {
      return new double[] {0, now[1] / then[0]};
    }
    double down = Math.hypot(Math.log(rate() / now[0]), Math.log(then[1] / referenceRate()));
    double up = Math.hypot(Math.log(now[1] / rate()), Math.log(referenceRate() / then[0]));
    return new double[] {r * Math.exp(-down), r * Math.exp(up)};
  }

  /**
   * Wilson's score interval of a rate (1927, doi:10.1080/01621459.1927.10502953).
   *
   * @param hits successes; need not be whole
   * @param rows trials, above 0
   * @param z normal quantile of the two-sided level
   * @return low and high, in [0, 1]; NaN of no rows
   */
  public static double[] wilson(double hits, double rows, double z) {
    if (!(rows > 0)) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double p = hits / rows;
    double shrink = z * z / rows;
    double middle = p + shrink / 2;
    double half = z * Math.sqrt(p * (1 - p) / rows + shrink / (4 * rows));
    return new double[] {
      hits <= 0 ? 0 : Math.max(0, (middle - half) / (1 + shrink)),
      hits >= rows ? 1 : Math.min(1, (middle + half) / (1 + shrink))
    };
  }
}
