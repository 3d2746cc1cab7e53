package org.bellwether.learner;

import java.util.Arrays;
import org.bellwether.stat.Separation;

/**
 * Whether a learner can tell two samples apart: the classifier two-sample test of Lopez-Paz and
 * Oquab (2017, arXiv:1610.06545) and Rabanser, Günnemann and Lipton (2019, arXiv:1810.11953), made
 * valid at any sample size.
 *
 * <p>The rows are dealt into two halves; a model fitted to one half scores the other. Given its
 * model, the held-out rows of unchanged samples are exchangeable, so the Mann-Whitney test of each
 * half is valid by itself. The two models are not independent of the halves they are tested on
 * jointly, so their p-values are combined by Bonferroni's bound and their standard errors added.
 * One pooled test of out-of-fold scores would understate its variance up to twofold: each pair of
 * folds is used twice.
 *
 * @param separation AUC, interval and p-values of the held-out scores
 * @param importance mean importance of each feature, as the learner gives it
 */
public record TwoSampleSplit(Separation separation, double[] importance) {

  /** Rows of the smaller sample below which halves are too small to say anything. */
  public static final int FEWEST_ROWS = 20;

  private static final int HALVES = 2;

  /**
   * Compares two samples.
   *
   * @param first rows, features as the learner takes them
   * @param second rows
   * @param seed decides the halves and the fits
   */
  public static TwoSampleSplit of(Learner learner, double[][] first, double[][] second, long seed) {
    double[][] x = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, x, first.length, second.length);
    double[] y = new double[x.length];
    Arrays.fill(y, first.length, y.length, 1);
    CrossFit fit = CrossFit.of(learner, x, y, true, HALVES, seed);
    Separation[] parts = new Separation[HALVES];
    Arrays.setAll(parts, k -> Separation.of(fit.scores(k, y, 0), fit.scores(k, y, 1)));
    return new TwoSampleSplit(Separation.combine(parts), fit.importance());
  }

  /**
   * Rows of the second sample with which an AUC is found with probability 0.8, the learner's own
   * shortfall left aside: each half must find it by itself.
   */
  public static long rowsNeeded(double level, double auc, double ratio) {
    long half = Separation.rowsNeeded(level / HALVES, auc, ratio);
    return half > Long.MAX_VALUE / HALVES ? Long.MAX_VALUE : HALVES * half;
  }
}
