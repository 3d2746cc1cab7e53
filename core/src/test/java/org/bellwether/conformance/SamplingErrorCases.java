package org.bellwether.conformance;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bellwether.stat.ConfusionMatrix;
import org.bellwether.stat.SamplingError;

/** {@code nannyml_sampling_error.json}. */
final class SamplingErrorCases extends Suite {

  private static final int CLASSES = 3;

  SamplingErrorCases() {
    super("nannyml_sampling_error");
    on("sampling_error_precision", c -> c.expectValue(rate(c, "precision", -1)));
    on("sampling_error_recall", c -> c.expectValue(rate(c, "recall", -1)));
    on("sampling_error_specificity", c -> c.expectValue(rate(c, "specificity", -1)));
    on("sampling_error_accuracy", c -> c.expectValue(rate(c, "accuracy", -1)));
    on("sampling_error_f1", c -> c.expectValue(rate(c, "f1", -1)));
    on("sampling_error_roc_auc", c -> c.expectValue(auc(c)));
    for (String metric : List.of("precision", "recall", "specificity", "f1")) {
      on(
          "sampling_error_multiclass_" + metric,
          c -> {
            double[] errors = new double[CLASSES];
            for (int k = 0; k < CLASSES; k++) {
              errors[k] = rate(c, metric, k);
            }
            c.expectValue(SamplingError.macro(errors));
          });
    }
    on(
        "sampling_error_mape",
        c -> c.expectValue(SamplingError.mean(moments(c, r -> Math.abs(r[1] / r[0] - 1))[1], 50)));
    on(
        "sampling_error_msle",
        c -> c.expectValue(SamplingError.mean(moments(c, SamplingErrorCases::logError)[1], 50)));
    on(
        "sampling_error_rmsle",
        c -> {
          double[] m = moments(c, SamplingErrorCases::logError);
          c.expectValue(SamplingError.root(m[1], m[0], 50));
        });
  }

  private static double logError(double[] row) {
    return Math.pow(Math.log1p(row[0]) - Math.log1p(row[1]), 2);
  }

  private static double[] column(Case c, String name) throws IOException {
    List<List<String>> columns = List.copyOf(c.table(name).values());
    return Case.toNumbers(columns.get(columns.size() - 1));
  }

  /** Error of a metric of a class against the rest; of class 1 when {@code k} is negative. */
  private static double rate(Case c, String metric, int k) throws IOException {
    double[] label = column(c, "y_true_file");
    double[] decision = column(c, "y_pred_file");
    double rows = c.param("chunk_rows").asDouble();
    ConfusionMatrix m =
        Outcomes.confusion(label, decision, Outcomes.ones(label.length), k < 0 ? 1 : k);
    return switch (metric) {
      case "precision" -> SamplingError.rate(m.truePositives(), m.selected(), m.total(), rows);
      case "recall" -> SamplingError.rate(m.truePositives(), m.positives(), m.total(), rows);
      case "specificity" -> SamplingError.rate(m.trueNegatives(), m.negatives(), m.total(), rows);
      case "accuracy" -> SamplingError.rate(m.correct(), m.total(), m.total(), rows);
      default -> SamplingError.f1(m, rows, k < 0);
    };
  }

  private static double auc(Case c) throws IOException {
    double[] label = column(c, "y_true_file");
    double[] score =
        IntStream.range(0, label.length).mapToDouble(i -> i / (label.length - 1.0)).toArray();
    return SamplingError.auc(Outcomes.table(label, score), c.param("chunk_rows").asDouble());
  }

  /** Mean and variance (ddof 0) of a loss over the rows where it is finite. */
  private static double[] moments(Case c, Function<double[], Double> loss) throws IOException {
    double[] label = column(c, "y_true_file");
    double[] prediction = column(c, "y_pred_file");
    double[] losses =
        IntStream.range(0, label.length)
            .mapToDouble(i -> loss.apply(new double[] {label[i], prediction[i]}))
            .filter(Double::isFinite)
            .toArray();
    double mean = Arrays.stream(losses).average().orElseThrow();
    double variance =
        Arrays.stream(losses).map(l -> (l - mean) * (l - mean)).average().orElseThrow();
    return new double[] {mean, variance};
  }
}
