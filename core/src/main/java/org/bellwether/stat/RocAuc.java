package org.bellwether.stat;

/**
 * Area under the ROC curve: the probability that a positive row scores above a negative one, ties
 * counting half, with its variance after DeLong, DeLong and Clarke-Pearson (1988,
 * doi:10.2307/2531595), computed from the scores in ascending order as in Sun and Xu (2014,
 * doi:10.1109/LSP.2014.2337313). Rows without a label do not enter.
 *
 * @param value in [0, 1]; NaN when one label is absent
 * @param variance DeLong's variance (ddof 1 in both labels); NaN with fewer than two rows of a
 *     label
 * @param positives weight of rows labelled positive
 * @param negatives weight of rows labelled negative
 */
public record RocAuc(double value, double variance, double positives, double negatives) {

  public static RocAuc of(ScoreTable table) {
    double[] pos = table.positives();
    double[] neg = table.negatives();
    double m = sum(pos);
    double n = sum(neg);
    if (m == 0 || n == 0) {
      return new RocAuc(Double.NaN, Double.NaN, m, n);
    }
    double below = 0;
    double pairs = 0;
    for (int i = 0; i < pos.length; i++) {
      pairs += pos[i] * (below + neg[i] / 2);
      below += neg[i];
    }
    double auc = pairs / m / n;
    double negBelow = 0;
    double posBelow = 0;
    double s10 = 0;
    double s01 = 0;
    for (int i = 0; i < pos.length; i++) {
      double v10 = (negBelow + neg[i] / 2) / n - auc;
      double v01 = (m - posBelow - pos[i] / 2) / m - auc;
      s10 += pos[i] * v10 * v10;
      s01 += neg[i] * v01 * v01;
      negBelow += neg[i];
      posBelow += pos[i];
    }
    double variance = m > 1 && n > 1 ? s10 / (m - 1) / m + s01 / (n - 1) / n : Double.NaN;
    return new RocAuc(auc, variance, m, n);
  }

  /** 2·AUC - 1. */
  public double gini() {
    return 2 * value - 1;
  }

  /**
   * Confidence interval on the logit scale, which keeps it within [0, 1]. Where DeLong's variance
   * is 0 or unknown (a perfect separation), the score interval of Newcombe (2006, method 5,
   * doi:10.1002/sim.2324), which needs the counts only.
   *
   * @param z normal quantile of the two-sided level, such as 1.96
   * @return low and high
   */
  public double[] interval(double z) {
    if (Double.isNaN(value)) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double inside = value * (1 - value);
    if (!(variance > 0) || inside == 0) {
      return new double[] {newcombe(z, 0, value), newcombe(z, 1, value)};
    }
    double logit = Math.log(value / (1 - value));
    double half = z * Math.sqrt(variance) / inside;
    return new double[] {logistic(logit - half), logistic(logit + half)};
  }

  /** The bound between the value and an end of [0, 1] that lies z standard errors away from it. */
  private double newcombe(double z, double end, double from) {
    double near = from;
    double far = end;
    for (int step = 0; step < 80; step++) {
      double middle = (near + far) / 2;
      boolean within = Math.abs(middle - from) <= z * Math.sqrt(hanleyMcNeil(middle));
      if (within) {
        near = middle;
      } else {
        far = middle;
      }
    }
    return near;
  }

  /** Variance of an AUC by Hanley and McNeil, with both counts averaged as Newcombe advises. */
  private double hanleyMcNeil(double theta) {
    double mean = (positives + negatives) / 2 - 1;
    double spread = 1 + mean * ((1 - theta) / (2 - theta) + theta / (1 + theta));
    return theta * (1 - theta) * spread / (positives * negatives);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double sum(double[] values) {
    double total = 0;
    for (double v : values) {
      total += v;
    }
    return total;
  }
}
