package org.bellwether.stat;

/**
 * Decisions of a binary model by label, and every rate that follows. A rate with an empty
 * denominator is NaN: undefined is not zero. Definitions as in scikit-learn, except for that.
 *
 * @param truePositives weight of rows labelled positive and decided positive
 * @param falsePositives labelled negative, decided positive
 * @param falseNegatives labelled positive, decided negative
 * @param trueNegatives labelled negative, decided negative
 */
public record ConfusionMatrix(
    double truePositives, double falsePositives, double falseNegatives, double trueNegatives) {

  public ConfusionMatrix {
    if (!(truePositives >= 0 && falsePositives >= 0 && falseNegatives >= 0 && trueNegatives >= 0)) {
      throw new IllegalArgumentException("counts must be at least 0");
    }
  }

  /** Counts of the decision {@code score > cut} on the labelled rows of a table. */
  public static ConfusionMatrix above(ScoreTable table, double cut) {
    return decide(table, cut, false);
  }

  /** Counts of the decision {@code score >= cut} on the labelled rows of a table. */
  public static ConfusionMatrix atLeast(ScoreTable table, double cut) {
    return decide(table, cut, true);
  }

  private static ConfusionMatrix decide(ScoreTable table, double cut, boolean inclusive) {
    double tp = 0;
    double fp = 0;
    double fn = 0;
    double tn = 0;
    for (int i = 0; i < table.size(); i++) {
      double s = table.score()[i];
      if (s > cut || (inclusive && s == cut)) {
        tp += table.positives()[i];
        fp += table.negatives()[i];
      } else {
        fn += table.positives()[i];
        tn += table.negatives()[i];
      }
    }
    return new ConfusionMatrix(tp, fp, fn, tn);
  }

  public double total() {
    return truePositives + falsePositives + falseNegatives + trueNegatives;
  }

  /** Weight of rows labelled positive. */
  public double positives() {
    return truePositives + falseNegatives;
  }

  /** Weight of rows labelled negative. */
  public double negatives() {
    return falsePositives + trueNegatives;
  }

  /** Weight of rows decided positive. */
  public double selected() {
    return truePositives + falsePositives;
  }

  public double correct() {
    return truePositives + trueNegatives;
  }

  public double accuracy() {
    return ratio(correct(), total());
  }

  /** Mean of recall and specificity. */
  public double balancedAccuracy() {
    return (recall() + specificity()) / 2;
  }

  /** Positive predictive value. */
  public double precision() {
    return ratio(truePositives, selected());
  }

  /** True positive rate, sensitivity. */
  public double recall() {
    return ratio(truePositives, positives());
  }

  /** True negative rate. */
  public double specificity() {
    return ratio(trueNegatives, negatives());
  }

  public double negativePredictiveValue() {
    return ratio(trueNegatives, trueNegatives + falseNegatives);
  }

  public double falsePositiveRate() {
    return ratio(falsePositives, negatives());
  }

  public double falseNegativeRate() {
    return ratio(falseNegatives, positives());
  }

  public double falseDiscoveryRate() {
    return ratio(falsePositives, selected());
  }

  public double falseOmissionRate() {
    return ratio(falseNegatives, trueNegatives + falseNegatives);
  }

  /** Share of rows labelled positive. */
  public double prevalence() {
    return ratio(positives(), total());
  }

  /** Share of rows decided positive. */
  public double selectionRate() {
    return ratio(selected(), total());
  }

  public double f1() {
    return fBeta(1);
  }

  /**
   * Weighted harmonic mean of precision and recall, {@code (1+β²)·TP / ((1+β²)·TP + β²·FN + FP)};
   * NaN when there is no positive row, neither labelled nor decided.
   *
   * @param beta weight of recall against precision, above 0
   */
  public double fBeta(double beta) {
    if (!(beta > 0)) {
      throw new IllegalArgumentException("beta must be above 0, not " + beta);
    }
    double b2 = beta * beta;
    double weighted = (1 + b2) * truePositives;
    return ratio(weighted, weighted + b2 * falseNegatives + falsePositives);
  }

  /**
   * Matthews correlation coefficient (doi:10.1016/0005-2795(75)90109-9), in [-1, 1]; NaN when a
   * label or a decision never occurs.
   */
  public double matthewsCorrelation() {
    double product = Math.sqrt(selected()) * Math.sqrt(positives()) * Math.sqrt(negatives());
    product *= Math.sqrt(trueNegatives + falseNegatives);
    return ratio(truePositives * trueNegatives - falsePositives * falseNegatives, product);
  }

  /** Cohen's kappa of label and decision; NaN when chance alone agrees always. */
  public double cohenKappa() {
    double n = total();
    double rejected = trueNegatives + falseNegatives;
    double chance = (selected() * positives() + rejected * negatives()) / (n * n);
    return ratio(accuracy() - chance, 1 - chance);
  }

  private static double ratio(double numerator, double denominator) {
    return denominator == 0 ? Double.NaN : numerator / denominator;
  }
}
