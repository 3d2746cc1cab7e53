package org.bellwether.stat;

import org.apache.commons.numbers.gamma.LogGamma;
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
    // One tail and one weight at the middle, the others by recurrence: a gamma function for each
    // would make the search for a noncentrality take milliseconds.
    double mean = lambda / 2;
    int middle = (int) mean;
    double weight = PoissonDistribution.of(mean).probability(middle);
    double tail = ChiSquaredDistribution.of(df + 2.0 * middle).survivalProbability(x);
    double half = x / 2;
    double shape = df / 2.0 + middle;
    double step = Math.exp(shape * Math.log(half) - half - LogGamma.value(shape + 1));
    return Math.min(
        1,
        upward(half, shape, middle, mean, weight, tail, step)
            + downward(half, shape, middle, mean, weight, tail, step));
  }

  /** Terms from the middle on: Q(a + 1, h) = Q(a, h) + h^a·e^-h / Γ(a + 1). */
  private static double upward(
      double half, double shape, int middle, double mean, double w, double q, double first) {
    double weight = w;
    double tail = q;
    double step = first;
    double sum = 0;
    for (int j = middle; weight >= 1e-17; j++) {
      sum += weight * Math.min(1, tail);
      tail += step;
      step *= half / (shape + (j - middle) + 1);
      weight *= mean / (j + 1);
    }
    return sum;
  }

  private static double downward(
      double half, double shape, int middle, double mean, double w, double q, double first) {
    double weight = w;
    double tail = q;
    double step = first;
    double sum = 0;
    for (int j = middle; j > 0; j--) {
      step *= (shape - (middle - j)) / half;
      tail = Math.max(0, tail - step);
      weight *= j / mean;
      if (weight < 1e-17) {
        break;
      }
      sum += weight * tail;
    }
    return sum;
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
