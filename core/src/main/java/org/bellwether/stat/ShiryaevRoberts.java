package org.bellwether.stat;

/**
 * The Shiryaev–Roberts e-detector: {@code M(0) = 0, M(n) = (M(n-1) + 1) E(n)} over e-values each of
 * which has an expectation of at most 1 given the earlier ones. It is the sum of the evidence
 * against "no change" over all moments at which the change may have begun; while there is none,
 * {@code M(n) - n} is a supermartingale, so that the mean number of steps until {@code M} reaches
 * {@code A} is at least {@code A}. (Shin, Ramdas, Rinaldo: E-detectors. NEJSDS 2023, section 2.)
 * Immutable.
 *
 * @param averageRunLength mean number of steps between false alarms, at least; 1 or more
 * @param logStatistic natural logarithm of {@code M}; -∞ at the start
 */
public record ShiryaevRoberts(double averageRunLength, double logStatistic) {

  public ShiryaevRoberts {
    if (!(averageRunLength >= 1 && averageRunLength < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the average run length must be at least 1 and finite, not " + averageRunLength);
    }
    if (Double.isNaN(logStatistic)) {
      throw new IllegalArgumentException("the statistic of a detector cannot be NaN");
    }
  }

  /** A detector that has seen nothing. */
  public static ShiryaevRoberts of(double averageRunLength) {
    return new ShiryaevRoberts(averageRunLength, Double.NEGATIVE_INFINITY);
  }

  /** The detector after one more step; it goes on after an alarm, see {@link #restarted()}. */
  public ShiryaevRoberts accept(double logE) {
    double sum =
        logStatistic > 0
            ? logStatistic + Math.log1p(Math.exp(-logStatistic))
            : Math.log1p(Math.exp(logStatistic));
    return new ShiryaevRoberts(averageRunLength, logE + sum);
  }

  /** Whether the evidence of a change has reached the average run length. */
  public boolean alarms() {
    return logStatistic >= Math.log(averageRunLength);
  }

  /** The detector as it was at its start: each stretch up to an alarm has the bound by itself. */
  public ShiryaevRoberts restarted() {
    return of(averageRunLength);
  }
}
