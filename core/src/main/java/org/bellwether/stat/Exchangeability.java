package org.bellwether.stat;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * Exact p-values of "both samples come from one source" that hold at any sample size, since under
 * it every split of the pooled rows into a reference and a current sample is equally likely.
 */
public final class Exchangeability {

  private Exchangeability() {}

  /**
   * Natural log of the probability that {@code k} given rows of the pooled sample all fall into the
   * current sample: the product of {@code (rows - i) / (rows + referenceRows - i)}.
   *
   * @param k rows in question, at least 0
   * @param rows rows of the current sample
   * @param referenceRows rows of the reference
   * @return at most 0; -∞ when {@code k} exceeds the current sample
   */
  public static double logAllInCurrent(long k, long rows, long referenceRows) {
    if (k > rows) {
      return Double.NEGATIVE_INFINITY;
    }
    double log = 0;
    double total = (double) rows + referenceRows;
    for (long i = 0; i < k && log > -800; i++) {
      log += Math.log((rows - i) / (total - i));
    }
    return log;
  }

  /**
   * p-value of the most extreme pooled values all being current: under exchangeability the {@code
   * above} largest and the {@code below} smallest ones are any rows. Two-sided, by doubling; ties
   * with the reference's extremes are not counted, which makes it conservative.
   *
   * @param above current values beyond the reference's largest
   * @param below current values beyond the reference's smallest
   */
  public static double outOfRange(long above, long below, long rows, long referenceRows) {
    double p = Math.exp(logAllInCurrent(Math.max(above, below), rows, referenceRows));
    return clamp(2 * p);
  }

  /**
   * p-value of the largest group of equal values that the current sample has for itself: the
   * probability that any group at least as large as that one falls into the current sample as a
   * whole is at most the sum over those groups. Needs no large counts and does not mind that rare
   * values are always new to somebody.
   *
   * @param pooledCounts rows of each value in both samples together
   * @param largestUnseen rows of the most frequent value that the reference has not, 0 of none
   */
  public static double unseen(
      long[] pooledCounts, long largestUnseen, long rows, long referenceRows) {
    if (largestUnseen == 0) {
      return 1;
    }
    long[] sorted = pooledCounts.clone();
    Arrays.sort(sorted);
    double sum = 0;
    double log = 0;
    long i = 0;
    double total = (double) rows + referenceRows;
    for (long count : sorted) {
      if (count < largestUnseen) {
        continue;
      }
      for (; i < count && log > -800; i++) {
        log = i >= rows ? Double.NEGATIVE_INFINITY : log + Math.log((rows - i) / (total - i));
      }
      if (log < -800) {
        break;
      }
      sum += Math.exp(log);
    }
    return clamp(sum);
  }

  /**
   * p-value of as many current rows or more among marked rows of the pooled sample
   * (hypergeometric).
   *
   * @param marked marked rows of both samples
   * @param markedCurrent marked rows of the current sample
   */
  public static double marked(long marked, long markedCurrent, long rows, long referenceRows) {
    if (rows + referenceRows > Integer.MAX_VALUE) {
      double share = (double) rows / (rows + referenceRows);
      return clamp(
          Normal.survival(
              (markedCurrent - 0.5 - marked * share)
                  / Math.sqrt(
                      marked
                          * share
                          * (1 - share)
                          * (1 - marked / ((double) rows + referenceRows)))));
    }
    return clamp(
        HypergeometricDistribution.of((int) (rows + referenceRows), (int) marked, (int) rows)
            .survivalProbability((int) markedCurrent - 1));
  }

  /**
   * Two-sided exact p-value of as many current rows among marked rows of the pooled sample
   * (hypergeometric, twice the tail on the side of the mean where the count lies); its cost grows
   * with the root of the rows, at any number of them. Computed on a stream's window against all
   * earlier ones it is conditionally valid: given the pooled rows and all that came after, each
   * choice of the window's rows is equally likely, so that it is at least as large as the p-value
   * with ties broken at random, and those are independent and uniform.
   *
   * @param marked marked rows of both samples
   * @param markedCurrent marked rows of the current sample
   */
  public static double shareChanged(
      long marked, long markedCurrent, long rows, long referenceRows) {
    double current = rows;
    double total = current + referenceRows;
    if (marked == 0 || marked == rows + referenceRows || rows == 0 || referenceRows == 0) {
      return 1;
    }
    boolean more = markedCurrent >= marked * (current / total);
    // Few marked rows are many unmarked ones: one tail, of the count that is not below its mean.
    double a = more ? marked : total - marked;
    double x = more ? markedCurrent : current - markedCurrent;
    double b = total - a;
    double log = logChoose(a, x) + logChoose(b, current - x) - logChoose(total, current);
    double sum = 0;
    for (double term = 1; term > 1e-17 * sum; x++) {
      sum += term;
      term *= (a - x) * (current - x) / ((x + 1) * (b - current + x + 1));
    }
    return clamp(2 * Math.exp(log + Math.log(sum)));
  }

  private static double logChoose(double n, double k) {
    return LogGamma.value(n + 1) - LogGamma.value(k + 1) - LogGamma.value(n - k + 1);
  }

  /**
   * p-value of so many repeated values in the current sample: each value that either sample holds
   * more than once is in the current one with probability at most {@code q}, which is 1/2 for
   * values repeated often and the ratio of the numbers of pairs for values that are there twice.
   *
   * @param repeated values that the current sample holds more than once
   * @param repeatedReference values that the reference holds more than once
   */
  public static double repeats(
      long repeated, long repeatedReference, long rows, long referenceRows) {
    double n = rows;
    double m = referenceRows;
    double q = Math.max(0.5, n * n / (n * n + m * m));
    int trials = (int) Math.min(Integer.MAX_VALUE, repeated + repeatedReference);
    return clamp(
        BinomialDistribution.of(trials, q)
            .survivalProbability((int) Math.min(trials, repeated) - 1));
  }

  /**
   * Rows of the current sample in values that the reference has not, to be expected when nothing
   * changed: rare values are always new to somebody.
   */
  public static double expectedUnseen(long[] pooledCounts, long rows, long referenceRows) {
    long[] sorted = pooledCounts.clone();
    Arrays.sort(sorted);
    double sum = 0;
    double log = 0;
    long i = 0;
    double total = (double) rows + referenceRows;
    for (long count : sorted) {
      for (; i < count && log > -800; i++) {
        log = i >= rows ? Double.NEGATIVE_INFINITY : log + Math.log((rows - i) / (total - i));
      }
      sum += count * Math.exp(log);
    }
    return sum;
  }

  /**
   * Rows of the current sample with which rows that are {@code share} of it, and wholly its own,
   * are found with probability 0.8, the reference growing in proportion.
   *
   * @param level level of the test, in (0, 1)
   * @param share share of the current rows, in (0, 1)
   */
  public static long rowsNeeded(double level, double share, long rows, long referenceRows) {
    double each = Math.log1p((double) referenceRows / Math.max(1, rows));
    if (!(each > 0)) {
      return Long.MAX_VALUE;
    }
    double own = Math.ceil(-Math.log(level) / each);
    // A Poisson count reaches its mean less 0.84 standard deviations with probability 0.8.
    double needed = (own + 0.84 * Math.sqrt(own) + 0.36) / share;
    return needed >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) Math.ceil(needed);
  }

  private static double clamp(double p) {
    return Math.min(1, Math.max(Double.MIN_VALUE, p));
  }
}
