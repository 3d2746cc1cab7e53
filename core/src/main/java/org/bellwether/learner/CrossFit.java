package org.bellwether.learner;

import java.util.Arrays;
import java.util.Random;

/**
 * Scores of rows by models that were fitted to other rows: the rows are dealt into folds, and each
 * fold is scored by a model of the rest.
 *
 * @param score one a row
 * @param fold the fold of each row, from 0
 * @param importance mean importance of each feature over the folds' models
 */
public record CrossFit(double[] score, int[] fold, double[] importance) {

  /**
   * Cross-fits a learner.
   *
   * @param x features, row by row
   * @param y targets; each value of a classifier's is spread evenly over the folds
   * @param stratified whether the targets are classes
   * @param folds at least 2, at most the number of rows
   * @param seed decides the folds and the fits
   */
  public static CrossFit of(
      Learner learner, double[][] x, double[] y, boolean stratified, int folds, long seed) {
    if (folds < 2 || folds > x.length) {
      throw new IllegalArgumentException(folds + " folds of " + x.length + " rows");
    }
    int[] fold = deal(y, stratified, folds, new Random(seed));
    double[] score = new double[x.length];
    double[] importance = new double[x[0].length];
    for (int k = 0; k < folds; k++) {
      int[] held = rowsOf(fold, k, true);
      int[] rest = rowsOf(fold, k, false);
      Scorer model = learner.fit(pick(x, rest), pick(y, rest), seed + k);
      double[] part = model.score(pick(x, held));
      for (int i = 0; i < held.length; i++) {
        score[held[i]] = part[i];
      }
      double[] weights = model.importance();
      for (int f = 0; f < importance.length; f++) {
        importance[f] += weights[f] / folds;
      }
    }
    return new CrossFit(score, fold, importance);
  }

  private static int[] deal(double[] y, boolean stratified, int folds, Random random) {
    Integer[] order = new Integer[y.length];
    Arrays.setAll(order, i -> i);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Integer swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    if (stratified) {
      Arrays.sort(order, (a, b) -> Double.compare(y[a], y[b]));
    }
    int[] fold = new int[y.length];
    for (int i = 0; i < order.length; i++) {
      fold[order[i]] = i % folds;
    }
    return fold;
  }

  private static int[] rowsOf(int[] fold, int k, boolean inside) {
    int[] rows = new int[fold.length];
    int n = 0;
    for (int r = 0; r < fold.length; r++) {
      if (fold[r] == k == inside) {
        rows[n++] = r;
      }
    }
    return Arrays.copyOf(rows, n);
  }

  private static double[][] pick(double[][] x, int[] rows) {
    double[][] picked = new double[rows.length][];
    Arrays.setAll(picked, i -> x[rows[i]]);
    return picked;
  }

  private static double[] pick(double[] y, int[] rows) {
    double[] picked = new double[rows.length];
    Arrays.setAll(picked, i -> y[rows[i]]);
    return picked;
  }

  /** The scores of the rows of one fold that have the target. */
  public double[] scores(int k, double[] y, double target) {
    double[] result = new double[score.length];
    int n = 0;
    for (int r = 0; r < score.length; r++) {
      if (fold[r] == k && y[r] == target) {
        result[n++] = score[r];
      }
    }
    return Arrays.copyOf(result, n);
  }
}
