package org.bellwether.stat;

/**
 * Inequality of benefits (Speicher et al. 2018, doi:10.1145/3219819.3220046); all benefits equal
 * gives 0.
 */
public final class EntropyIndex {

  private EntropyIndex() {}

  /** Benefit of a decision to the person decided on: decision - label + 1, so 0, 1 or 2. */
  public static double benefit(double label, double decision) {
    return decision - label + 1;
  }

  /**
   * Generalised entropy index, natural logarithm; 1 gives Theil's index, 0 the mean log deviation.
   *
   * @param alpha weight of the upper end
   * @param benefit at least 0, at least one above 0
   */
  public static double of(double alpha, double[] benefit) {
    double mean = 0;
    for (double b : benefit) {
      mean += b / benefit.length;
    }
    double sum = 0;
    for (double b : benefit) {
      double share = b / mean;
      if (alpha == 1) {
        sum += share == 0 ? 0 : share * Math.log(share);
      } else if (alpha == 0) {
        sum -= Math.log(share);
      } else {
        sum += (Math.pow(share, alpha) - 1) / (alpha * (alpha - 1));
      }
    }
    return sum / benefit.length;
  }

  /** The part between groups: the index after each benefit is replaced by its group's mean. */
  public static double between(double alpha, double[] benefit, int[] group) {
    int groups = 0;
    for (int g : group) {
      groups = Math.max(groups, g + 1);
    }
    double[] sum = new double[groups];
    double[] rows = new double[groups];
    for (int i = 0; i < benefit.length; i++) {
      sum[group[i]] += benefit[i];
      rows[group[i]]++;
    }
    double[] means = new double[benefit.length];
    for (int i = 0; i < benefit.length; i++) {
      means[i] = sum[group[i]] / rows[group[i]];
    }
    return of(alpha, means);
  }

  /** Coefficient of variation, the root of twice the index of alpha 2. */
  public static double coefficientOfVariation(double[] benefit) {
    return Math.sqrt(2 * of(2, benefit));
  }
}
