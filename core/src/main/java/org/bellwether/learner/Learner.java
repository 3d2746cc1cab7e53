package org.bellwether.learner;

/** Fits a model to numbers. */
public interface Learner {

  /**
   * Fits a model.
   *
   * @param x features, row by row, all rows of one length; NaN where missing
   * @param y targets: 0 or 1 for a classifier, any finite number for a regressor
   * @param seed seed of everything random in the fit
   * @return a fitted model
   */
  Scorer fit(double[][] x, double[] y, long seed);
}
