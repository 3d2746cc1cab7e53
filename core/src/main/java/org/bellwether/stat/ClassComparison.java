package org.bellwether.stat;

/**
 * Two samples of a category: distance of their shares, and an exact test of each share whose
 * smallest p-value counts as many times as there are categories (Bonferroni), so that it holds for
 * rare categories too.
 *
 * @param reference rows by category
 * @param current rows by category, in the same order
 */
public record ClassComparison(long[] reference, long[] current) {

  /** From weighted counts, scaled to rows (reference, current). */
  public static ClassComparison of(double[] reference, double[] current, double[] scale) {
    long[] then = new long[reference.length];
    long[] now = new long[reference.length];
    for (int i = 0; i < then.length; i++) {
      then[i] = Math.round(reference[i] * scale[0]);
      now[i] = Math.round(current[i] * scale[1]);
    }
    return new ClassComparison(then, now);
  }

  private RateComparison share(int i) {
    return new RateComparison(reference[i], total(reference), current[i], total(current));
  }

  private static long total(long[] counts) {
    long sum = 0;
    for (long c : counts) {
      sum += c;
    }
    return sum;
  }

  /** Total variation distance, half the sum of absolute differences of shares, in [0, 1]. */
  public double distance() {
    double sum = 0;
    for (int i = 0; i < current.length; i++) {
      sum += Math.abs(share(i).difference());
    }
    return sum / 2;
  }

  /** Index of the category whose share changed most. */
  public int mostChanged() {
    int most = 0;
    for (int i = 1; i < current.length; i++) {
      if (Math.abs(share(i).difference()) > Math.abs(share(most).difference())) {
        most = i;
      }
    }
    return most;
  }

  public double pValue() {
    double smallest = 1;
    for (int i = 0; i < current.length; i++) {
      smallest = Math.min(smallest, share(i).pChanged());
    }
    return Math.min(1, smallest * current.length);
  }

  /**
   * Interval of the distance: standard errors of all differences added as if fully correlated,
   * which is conservative at both ends.
   *
   * @param z normal quantile of the two-sided level
   * @return low and high, in [0, 1]
   */
  public double[] distanceInterval(double z) {
    double half = 0;
    for (int i = 0; i < current.length; i++) {
      RateComparison share = share(i);
      double now = share.rate() * (1 - share.rate()) / share.rows();
      double then = share.referenceRate() * (1 - share.referenceRate()) / share.referenceRows();
      half += z * Math.sqrt(now + then) / 2;
    }
    return new double[] {Math.max(0, distance() - half), Math.min(1, distance() + half)};
  }
}
