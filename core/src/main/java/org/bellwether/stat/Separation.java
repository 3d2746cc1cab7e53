package org.bellwether.stat;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * How well a score tells two samples apart: the area under the ROC curve, with DeLong's interval on
 * the logit scale ({@link RocAuc}) and the Mann-Whitney test (commons-statistics; ties corrected,
 * continuity corrected) of "the score does not tell them apart".
 *
 * @param auc probability that a value of the second sample exceeds one of the first, ties half; NaN
 *     when a sample is empty
 * @param low lower bound of the interval
 * @param high upper bound
 * @param pGreater p-value against the second sample's values being larger
 * @param pTwoSided p-value against either direction
 */
public record Separation(double auc, double low, double high, double pGreater, double pTwoSided) {

  /** Two-sided confidence of the interval. */
  public static final double LEVEL = 0.95;

  private static final double Z = Normal.twoSided(LEVEL);
  private static final double POWER = Normal.upper(0.2);

  /**
   * Compares two samples.
   *
   * @param first finite values
   * @param second finite values
   */
  public static Separation of(double[] first, double[] second) {
    if (first.length == 0 || second.length == 0) {
      return new Separation(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    RocAuc auc = RocAuc.of(table(first, second));
    double[] bounds = auc.interval(Z);
    MannWhitneyUTest test = MannWhitneyUTest.withDefaults();
    return new Separation(
        auc.value(),
        bounds[0],
        bounds[1],
        p(test.with(AlternativeHypothesis.GREATER_THAN), second, first),
        p(test, second, first));
  }

  private static double p(MannWhitneyUTest test, double[] x, double[] y) {
    double p = test.test(x, y).getPValue();
    // All values tied: the normal approximation has no spread.
    return Double.isNaN(p) ? 1 : Math.max(Double.MIN_VALUE, Math.min(1, p));
  }

  /**
   * The mean over scores of held-out halves, whatever their dependence: models fitted to each
   * other's half are dependent, so the standard errors add up instead of their squares, and the
   * smallest p-value is multiplied by their number (Bonferroni).
   */
  public static Separation combine(Separation... parts) {
    double n = parts.length;
    double greater = Arrays.stream(parts).mapToDouble(Separation::pGreater).min().orElse(1);
    double twoSided = Arrays.stream(parts).mapToDouble(Separation::pTwoSided).min().orElse(1);
    return new Separation(
        Arrays.stream(parts).mapToDouble(Separation::auc).average().orElse(Double.NaN),
        Arrays.stream(parts).mapToDouble(Separation::low).average().orElse(Double.NaN),
        Arrays.stream(parts).mapToDouble(Separation::high).average().orElse(Double.NaN),
        Math.min(1, n * greater),
        Math.min(1, n * twoSided));
  }

  /**
   * Rows of the second sample with which a one-sided test finds an AUC with probability 0.8, the
   * first sample growing in proportion (Noether 1987, doi:10.1080/01621459.1987.10478478).
   *
   * @param level level of the test, in (0, 1)
   * @param auc the AUC to be found, above 1/2
   * @param ratio rows of the second sample over rows of the first
   */
  public static long rowsNeeded(double level, double auc, double ratio) {
    double quantiles = Normal.upper(level) + POWER;
    double gain = auc - 0.5;
    double rows = quantiles * quantiles * (1 + ratio) / (12 * gain * gain);
    return gain > 0 && rows < Long.MAX_VALUE ? (long) Math.ceil(rows) : Long.MAX_VALUE;
  }

  private static ScoreTable table(double[] first, double[] second) {
    double[] a = first.clone();
    double[] b = second.clone();
    Arrays.sort(a);
    Arrays.sort(b);
    double[] score = new double[a.length + b.length];
    double[] positives = new double[score.length];
    double[] negatives = new double[score.length];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      double next = j >= b.length || (i < a.length && a[i] <= b[j]) ? a[i] : b[j];
      score[n] = next;
      for (; i < a.length && a[i] == next; i++) {
        negatives[n]++;
      }
      for (; j < b.length && b[j] == next; j++) {
        positives[n]++;
      }
      n++;
    }
    return new ScoreTable(
        Arrays.copyOf(score, n),
        Arrays.copyOf(positives, n),
        Arrays.copyOf(negatives, n),
        new double[n]);
  }
}
