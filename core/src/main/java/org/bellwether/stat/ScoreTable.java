package org.bellwether.stat;

import org.jspecify.annotations.Nullable;

/**
 * Scores by label: what ROC, precision–recall, calibration and confidence-based estimation need of
 * a binary model, whether exact (one row for each distinct score) or bounded (one row for each
 * score bin, at the bin's mean score).
 *
 * <p>All arrays have the same length and are owned by the table. Counts are sums of row weights,
 * and whole numbers when rows have no weights.
 */
public final class ScoreTable {

  private final double[] score;
  private final double[] positives;
  private final double[] negatives;
  private final double[] unlabelled;

  /** Made by the first who asks: what is shown and what is judged need the same. */
  private ProbabilityLoss.@Nullable All losses;

  /**
   * A table of its columns.
   *
   * @param score ascending scores, finite
   * @param positives weight of rows labelled positive with that score
   * @param negatives weight of rows labelled negative
   * @param unlabelled weight of rows without a label
   */
  public ScoreTable(double[] score, double[] positives, double[] negatives, double[] unlabelled) {
    int n = score.length;
    if (positives.length != n || negatives.length != n || unlabelled.length != n) {
      throw new IllegalArgumentException("arrays of different lengths");
    }
    this.score = score;
    this.positives = positives;
    this.negatives = negatives;
    this.unlabelled = unlabelled;
  }

  public double[] score() {
    return score;
  }

  public double[] positives() {
    return positives;
  }

  public double[] negatives() {
    return negatives;
  }

  public double[] unlabelled() {
    return unlabelled;
  }

  public int size() {
    return score.length;
  }

  /** A race computes the same twice, no more. */
  ProbabilityLoss.All losses() {
    ProbabilityLoss.All known = losses;
    if (known == null) {
      known = ProbabilityLoss.all(this);
      losses = known;
    }
    return known;
  }
}
