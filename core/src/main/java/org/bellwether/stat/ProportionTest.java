package org.bellwether.stat;

/**
 * The z-test of two proportions, variance pooled under the null hypothesis. An approximation: where
 * counts are small, {@link FisherExact}.
 *
 * @param statistic z, reference minus current
 * @param pValue two-sided; 1 where both shares are 0 or both are 1, NaN of an empty sample
 */
public record ProportionTest(double statistic, double pValue) {

  /** Tests k1 of n1 in the reference against k2 of n2 in the current sample. */
  public static ProportionTest of(double k1, double n1, double k2, double n2) {
    if (!(n1 > 0) || !(n2 > 0)) {
      return new ProportionTest(Double.NaN, Double.NaN);
    }
    double pooled = (k1 + k2) / (n1 + n2);
    double variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2);
    double z = variance > 0 ? (k1 / n1 - k2 / n2) / Math.sqrt(variance) : 0;
    return new ProportionTest(z, Math.min(1, 2 * Normal.survival(Math.abs(z))));
  }
}
