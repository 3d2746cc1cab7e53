package org.bellwether.learner;

import java.util.Arrays;
import java.util.Random;

/**
 * A learner whose score is the witness of a kernel two-sample statistic (Gretton et al. 2012,
 * jmlr.org/papers/v13/gretton12a): the mean kernel to the rows of class 1 less the mean kernel to
 * those of class 0. Held-out rows scored by it make a test of maximum mean discrepancy that needs
 * no permutations (as Shekhar, Kim and Ramdas 2022, arXiv:2211.14908).
 */
public enum KernelMean implements Learner {
  /** The inner product: the witness is the difference of the means, and only they are compared. */
  LINEAR,
  /**
   * exp(-|x - y|² / (2 s²)) with s the median distance of rows (of at most 200 drawn pairs):
   * distributions are compared in every respect.
   */
  GAUSSIAN;

  private static final int PAIRS = 200;

  @Override
  public Scorer fit(double[][] x, double[] y, long seed) {
    double scale = this == LINEAR ? 1 : 1 / (2 * medianSquare(x, new Random(seed)));
    double ones = Arrays.stream(y).sum();
    double[] weight = new double[y.length];
    Arrays.setAll(weight, i -> y[i] == 1 ? 1 / ones : -1 / (y.length - ones));
    double[] direction = new double[x[0].length];
    if (this == LINEAR) {
      for (int i = 0; i < x.length; i++) {
        for (int c = 0; c < direction.length; c++) {
          direction[c] += weight[i] * x[i][c];
        }
      }
    }
    boolean linear = this == LINEAR;
    return new Scorer() {
      @Override
      public double[] score(double[][] rows) {
        double[] scores = new double[rows.length];
        for (int r = 0; r < rows.length; r++) {
          if (linear) {
            scores[r] = dot(direction, rows[r]);
          } else {
            for (int i = 0; i < x.length; i++) {
              scores[r] += weight[i] * Math.exp(-scale * square(x[i], rows[r]));
            }
          }
        }
        return scores;
      }

      @Override
      public double[] importance() {
        return new double[direction.length];
      }
    };
  }

  private static double medianSquare(double[][] x, Random random) {
    double[] squares = new double[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      squares[i] = square(x[random.nextInt(x.length)], x[random.nextInt(x.length)]);
    }
    double[] apart = Arrays.stream(squares).filter(s -> s > 0).sorted().toArray();
    return apart.length == 0 ? 1 : apart[apart.length / 2];
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      sum += a[c] * b[c];
    }
    return sum;
  }

  private static double square(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      double d = a[c] - b[c];
      sum += d * d;
    }
    return sum;
  }
}
