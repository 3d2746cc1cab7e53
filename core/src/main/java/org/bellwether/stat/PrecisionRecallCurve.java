package org.bellwether.stat;

import java.util.Arrays;

/**
 * Points of the precision–recall curve, one for each distinct score, from the strictest cut to the
 * most generous. Rows without a label do not enter.
 *
 * @param threshold a row is decided positive from this score on, descending
 * @param recall share of positive rows decided positive
 * @param precision share of rows decided positive that are positive
 */
public record PrecisionRecallCurve(double[] threshold, double[] recall, double[] precision) {

  /** Every point; none without a positive row. */
  public static PrecisionRecallCurve of(ScoreTable table) {
    int n = table.size();
    double positives = Arrays.stream(table.positives()).sum();
    double[] cut = new double[n];
    double[] recall = new double[n];
    double[] precision = new double[n];
    double tp = 0;
    double selected = 0;
    int points = 0;
    for (int i = n - 1; i >= 0 && positives > 0; i--) {
      double here = table.positives()[i] + table.negatives()[i];
      if (here == 0) {
        continue;
      }
      tp += table.positives()[i];
      selected += here;
      cut[points] = table.score()[i];
      recall[points] = tp / positives;
      precision[points] = tp / selected;
      points++;
    }
    return new PrecisionRecallCurve(
        Arrays.copyOf(cut, points),
        Arrays.copyOf(recall, points),
        Arrays.copyOf(precision, points));
  }

  /**
   * Average precision: the sum of precision × gain in recall over the distinct scores, without
   * interpolation, as in scikit-learn; NaN without a positive row.
   */
  public static double average(ScoreTable table) {
    double positives = 0;
    for (double p : table.positives()) {
      positives += p;
    }
    if (positives == 0) {
      return Double.NaN;
    }
    double tp = 0;
    double selected = 0;
    double sum = 0;
    for (int i = table.size() - 1; i >= 0; i--) {
      double here = table.positives()[i];
      selected += here + table.negatives()[i];
      if (here > 0) {
        tp += here;
        sum += here * tp / selected;
      }
    }
    return sum / positives;
  }

  /** At most the given number of points, evenly along the curve, for drawing. */
  public PrecisionRecallCurve thinned(int points) {
    int[] keep = Thinning.along(recall, precision, points);
    return new PrecisionRecallCurve(
        Thinning.take(threshold, keep),
        Thinning.take(recall, keep),
        Thinning.take(precision, keep));
  }
}
