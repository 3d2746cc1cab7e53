package org.bellwether.stat;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * Outcome of a chi-square test on counts.
 *
 * @param statistic Pearson's X² or the likelihood ratio G
 * @param degreesOfFreedom at least 0
 * @param pValue upper tail; 1 with 0 degrees of freedom, NaN of an empty sample
 */
public record ChiSquare(double statistic, int degreesOfFreedom, double pValue) {

  /** Smallest expected count that {@link #homogeneityLumped} leaves in a cell. */
  public static final double LEAST_EXPECTED = 5;

  /** Expected count up to which two cells are tested exactly. */
  private static final double EXACT_EXPECTED = 1_000;

  private static final ChiSquare EMPTY = new ChiSquare(Double.NaN, 0, Double.NaN);

  /**
   * Pearson's test that two samples have one distribution: both are samples, the expected counts
   * come from the pooled shares. Cells empty in both samples do not count.
   *
   * @param p counts of the reference
   * @param q counts of the current sample, in the same order
   */
  public static ChiSquare homogeneity(double[] p, double[] q) {
    return pearson(p, q, 0);
  }

  /** As {@link #homogeneity} with Yates' correction of ½ on every cell; meant for two cells. */
  public static ChiSquare homogeneityYates(double[] p, double[] q) {
    return pearson(p, q, 0.5);
  }

  private static ChiSquare pearson(double[] p, double[] q, double correction) {
    double n = sum(p);
    double m = sum(q);
    if (!(n > 0) || !(m > 0)) {
      return EMPTY;
    }
    double x2 = 0;
    int cells = 0;
    for (int i = 0; i < p.length; i++) {
      double pooled = p[i] + q[i];
      if (pooled > 0) {
        double expected = pooled * (m / (n + m));
        double off = Math.abs(q[i] - expected);
        off -= Math.min(correction, off);
        // Both samples miss their expectation by the same amount.
        x2 += off * off * (1 / expected + 1 / (pooled - expected));
        cells++;
      }
    }
    return of(x2, cells - 1);
  }

  /**
   * The default test of categories: {@link #homogeneity} after lumping rare cells, with a p-value
   * that holds for sparse counts and deep in the tail.
   *
   * <p>Cells with an expected count below {@link #LEAST_EXPECTED} in the smaller sample are lumped
   * into one, rarest first, until the lump too reaches it. Which cells those are depends on the
   * pooled counts alone, so the test stays valid. Two cells are tested by Fisher's exact test up to
   * an expected count of 1,000. Otherwise the limit distribution's tail p is multiplied by exp(z²/2
   * - c·KL(a, s)), at least 1, where z = Φ⁻¹(1 - p/2), s is the smaller sample's share of all rows,
   * c the rarest cell's pooled count, and a = s + z·√(s(1-s)/c) the share of it that the smaller
   * sample would hold: how much likelier a binomial count is so far out than a normal one, to
   * leading order in the exponent (Chernoff 1952, doi:10.1214/aoms/1177729330). Without it samples
   * of unequal size reject far too often at the small levels that many tests in one family need.
   *
   * @param p counts of the reference, whole numbers
   * @param q counts of the current sample, whole numbers
   */
  public static ChiSquare homogeneityLumped(double[] p, double[] q) {
    double n = sum(p);
    double m = sum(q);
    if (!(n > 0) || !(m > 0)) {
      return EMPTY;
    }
    double[][] cells = lump(p, q, LEAST_EXPECTED * (n + m) / Math.min(n, m));
    ChiSquare raw = homogeneity(cells[0], cells[1]);
    if (raw.degreesOfFreedom == 0) {
      return raw;
    }
    double rarest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < cells[0].length; i++) {
      rarest = Math.min(rarest, cells[0][i] + cells[1][i]);
    }
    double share = Math.min(n, m) / (n + m);
    if (cells[0].length == 2 && rarest * share <= EXACT_EXPECTED && n + m < Integer.MAX_VALUE) {
      return new ChiSquare(raw.statistic, 1, fisher(cells));
    }
    return new ChiSquare(
        raw.statistic, raw.degreesOfFreedom, correctTail(raw.pValue, rarest, share));
  }

  private static double correctTail(double p, double rarest, double share) {
    if (p >= 1) {
      return 1;
    }
    double z = p > 0 ? NormalDistribution.of(0, 1).inverseSurvivalProbability(p / 2) : 38;
    double a = Math.min(1, share + z * Math.sqrt(share * (1 - share) / rarest));
    double other = a < 1 ? (1 - a) * Math.log((1 - a) / (1 - share)) : 0;
    double divergence = a * Math.log(a / share) + other;
    return Math.min(1, p * Math.exp(Math.max(0, z * z / 2 - rarest * divergence)));
  }

  private static double fisher(double[][] cells) {
    int[][] table = new int[2][2];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        table[i][j] = (int) Math.round(cells[i][j]);
      }
    }
    return Math.min(1, FisherExactTest.withDefaults().test(table).getPValue());
  }

  /** The cells with at least the pooled count, and one lump of the others where there are any. */
  static double[][] lump(double[] p, double[] q, double leastPooled) {
    double[] pooled = new double[p.length];
    int filled = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] + q[i] > 0) {
        pooled[filled++] = p[i] + q[i];
      }
    }
    double[] ascending = Arrays.copyOf(pooled, filled);
    Arrays.sort(ascending);
    double lumped = 0;
    double cut = 0;
    for (double c : ascending) {
      // Cells of equal pooled count are lumped together or not at all.
      if (c > cut && c >= leastPooled && (lumped == 0 || lumped >= leastPooled)) {
        break;
      }
      lumped += c;
      cut = c;
    }
    double[][] out = new double[2][filled + 1];
    int k = 1;
    for (int i = 0; i < p.length; i++) {
      double c = p[i] + q[i];
      if (c > 0) {
        int cell = c > cut ? k++ : 0;
        out[0][cell] += p[i];
        out[1][cell] += q[i];
      }
    }
    int from = lumped > 0 ? 0 : 1;
    return new double[][] {
      Arrays.copyOfRange(out[0], from, k), Arrays.copyOfRange(out[1], from, k)
    };
  }

  /**
   * Pearson's goodness of fit of the current sample to the reference's shares, which are taken as
   * exact: not a comparison of two samples, rejects too often for that. Offered because other tools
   * use it. Infinite where the current sample has a cell that the reference lacks.
   */
  public static ChiSquare goodnessOfFit(double[] p, double[] q) {
    double n = sum(p);
    double m = sum(q);
    if (!(n > 0) || !(m > 0)) {
      return EMPTY;
    }
    double x2 = 0;
    int cells = 0;
    for (int i = 0; i < p.length; i++) {
      double expected = p[i] * m / n;
      if (expected > 0 || q[i] > 0) {
        x2 += (q[i] - expected) * (q[i] - expected) / expected;
        cells++;
      }
    }
    return of(x2, cells - 1);
  }

  /** The likelihood-ratio (G) test that two samples have one distribution. */
  public static ChiSquare gHomogeneity(double[] p, double[] q) {
    double n = sum(p);
    double m = sum(q);
    if (!(n > 0) || !(m > 0)) {
      return EMPTY;
    }
    double half = 0;
    int cells = 0;
    for (int i = 0; i < p.length; i++) {
      double pooled = p[i] + q[i];
      if (pooled > 0) {
        half += term(p[i], pooled * n / (n + m)) + term(q[i], pooled * m / (n + m));
        cells++;
      }
    }
    return of(Math.max(0, 2 * half), cells - 1);
  }

  /** The likelihood-ratio goodness of fit to the reference's shares, taken as exact. */
  public static ChiSquare gGoodnessOfFit(double[] p, double[] q) {
    double n = sum(p);
    double m = sum(q);
    if (!(n > 0) || !(m > 0)) {
      return EMPTY;
    }
    double half = 0;
    int cells = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0 || q[i] > 0) {
        half += term(q[i], p[i] * m / n);
        cells++;
      }
    }
    return of(Math.max(0, 2 * half), cells - 1);
  }

  private static double term(double observed, double expected) {
    return observed > 0 ? observed * Math.log(observed / expected) : 0;
  }

  /** Outcome of a statistic that has a chi-square distribution under the null hypothesis. */
  static ChiSquare of(double statistic, int degreesOfFreedom) {
    if (degreesOfFreedom <= 0) {
      return new ChiSquare(statistic, 0, 1);
    }
    double p =
        Double.isInfinite(statistic)
            ? 0
            : ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(statistic);
    return new ChiSquare(statistic, degreesOfFreedom, p);
  }

  private static double sum(double[] counts) {
    double sum = 0;
    for (double c : counts) {
      sum += c;
    }
    return sum;
  }
}
