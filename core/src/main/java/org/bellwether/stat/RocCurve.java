package org.bellwether.stat;

import java.util.Arrays;

/**
 * Points of the ROC curve, one for each distinct score, from the strictest cut to the most
 * generous; the first point is (0, 0) at an infinite threshold.
 *
 * @param threshold a row is decided positive from this score on, descending
 * @param falsePositiveRate share of negative rows decided positive; NaN without one
 * @param truePositiveRate share of positive rows decided positive; NaN without one
 */
public record RocCurve(double[] threshold, double[] falsePositiveRate, double[] truePositiveRate) {

  /** Every point. */
  public static RocCurve of(ScoreTable table) {
    int n = table.size();
    double positives = Arrays.stream(table.positives()).sum();
    double negatives = Arrays.stream(table.negatives()).sum();
    double[] cut = new double[n + 1];
    double[] fpr = new double[n + 1];
    double[] tpr = new double[n + 1];
    cut[0] = Double.POSITIVE_INFINITY;
    double tp = 0;
    double fp = 0;
    int points = 1;
    for (int i = n - 1; i >= 0; i--) {
      if (table.positives()[i] == 0 && table.negatives()[i] == 0) {
        continue;
      }
      tp += table.positives()[i];
      fp += table.negatives()[i];
      cut[points] = table.score()[i];
      tpr[points] = positives == 0 ? Double.NaN : tp / positives;
      fpr[points] = negatives == 0 ? Double.NaN : fp / negatives;
      points++;
    }
    return new RocCurve(
        Arrays.copyOf(cut, points), Arrays.copyOf(fpr, points), Arrays.copyOf(tpr, points));
  }

  /** Without the points that lie on the straight line between their neighbours. */
  public RocCurve withoutCollinear() {
    int n = threshold.length;
    int[] keep = new int[n];
    int kept = 0;
    for (int i = 0; i < n; i++) {
      boolean inner = i > 0 && i < n - 1;
      if (!inner || bends(i)) {
        keep[kept++] = i;
      }
    }
    return take(Arrays.copyOf(keep, kept));
  }

  /** At most the given number of points, evenly along the curve, for drawing. */
  public RocCurve thinned(int points) {
    int[] keep = Thinning.along(falsePositiveRate, truePositiveRate, points);
    return take(keep);
  }

  private boolean bends(int i) {
    double left =
        (truePositiveRate[i] - truePositiveRate[i - 1])
            * (falsePositiveRate[i + 1] - falsePositiveRate[i]);
    double right =
        (truePositiveRate[i + 1] - truePositiveRate[i])
            * (falsePositiveRate[i] - falsePositiveRate[i - 1]);
    return Math.abs(left - right) > 1e-15;
  }

  private RocCurve take(int[] keep) {
    return new RocCurve(
        Thinning.take(threshold, keep),
        Thinning.take(falsePositiveRate, keep),
        Thinning.take(truePositiveRate, keep));
  }
}
