package org.bellwether.stat;

import java.util.Arrays;

/**
 * Performance without labels from calibrated scores (confidence-based performance estimation,
 * NannyML): a row of calibrated score p counts as p positive and 1 - p negative rows, and every
 * formula on a {@link ScoreTable} or {@link ConfusionMatrix} applies to these expected counts.
 */
public final class ExpectedOutcomes {

  private ExpectedOutcomes() {}

  /**
   * Expected labels of all rows, labelled or not, ranked by the uncalibrated score.
   *
   * @param probability of a positive label at each score of the table, in [0, 1]
   */
  public static ScoreTable of(ScoreTable table, double[] probability) {
    int n = table.size();
    double[] positives = new double[n];
    double[] negatives = new double[n];
    for (int i = 0; i < n; i++) {
      double rows = table.positives()[i] + table.negatives()[i] + table.unlabelled()[i];
      positives[i] = rows * probability[i];
      negatives[i] = rows * (1 - probability[i]);
    }
    return new ScoreTable(table.score(), positives, negatives, new double[n]);
  }

  /** Probability of a positive label at each score of a table. */
  public static double[] calibrated(ScoreTable table, IsotonicRegression calibration) {
    return Arrays.stream(table.score()).map(calibration::at).toArray();
  }

  /**
   * Expected counts of decisions.
   *
   * @param probability of a positive label of each row
   * @param decided whether each row is decided positive
   */
  public static ConfusionMatrix confusion(double[] probability, boolean[] decided) {
    double[] cells = new double[4];
    for (int i = 0; i < probability.length; i++) {
      cells[decided[i] ? 0 : 2] += probability[i];
      cells[decided[i] ? 1 : 3] += 1 - probability[i];
    }
    return new ConfusionMatrix(cells[0], cells[1], cells[2], cells[3]);
  }

  /**
   * Average precision with every row a threshold of its own, tied scores in the order given;
   * NannyML's way. The usual one takes tied scores together.
   *
   * @param probability of a positive label of each row, best ranked first
   */
  public static double averagePrecisionByRow(double[] probability) {
    double hits = 0;
    double sum = 0;
    for (int i = 0; i < probability.length; i++) {
      hits += probability[i];
      sum += probability[i] * hits / (i + 1);
    }
    return sum / hits;
  }

  /**
   * Contribution of each score to the AUC of the expected outcomes: how much a row there moves it,
   * to first order. The mean over rows of the table is 0.
   *
   * @param expected from {@link #of}
   */
  public static double[] influenceOnAuc(ScoreTable expected) {
    double positives = Arrays.stream(expected.positives()).sum();
    double negatives = Arrays.stream(expected.negatives()).sum();
    double rows = positives + negatives;
    double auc = RocAuc.of(expected).value();
    double[] influence = new double[expected.size()];
    double below = 0;
    double above = positives;
    for (int i = 0; i < influence.length; i++) {
      double pos = expected.positives()[i];
      double neg = expected.negatives()[i];
      double p = pos + neg > 0 ? pos / (pos + neg) : 0;
      double beats = (below + neg / 2) / negatives - auc;
      double beaten = (above - pos / 2) / positives - auc;
      influence[i] = rows * (p * beats / positives + (1 - p) * beaten / negatives);
      below += neg;
      above -= pos;
    }
    return influence;
  }

  /** Macro, as NannyML normalises a payoff: each predicted class by its own number of rows. */
  public static double valuePerPrediction(double[][] confusion, double[][] payoff) {
    double value = 0;
    for (int j = 0; j < confusion.length; j++) {
      double predicted = 0;
      double sum = 0;
      for (int i = 0; i < confusion.length; i++) {
        predicted += confusion[i][j];
        sum += confusion[i][j] * payoff[i][j];
      }
      value += predicted == 0 ? 0 : sum / predicted;
    }
    return value;
  }

  /** Mean payoff of a prediction; NaN of no rows. */
  public static double meanValue(double[][] confusion, double[][] payoff) {
    double value = 0;
    double rows = 0;
    for (int i = 0; i < confusion.length; i++) {
      for (int j = 0; j < confusion.length; j++) {
        value += confusion[i][j] * payoff[i][j];
        rows += confusion[i][j];
      }
    }
    return rows == 0 ? Double.NaN : value / rows;
  }
}
