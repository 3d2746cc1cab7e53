package org.bellwether.stat;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/** The noncentral chi-square distribution: a Poisson mixture of central ones. */
final class NoncentralChiSquare {

  /** Noncentrality beyond which Sankaran's approximation is used. */
  private static final double LARGE = 2_000;

  private NoncentralChiSquare() {}

  /** P(X > x) with the degrees of freedom and noncentrality λ ≥ 0. */
  static double survival(double x, int df, double lambda) {
    if (x <= 0) {
      return 1;
    }
    if (lambda == 0) {
      return ChiSquaredDistribution.of(df).survivalProbability(x);
    }
    if (lambda > LARGE || x > 2 * LARGE) {
      return sankaran(x, df, lambda);
    }
    double mean = lambda / 2;
    PoissonDistribution weights = PoissonDistribution.of(mean);
    int middle = (int) mean;
    double sum = 0;
    for (int j = middle; j >= 0; j--) {
      double weight = weights.probability(j);
      sum += weight * ChiSquaredDistribution.of(df + 2.0 * j).survivalProbability(x);
      if (weight < 1e-17) {
        break;
      }
    }
    for (int j = middle + 1; ; j++) {
      double weight = weights.probability(j);
      sum += weight * ChiSquaredDistribution.of(df + 2.0 * j).survivalProbability(x);
      if (weight < 1e-17) {
        return Math.min(1, sum);
      }
    }
  }

  /** Sankaran (1963), doi:10.1093/biomet/50.1-2.199: a power of X is nearly normal. */
  private static double sankaran(double x, int df, double lambda) {
    double mean = df + lambda;
    double h = 1 - 2 * mean * (df + 3 * lambda) / (3 * Math.pow(df + 2 * lambda, 2));
    double p = (df + 2 * lambda) / (mean * mean);
    double m = (h - 1) * (1 - 3 * h);
    double centre = 1 + h * p * (h - 1 - 0.5 * (2 - h) * m * p);
    double z = (Math.pow(x / mean, h) - centre) / (h * Math.sqrt(2 * p) * (1 + 0.5 * m * p));
    return NormalDistribution.of(0, 1).survivalProbability(z);
  }

  /** The λ at which P(X > x) is the target; 0 where it is larger even without noncentrality. */
  static double noncentrality(double x, int df, double target) {
    if (survival(x, df, 0) >= target) {
      return 0;
    }
    double low = 0;
    double high = Math.max(1, x);
    while (survival(x, df, high) < target) {
      low = high;
      high *= 2;
    }
    while (high - low > 1e-10 * high) {
      double middle = (low + high) / 2;
      if (survival(x, df, middle) < target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
