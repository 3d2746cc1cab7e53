package org.bellwether.stat;

/**
 * How far a metric of a chunk of rows strays by chance, from the spread of its parts on the
 * reference (NannyML's sampling errors): the standard deviation (ddof 0) of the part that one row
 * contributes, over the root of the rows of the chunk that contribute.
 */
public final class SamplingError {

  /** NannyML widens the error of an AUC averaged over classes by this factor. */
  public static final double MULTICLASS_AUC_FACTOR = 1.2;

  private SamplingError() {}

  /**
   * Of a share, such as precision.
   *
   * @param hits reference rows with the property
   * @param relevant reference rows that could have it
   * @param total all reference rows
   * @param rows rows of the chunk
   */
  public static double rate(double hits, double relevant, double total, double rows) {
    double p = hits / relevant;
    return Math.sqrt(p * (1 - p) / (rows * relevant / total));
  }

  /**
   * Of F1. A row that is labelled or decided positive contributes 1 when both, otherwise 0, scaled
   * so that the mean is F1.
   *
   * @param scaled whether to scale; NannyML does not for the classes of a multiclass model
   */
  public static double f1(ConfusionMatrix reference, double rows, boolean scaled) {
    double tp = reference.truePositives();
    double relevant = tp + reference.falseNegatives() + reference.falsePositives();
    double factor = scaled ? relevant / ((relevant + tp) / 2) : 1;
    return factor * rate(tp, relevant, reference.total(), rows);
  }

  /**
   * Of the ROC AUC: a positive row contributes the share of negative rows ranked below it, ties
   * counting half; the rarer label is taken as positive.
   */
  public static double auc(ScoreTable reference, double rows) {
    double positives = 0;
    double negatives = 0;
    for (int i = 0; i < reference.size(); i++) {
      positives += reference.positives()[i];
      negatives += reference.negatives()[i];
    }
    boolean swap = positives > negatives;
    double[] rare = swap ? reference.negatives() : reference.positives();
    double[] common = swap ? reference.positives() : reference.negatives();
    double rareRows = Math.min(positives, negatives);
    double commonRows = Math.max(positives, negatives);
    double below = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < reference.size(); i++) {
      double place = (below + common[i] / 2) / commonRows;
      sum += rare[i] * place;
      squares += rare[i] * place * place;
      below += common[i];
    }
    double mean = sum / rareRows;
    double variance = Math.max(0, squares / rareRows - mean * mean);
    return Math.sqrt(variance / (rows * rareRows / (positives + negatives)));
  }

  /** Of a mean over classes, from the errors of the classes, taken as independent. */
  public static double macro(double... errors) {
    double squares = 0;
    for (double e : errors) {
      squares += e * e;
    }
    return Math.sqrt(squares) / errors.length;
  }

  /**
   * Of a mean loss.
   *
   * @param variance of the loss of one reference row, ddof 0
   */
  public static double mean(double variance, double rows) {
    return Math.sqrt(variance / rows);
  }

  /** Of the root of a mean loss, by the delta method. */
  public static double root(double variance, double mean, double rows) {
    return mean(variance, rows) / (2 * Math.sqrt(mean));
  }
}
