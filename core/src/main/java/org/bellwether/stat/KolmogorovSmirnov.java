package org.bellwether.stat;

/**
 * The two-sample Kolmogorov–Smirnov test from sample sizes and D alone, so that a profile is
 * enough.
 */
public final class KolmogorovSmirnov {

  /** Steps of the exact recursion beyond which the limit distribution is used. */
  private static final double MAX_STEPS = 2.5e5;

  private KolmogorovSmirnov() {}

  /**
   * Two-sided p-value, P(D ≥ d) for two samples of one continuous distribution: exact where that
   * takes at most 250,000 steps (a millisecond; 500 values each at any D), else from the limit
   * distribution, which errs to the safe side in the tail. Ties make it conservative: they can only
   * lower the D of a null sample.
   *
   * @param n values of the one sample, at least 1
   * @param m values of the other, at least 1
   * @param d the statistic, in [0, 1]; NaN gives NaN
   */
  public static double pValue(long n, long m, double d) {
    if (Double.isNaN(d) || n == 0 || m == 0) {
      return Double.NaN;
    }
    double steps = (double) n * m * Math.min(1, 2 * d) + n + m;
    return steps <= MAX_STEPS
        ? exactPValue((int) n, (int) m, d)
        : asymptoticPValue((double) n, (double) m, d);
  }

  /**
   * Exact P(D ≥ d) by recursion over lattice paths. Of the equally likely paths to (i, j) the last
   * step came from (i-1, j) with probability i/(i+j); u(i, j), the share of them that touch the
   * region |i/n - j/m| ≥ d, is thus an average of two such shares, and no precision is lost in the
   * tail. (Hodges 1958, doi:10.1007/BF02589501, for the paths.)
   */
  public static double exactPValue(int n, int m, double d) {
    int rows = Math.max(n, m);
    int columns = Math.min(n, m);
    // Differences are whole multiples of 1/(n·m).
    long limit = Math.round(d * (double) rows * columns);
    if (limit <= 0) {
      return 1;
    }
    double[] u = new double[columns + 1];
    java.util.Arrays.fill(u, 1);
    for (int i = 0; i <= rows; i++) {
      long at = (long) i * columns;
      // Inside the band: |at - j·rows| < limit.
      int low = (int) Math.max(0, Math.floorDiv(at - limit, rows) + 1);
      int high = (int) Math.min(columns, Math.floorDiv(at + limit - 1, rows));
      if (low > 0 && low - 1 <= columns) {
        u[low - 1] = 1;
      }
      for (int j = low; j <= high; j++) {
        if (i == 0) {
          u[j] = j == 0 ? 0 : u[j - 1];
        } else if (j > 0) {
          u[j] = (i * u[j] + j * u[j - 1]) / (i + j);
        }
      }
    }
    return Math.min(1, u[columns]);
  }

  /**
   * P(D ≥ d) from the limit distribution, 2 Σ (-1)^(k-1) exp(-2k²z²) with z = d·√(nm / (n+m)).
   * (Smirnov 1939; that its first term bounds the tail at finite samples is the two-sample
   * Dvoretzky–Kiefer–Wolfowitz inequality of Wei and Dudley 2012, doi:10.1016/j.spl.2011.11.012.)
   */
  public static double asymptoticPValue(double n, double m, double d) {
    double z = d * Math.sqrt(n / (n + m) * m);
    if (z < 0.2) {
      return 1;
    }
    double sum = 0;
    for (int k = 1; k <= 100; k++) {
      double term = Math.exp(-2.0 * k * k * z * z);
      sum += (k & 1) == 1 ? term : -term;
      if (term <= 1e-17 * sum) {
        break;
      }
    }
    return Math.min(1, Math.max(0, 2 * sum));
  }

  /**
   * Half-width of a confidence band for the true D: √(ln(2 / (1 - level)) / 2 · (1/n + 1/m)).
   *
   * <p>For F = G it is the two-sample Dvoretzky–Kiefer–Wolfowitz–Massart bound. For F ≠ G it holds
   * in the limit: with λ = m/(n+m) the noise of F̂ - Ĝ plus an independent normal multiple of F - G
   * is a Brownian bridge at λF + (1-λ)G scaled by √(1/n + 1/m), and by Anderson's inequality adding
   * independent noise does not make a symmetric band more probable.
   *
   * @param level confidence, in (0, 1)
   */
  public static double halfWidth(double n, double m, double level) {
    return Math.sqrt(Math.log(2 / (1 - level)) / 2 * (1 / n + 1 / m));
  }

  /** Confidence interval of the true D, within [0, 1]. */
  public static Bounds interval(double n, double m, double d, double level) {
    double half = halfWidth(n, m, level);
    return new Bounds(Math.max(0, d - half), Math.min(1, d + half));
  }
}
