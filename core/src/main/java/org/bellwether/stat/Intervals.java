package org.bellwether.stat;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Confidence intervals from counts and moments. Levels are two-sided, in (0, 1). */
public final class Intervals {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Intervals() {}

  /** Normal quantile of a two-sided level: 1.96 for 0.95. */
  public static double z(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("confidence level must be in (0, 1), not " + level);
    }
    return NORMAL.inverseSurvivalProbability((1 - level) / 2);
  }

  /** Estimate ± z·standard error. */
  public static Bounds normal(double estimate, double standardError, double level) {
    double half = z(level) * standardError;
    return new Bounds(estimate - half, estimate + half);
  }

  /**
   * Exact interval of a proportion (Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404); at
   * least as wide as the level asks. The whole of [0, 1] of no rows.
   *
   * @param k successes, in [0, n]
   */
  public static Bounds clopperPearson(double k, double n, double level) {
    double tail = (1 - level) / 2;
    double low = k > 0 ? BetaDistribution.of(k, n - k + 1).inverseCumulativeProbability(tail) : 0;
    double high = k < n ? BetaDistribution.of(k + 1, n - k).inverseSurvivalProbability(tail) : 1;
    return new Bounds(low, high);
  }

  /** Score interval of a proportion (Wilson 1927, doi:10.1080/01621459.1927.10502953). */
  public static Bounds wilson(double k, double n, double level) {
    if (!(n > 0)) {
      return new Bounds(0, 1);
    }
    double z = z(level);
    double p = k / n;
    double centre = p + z * z / (2 * n);
    double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    double scale = 1 + z * z / n;
    return new Bounds(
        k == 0 ? 0 : Math.max(0, (centre - half) / scale),
        k == n ? 1 : Math.min(1, (centre + half) / scale));
  }

  /**
   * Interval of a difference of two proportions, k2/n2 - k1/n1, from their score intervals
   * (Newcombe 1998, method 10,
   * doi:10.1002/(SICI)1097-0258(19980430)17:8&lt;873::AID-SIM779&gt;3.0.CO;2-I). From -1 to 1 where
   * a sample is empty.
   */
  public static Bounds newcombe(double k1, double n1, double k2, double n2, double level) {
    if (!(n1 > 0) || !(n2 > 0)) {
      return new Bounds(-1, 1);
    }
    double p1 = k1 / n1;
    double p2 = k2 / n2;
    Bounds w1 = wilson(k1, n1, level);
    Bounds w2 = wilson(k2, n2, level);
    double difference = p2 - p1;
    return new Bounds(
        difference - Math.hypot(p2 - w2.low(), w1.high() - p1),
        difference + Math.hypot(w2.high() - p2, p1 - w1.low()));
  }

  /**
   * Interval of |2θ - 1|, θ the probability that a value of one sample lies below one of the other,
   * ties counting half. The variance of its estimate is at most θ(1-θ)/min(n, m), whatever the
   * distributions (van Dantzig 1951), so that Wilson's interval of that many rows is on the safe
   * side.
   *
   * @param theta the estimate, in [0, 1]
   */
  public static Bounds superiority(double theta, double n, double m, double level) {
    double rows = Math.min(n, m);
    Bounds b = wilson(theta * rows, rows, level);
    double low = Math.max(0, Math.max(2 * b.low() - 1, 1 - 2 * b.high()));
    return new Bounds(low, Math.max(2 * b.high() - 1, 1 - 2 * b.low()));
  }

  /**
   * Interval of the noncentrality λ of an observed chi-square statistic, by inverting the
   * noncentral distribution's two tails.
   */
  public static Bounds noncentrality(double statistic, int degreesOfFreedom, double level) {
    double tail = (1 - level) / 2;
    return new Bounds(
        NoncentralChiSquare.noncentrality(statistic, degreesOfFreedom, tail),
        NoncentralChiSquare.noncentrality(statistic, degreesOfFreedom, 1 - tail));
  }

  /**
   * Interval of a population stability index over counts. Near 0 the index times nm/(n+m) is
   * chi-square with one degree of freedom less than filled cells; far from 0 its error is that of
   * the delta method with shares raised to the floor. The wider bound of the two counts, so that
   * sampling noise alone does not make a lower bound positive.
   */
  public static Bounds psi(double[] p, double[] q, double level) {
    double n = sum(p);
    double m = sum(q);
    double psi = Divergence.psi(p, q);
    if (Double.isNaN(psi)) {
      return new Bounds(0, Double.POSITIVE_INFINITY);
    }
    double se = 0;
    double meanP = 0;
    double meanQ = 0;
    for (int i = 0; i < p.length; i++) {
      double a = Math.max(p[i] / n, Divergence.FLOOR);
      double b = Math.max(q[i] / m, Divergence.FLOOR);
      double byP = Math.log(a / b) + 1 - b / a;
      double byQ = Math.log(b / a) + 1 - a / b;
      meanP += a * byP;
      meanQ += b * byQ;
      se += a * byP * byP / n + b * byQ * byQ / m;
    }
    se = Math.sqrt(Math.max(0, se - meanP * meanP / n - meanQ * meanQ / m));
    Bounds near = scaled(psi, 1, p, q, level);
    double half = z(level) * se;
    double low = Math.max(0, Math.min(near.low(), psi - half));
    return new Bounds(Math.min(low, psi), Math.max(near.high(), psi + half));
  }

  /**
   * Interval of the Jensen–Shannon distance over counts: 8·nm/(n+m) times its divergence (natural
   * logarithm) is nearly noncentral chi-square.
   *
   * @param base of the logarithm of the distance
   */
  public static Bounds jensenShannon(double[] p, double[] q, double base, double level) {
    double divergence = Math.pow(Divergence.jensenShannon(p, q, Math.E), 2);
    Bounds b = scaled(divergence, 8, p, q, level);
    double log = Math.log(base);
    double most = Math.log(2) / log;
    return new Bounds(
        Math.sqrt(Math.min(b.low() / log, most)), Math.sqrt(Math.min(b.high() / log, most)));
  }

  /** Interval of the Hellinger distance over counts, as for {@link #jensenShannon}. */
  public static Bounds hellinger(double[] p, double[] q, double level) {
    Bounds b = scaled(Math.pow(Divergence.hellinger(p, q), 2), 8, p, q, level);
    return new Bounds(Math.sqrt(Math.min(b.low(), 1)), Math.sqrt(Math.min(b.high(), 1)));
  }

  /** Interval of the Kullback–Leibler divergence over counts, as for {@link #jensenShannon}. */
  public static Bounds kullbackLeibler(double[] p, double[] q, double level) {
    return scaled(Divergence.kullbackLeibler(p, q), 2, p, q, level);
  }

  /**
   * Interval of the total variation distance over counts. Noise makes the plain distance too large;
   * the expected excess of each cell, |N(δ, σ²)| over |δ| with |δ| taken 2σ nearer to 0 than
   * observed, is taken off the lower bound. What remains varies by at most ½√(1/n + 1/m) (Efron and
   * Stein), and the upper bound needs no such correction (Jensen).
   */
  public static Bounds totalVariation(double[] p, double[] q, double level) {
    double n = sum(p);
    double m = sum(q);
    double tv = Divergence.totalVariation(p, q);
    if (Double.isNaN(tv)) {
      return new Bounds(0, 1);
    }
    double excess = 0;
    for (int i = 0; i < p.length; i++) {
      double pooled = (p[i] + q[i]) / (n + m);
      double sigma = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
      double delta = Math.max(0, Math.abs(p[i] / n - q[i] / m) - 2 * sigma);
      excess += excess(delta, sigma) / 2;
    }
    double half = z(level) / 2 * Math.sqrt(1 / n + 1 / m);
    return new Bounds(Math.max(0, tv - excess - half), Math.min(1, tv + half));
  }

  /** Interval of the largest change of a cell's share: of all cells at once, by Bonferroni. */
  public static Bounds lInfinity(double[] p, double[] q, double level) {
    double n = sum(p);
    double m = sum(q);
    double each = 1 - (1 - level) / Math.max(1, p.length);
    double low = 0;
    double high = 0;
    for (int i = 0; i < p.length; i++) {
      Bounds b = newcombe(p[i], n, q[i], m, each);
      low = Math.max(low, Math.max(b.low(), -b.high()));
      high = Math.max(high, Math.max(b.high(), -b.low()));
    }
    return new Bounds(Math.min(low, high), Math.min(1, high));
  }

  private static double excess(double delta, double sigma) {
    if (sigma == 0) {
      return 0;
    }
    double r = delta / sigma;
    return sigma * (Math.sqrt(2 / Math.PI) * Math.exp(-r * r / 2))
        - 2 * delta * NORMAL.cumulativeProbability(-r);
  }

  private static Bounds scaled(double value, double factor, double[] p, double[] q, double level) {
    double n = sum(p);
    double m = sum(q);
    if (Double.isNaN(value)) {
      return new Bounds(0, Double.POSITIVE_INFINITY);
    }
    int cells = 0;
    for (int i = 0; i < p.length; i++) {
      cells += p[i] + q[i] > 0 ? 1 : 0;
    }
    if (cells < 2) {
      return new Bounds(0, 0);
    }
    double scale = factor * n / (n + m) * m;
    Bounds lambda = noncentrality(value * scale, cells - 1, level);
    return new Bounds(lambda.low() / scale, lambda.high() / scale);
  }

  private static double sum(double[] counts) {
    double sum = 0;
    for (double c : counts) {
      sum += c;
    }
    return sum;
  }
}
