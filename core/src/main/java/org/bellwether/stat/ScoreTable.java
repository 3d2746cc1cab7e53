package org.bellwether.stat;

/**
 * Scores by label: what ROC, precision–recall, calibration and confidence-based estimation need of
 * a binary model, whether exact (one row for each distinct score) or bounded (one row for each
 * score bin, at the bin's mean score).
 *
 * <p>All arrays have the same length and are owned by the table. Counts are sums of row weights,
 * and whole numbers when rows have no weights.
 *
 * @param score ascending scores, finite
 * @param positives weight of rows labelled positive with that score
 * @param negatives weight of rows labelled negative
 * @param unlabelled weight of rows without a label
 */
public record ScoreTable(
    double[] score, double[] positives, double[] negatives, double[] unlabelled) {
  public ScoreTable {
    int n = score.length;
    if (positives.length != n || negatives.length != n || unlabelled.length != n) {
      throw new IllegalArgumentException("arrays of different lengths");
    }
  }

  public int size() {
    return score.length;
  }
}
