package org.bellwether.conformance;

import java.util.Arrays;
import java.util.List;
import org.bellwether.stat.ConfusionMatrix;
import org.bellwether.stat.MulticlassConfusion;
import org.bellwether.stat.SamplingError;

/** Sampling errors of NannyML's metrics, from the reference. */
final class NannymlErrors {

  private NannymlErrors() {}

  static double binary(String metric, Frame reference, double rows) {
    double[] label = reference.numbers("repaid");
    ConfusionMatrix m = NannymlMetrics.confusion(label, reference);
    double n = m.total();
    return switch (metric) {
      case "roc_auc" ->
          SamplingError.auc(NannymlMetrics.table(label, reference.numbers("y_pred_proba")), rows);
      case "f1" -> SamplingError.f1(m, rows, true);
      case "precision" -> SamplingError.rate(m.truePositives(), m.selected(), n, rows);
      case "recall" -> SamplingError.rate(m.truePositives(), m.positives(), n, rows);
      case "specificity" -> SamplingError.rate(m.trueNegatives(), m.negatives(), n, rows);
      case "accuracy" -> SamplingError.rate(m.correct(), n, n, rows);
      case "true_positive" -> SamplingError.rate(m.truePositives(), n, n, rows);
      case "true_negative" -> SamplingError.rate(m.trueNegatives(), n, n, rows);
      case "false_positive" -> SamplingError.rate(m.falsePositives(), n, n, rows);
      case "false_negative" -> SamplingError.rate(m.falseNegatives(), n, n, rows);
      case "business_value" -> payoff(m, rows);
      default -> Double.NaN;
    };
  }

  private static double payoff(ConfusionMatrix m, double rows) {
    double[][] payoff = NannymlMetrics.BINARY_PAYOFF;
    double[] counts = {
      m.trueNegatives(), m.falsePositives(), m.falseNegatives(), m.truePositives()
    };
    double[] values = {payoff[0][0], payoff[0][1], payoff[1][0], payoff[1][1]};
    return weighted(values, counts, rows);
  }

  private static double weighted(double[] values, double[] counts, double rows) {
    double n = Arrays.stream(counts).sum();
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      mean += values[i] * counts[i] / n;
      squares += values[i] * values[i] * counts[i] / n;
    }
    return SamplingError.mean(squares - mean * mean, rows);
  }

  static double cards(String metric, Frame reference, double rows) {
    double[][] truth = NannymlMetrics.labels(reference);
    double[][] cells = NannymlMetrics.cells(truth, reference);
    MulticlassConfusion m = new MulticlassConfusion(cells);
    if (metric.equals("accuracy")) {
      return SamplingError.rate(m.correct(), m.total(), m.total(), rows);
    }
    if (metric.equals("business_value")) {
      double[] counts = Arrays.stream(cells).flatMapToDouble(Arrays::stream).toArray();
      double[] values =
          Arrays.stream(NannymlMetrics.CARD_PAYOFF).flatMapToDouble(Arrays::stream).toArray();
      // The peer's standard deviation has ddof 1 here and 0 everywhere else.
      double n = m.total();
      return weighted(values, counts, rows) * Math.sqrt(n / (n - 1));
    }
    if (metric.startsWith("true_")) {
      double count = NannymlMetrics.cards(metric, truth, reference);
      return SamplingError.rate(count, m.total(), m.total(), rows);
    }
    List<String> classes = NannymlMetrics.CARDS;
    double[] errors = new double[classes.size()];
    for (int c = 0; c < errors.length; c++) {
      ConfusionMatrix one = m.oneVersusRest(c);
      double n = one.total();
      String column = "y_pred_proba_" + classes.get(c);
      errors[c] =
          switch (metric) {
            case "roc_auc" ->
                SamplingError.MULTICLASS_AUC_FACTOR
                    * SamplingError.auc(
                        NannymlMetrics.table(truth[c], reference.numbers(column)), rows);
            case "f1" -> SamplingError.f1(one, rows, false);
            case "precision" -> SamplingError.rate(one.truePositives(), one.selected(), n, rows);
            case "recall" -> SamplingError.rate(one.truePositives(), one.positives(), n, rows);
            default -> SamplingError.rate(one.trueNegatives(), one.negatives(), n, rows);
          };
    }
    return SamplingError.macro(errors);
  }

  static double regression(String metric, Frame reference, double rows) {
    double[] label = reference.numbers("y_true");
    double[] losses = reference.numbers("y_pred");
    Arrays.setAll(losses, i -> NannymlMetrics.loss(metric, label[i], losses[i]));
    double[] m = NannymlMetrics.moments(losses);
    return metric.startsWith("r")
        ? SamplingError.root(m[1], m[0], rows)
        : SamplingError.mean(m[1], rows);
  }
}
