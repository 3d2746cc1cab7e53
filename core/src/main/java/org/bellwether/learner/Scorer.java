package org.bellwether.learner;

/** A fitted model. */
public interface Scorer {

  /**
   * Applies the model.
   *
   * @param x features, row by row, as at the fit
   * @return one score a row: probability of class 1, or the predicted number
   */
  double[] score(double[][] x);

  /** How much each feature contributed to the fit, at least 0, summing to 1 unless all are 0. */
  double[] importance();
}
