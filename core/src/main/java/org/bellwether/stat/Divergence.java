package org.bellwether.stat;

/**
 * How far two distributions over the same cells (groups, bins or categories) lie apart. All methods
 * take the weights of the cells, at least 0 and in the same order, and divide by their totals; the
 * first is the reference p, the second the current sample q. An empty side gives NaN.
 */
public final class Divergence {

  /** Share that stands for an empty cell where a logarithm needs one. */
  public static final double FLOOR = 1e-4;

  private Divergence() {}

  /**
   * Population stability index: Σ (q - p)·ln(q / p), shares below {@link #FLOOR} raised to it and
   * not rescaled afterwards.
   *
   * @return at least 0
   */
  public static double psi(double[] p, double[] q) {
    return psi(p, q, FLOOR);
  }

  /** Population stability index with another floor. */
  public static double psi(double[] p, double[] q, double floor) {
    double np = total(p, q.length);
    double nq = total(q, p.length);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double a = Math.max(p[i] / np, floor);
      double b = Math.max(q[i] / nq, floor);
      sum += (b - a) * Math.log(b / a);
    }
    return empty(np, nq) ? Double.NaN : sum;
  }

  /**
   * Kullback–Leibler divergence of the current sample from the reference, Σ q·ln(q / p), natural
   * logarithm, shares below {@link #FLOOR} raised to it and both sides rescaled to 1.
   *
   * @return at least 0
   */
  public static double kullbackLeibler(double[] p, double[] q) {
    return kullbackLeibler(p, q, FLOOR);
  }

  /** Kullback–Leibler divergence with another floor; with 0 it is infinite on unseen cells. */
  public static double kullbackLeibler(double[] p, double[] q, double floor) {
    double np = total(p, q.length);
    double nq = total(q, p.length);
    double sp = 0;
    double sq = 0;
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double a = Math.max(p[i] / np, floor);
      double b = Math.max(q[i] / nq, floor);
      sp += a;
      sq += b;
      sum += b == 0 ? 0 : b * Math.log(b / a);
    }
    return empty(np, nq) ? Double.NaN : Math.max(0, sum / sq + Math.log(sp / sq));
  }

  /**
   * Jensen–Shannon distance: the square root of the divergence (Lin 1991, doi:10.1109/18.61115;
   * Endres and Schindelin 2003, doi:10.1109/TIT.2003.813506).
   *
   * @param base of the logarithm: 2 by default in this project, in [0, 1] then
   */
  public static double jensenShannon(double[] p, double[] q, double base) {
    double np = total(p, q.length);
    double nq = total(q, p.length);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double a = p[i] / np;
      double b = q[i] / nq;
      double m = (a + b) / 2;
      sum += (a > 0 ? a * Math.log(a / m) : 0) + (b > 0 ? b * Math.log(b / m) : 0);
    }
    return empty(np, nq) ? Double.NaN : Math.sqrt(Math.max(0, sum) / 2 / Math.log(base));
  }

  /**
   * Hellinger distance: √(1 - Σ √(p·q)), computed as √(½ Σ (√p - √q)²).
   *
   * @return in [0, 1]
   */
  public static double hellinger(double[] p, double[] q) {
    double np = total(p, q.length);
    double nq = total(q, p.length);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double d = Math.sqrt(p[i] / np) - Math.sqrt(q[i] / nq);
      sum += d * d;
    }
    return empty(np, nq) ? Double.NaN : Math.min(1, Math.sqrt(sum / 2));
  }

  /**
   * Total variation distance: ½ Σ |p - q|, the largest difference in the share of any set of cells.
   *
   * @return in [0, 1]
   */
  public static double totalVariation(double[] p, double[] q) {
    double np = total(p, q.length);
    double nq = total(q, p.length);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += Math.abs(p[i] / np - q[i] / nq);
    }
    return empty(np, nq) ? Double.NaN : Math.min(1, sum / 2);
  }

  /**
   * Largest difference in the share of one cell.
   *
   * @return in [0, 1]
   */
  public static double lInfinity(double[] p, double[] q) {
    double np = total(p, q.length);
    double nq = total(q, p.length);
    double max = 0;
    for (int i = 0; i < p.length; i++) {
      max = Math.max(max, Math.abs(p[i] / np - q[i] / nq));
    }
    return empty(np, nq) ? Double.NaN : max;
  }

  /**
   * {@link #lInfinity} or another distance of distribution functions less what two samples of one
   * distribution differ by, as Deequ's "robust" distance has it: max(0, d - √(-ln(α/2)/2 · (1/n +
   * 1/m))).
   *
   * @param alpha chance that the difference of one continuous distribution is larger, in (0, 1)
   */
  public static double beyondNoise(double distance, double n, double m, double alpha) {
    return Math.max(0, distance - KolmogorovSmirnov.halfWidth(n, m, 1 - alpha));
  }

  private static boolean empty(double np, double nq) {
    return !(np > 0) || !(nq > 0);
  }

  private static double total(double[] weights, int otherLength) {
    if (weights.length != otherLength) {
      throw new IllegalArgumentException(
          "the two sides have " + weights.length + " and " + otherLength + " cells");
    }
    double sum = 0;
    for (double w : weights) {
      sum += w;
    }
    return sum;
  }
}
