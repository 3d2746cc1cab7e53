package org.bellwether.stat;

import java.util.function.ToDoubleFunction;

/**
 * Decisions of a model of several classes by label, and averages of one-versus-rest rates.
 *
 * @param counts weight by label (row) and prediction (column), square
 */
public record MulticlassConfusion(double[][] counts) {

  /** How rates of classes become one number. */
  public enum Average {
    /** Mean over classes. */
    MACRO,
    /** The rate of the summed one-versus-rest counts. */
    MICRO,
    /** Mean over classes weighted by the rows labelled with the class. */
    WEIGHTED
  }

  public MulticlassConfusion {
    for (double[] row : counts) {
      if (row.length != counts.length) {
        throw new IllegalArgumentException("a confusion matrix must be square");
      }
    }
  }

  public int classes() {
    return counts.length;
  }

  public double total() {
    double sum = 0;
    for (double[] row : counts) {
      for (double c : row) {
        sum += c;
      }
    }
    return sum;
  }

  public double correct() {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i][i];
    }
    return sum;
  }

  /** Share of rows predicted right; NaN of no rows. */
  public double accuracy() {
    double n = total();
    return n == 0 ? Double.NaN : correct() / n;
  }

  /** One class against all others. */
  public ConfusionMatrix oneVersusRest(int c) {
    double predicted = 0;
    double labelled = 0;
    for (int i = 0; i < counts.length; i++) {
      predicted += counts[i][c];
      labelled += counts[c][i];
    }
    double tp = counts[c][c];
    return new ConfusionMatrix(
        tp, predicted - tp, labelled - tp, Math.max(0, total() - predicted - labelled + tp));
  }

  /**
   * Average of a one-versus-rest rate. As in scikit-learn a class whose rate is undefined (it was
   * never predicted, say) counts as 0 in macro and weighted averages, but a class that is neither
   * label nor prediction of any row does not enter.
   *
   * @param rate such as {@code ConfusionMatrix::precision}
   * @return NaN of no rows
   */
  public double average(Average how, ToDoubleFunction<ConfusionMatrix> rate) {
    double sum = 0;
    double weight = 0;
    double[] pooled = new double[4];
    for (int c = 0; c < counts.length; c++) {
      ConfusionMatrix one = oneVersusRest(c);
      if (one.positives() + one.selected() == 0) {
        continue;
      }
      double value = rate.applyAsDouble(one);
      double w = how == Average.WEIGHTED ? one.positives() : 1;
      sum += Double.isNaN(value) ? 0 : w * value;
      weight += w;
      pooled[0] += one.truePositives();
      pooled[1] += one.falsePositives();
      pooled[2] += one.falseNegatives();
      pooled[3] += one.trueNegatives();
    }
    if (weight == 0) {
      return Double.NaN;
    }
    return how == Average.MICRO
        ? rate.applyAsDouble(new ConfusionMatrix(pooled[0], pooled[1], pooled[2], pooled[3]))
        : sum / weight;
  }

  /** Mean recall of the classes that occur as labels; NaN of none. */
  public double balancedAccuracy() {
    double sum = 0;
    int n = 0;
    for (int c = 0; c < counts.length; c++) {
      double recall = oneVersusRest(c).recall();
      if (!Double.isNaN(recall)) {
        sum += recall;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  /**
   * Matthews correlation of several classes (Gorodkin 2004,
   * doi:10.1016/j.compbiolchem.2004.09.006); NaN when labels or predictions are all of one class.
   */
  public double matthewsCorrelation() {
    double n = total();
    double cross = correct() * n;
    double labels = n * n;
    double predictions = n * n;
    for (int c = 0; c < counts.length; c++) {
      ConfusionMatrix one = oneVersusRest(c);
      cross -= one.selected() * one.positives();
      labels -= one.positives() * one.positives();
      predictions -= one.selected() * one.selected();
    }
    return labels == 0 || predictions == 0
        ? Double.NaN
        : cross / (Math.sqrt(labels) * Math.sqrt(predictions));
  }
}
