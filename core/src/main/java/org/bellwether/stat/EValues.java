package org.bellwether.stat;

/**
 * E-values: nonnegative evidence against a hypothesis whose expectation under it is at most 1.
 * Natural logarithms throughout, since evidence of many windows multiplies beyond a double.
 */
public final class EValues {

  private EValues() {}

  /**
   * Logarithm of the e-value of a p-value: {@code (1 - p + p ln p) / (p (ln p)²)}, the mixture of
   * the calibrators {@code κ p^(κ-1)} over κ uniform on (0, 1); 1/2 at p = 1, falling in p. Valid
   * for every p-value that is at most u with probability at most u. (Vovk, Wang: E-values:
   * calibration, combination and applications. Annals of Statistics 2021, section 2.)
   *
   * @param p in (0, 1]
   */
  public static double logOf(double p) {
    if (!(p > 0 && p <= 1)) {
      throw new IllegalArgumentException("a p-value must be in (0, 1], not " + p);
    }
    // With t = -ln p it is (e^t - 1 - t) / t²; below 0.05 the series, since the terms cancel; e^40
    // leaves nothing of the rest, and e^t overflows at 710.
    double t = -Math.log(p);
    if (t > 40) {
      return t - 2 * Math.log(t);
    }
    return t < 0.05
        ? Math.log(0.5 + t / 6 + t * t / 24 + t * t * t / 120 + t * t * t * t / 720)
        : Math.log(Math.expm1(t) - t) - 2 * Math.log(t);
  }

  /**
   * Logarithm of the mean of e-values, itself an e-value however they depend on each other.
   *
   * @param logs their logarithms; -∞ allowed
   * @return 0, no evidence, of none
   */
  public static double logMean(double[] logs) {
    double most = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      most = Math.max(most, log);
    }
    if (logs.length == 0) {
      return 0;
    }
    if (most == Double.NEGATIVE_INFINITY) {
      return most;
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - most);
    }
    return most + Math.log(sum / logs.length);
  }
}
