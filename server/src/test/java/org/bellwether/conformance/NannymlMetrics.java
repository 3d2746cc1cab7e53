package org.bellwether.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bellwether.conformance.Chunked.Chunk;
import org.bellwether.stat.ConfusionMatrix;
import org.bellwether.stat.ExpectedOutcomes;
import org.bellwether.stat.IsotonicRegression;
import org.bellwether.stat.MulticlassConfusion;
import org.bellwether.stat.MulticlassConfusion.Average;
import org.bellwether.stat.PrecisionRecallCurve;
import org.bellwether.stat.RegressionError;
import org.bellwether.stat.RocAuc;
import org.bellwether.stat.ScoreTable;

/** Metrics of chunks in NannyML's definitions, from our formulas. */
final class NannymlMetrics {

  static final double[][] BINARY_PAYOFF = {{5, -10}, {-50, 50}};
  static final double[][] CARD_PAYOFF = {{1, 0, -1}, {0, 1, 0}, {-1, 0, 1}};
  static final List<String> CARDS = List.of("highstreet_card", "prepaid_card", "upmarket_card");

  private NannymlMetrics() {}

  static ScoreTable table(double[] positive, double[] score) {
    TreeMap<Double, double[]> rows = new TreeMap<>();
    for (int i = 0; i < score.length; i++) {
      double[] counts = rows.computeIfAbsent(score[i], s -> new double[2]);
      counts[0] += positive[i];
      counts[1] += 1 - positive[i];
    }
    double[][] columns = new double[4][rows.size()];
    int i = 0;
    for (Map.Entry<Double, double[]> row : rows.entrySet()) {
      columns[0][i] = row.getKey();
      columns[1][i] = row.getValue()[0];
      columns[2][i++] = row.getValue()[1];
    }
    return new ScoreTable(columns[0], columns[1], columns[2], columns[3]);
  }

  // Binary: column repaid, y_pred, y_pred_proba.

  static double[] calibrated(Frame reference, Frame rows) {
    IsotonicRegression fit =
        IsotonicRegression.calibrate(
            table(reference.numbers("repaid"), reference.numbers("y_pred_proba")));
    return Arrays.stream(rows.numbers("y_pred_proba")).map(fit::at).toArray();
  }

  static ConfusionMatrix confusion(double[] probability, Frame rows) {
    double[] decided = rows.numbers("y_pred");
    boolean[] yes = new boolean[decided.length];
    for (int i = 0; i < yes.length; i++) {
      yes[i] = decided[i] == 1;
    }
    return ExpectedOutcomes.confusion(probability, yes);
  }

  static double binary(String metric, double[] positive, Frame rows) {
    ConfusionMatrix m = confusion(positive, rows);
    double n = m.total();
    double[][] cells = {
      {m.trueNegatives(), m.falsePositives()}, {m.falseNegatives(), m.truePositives()}
    };
    return switch (metric) {
      case "roc_auc" -> RocAuc.of(table(positive, rows.numbers("y_pred_proba"))).value();
      case "average_precision" ->
          PrecisionRecallCurve.average(table(positive, rows.numbers("y_pred_proba")));
      case "f1" -> m.f1();
      case "precision" -> m.precision();
      case "recall" -> m.recall();
      case "specificity" -> m.specificity();
      case "accuracy" -> m.accuracy();
      case "true_positive" -> m.truePositives() / n;
      case "true_negative" -> m.trueNegatives() / n;
      case "false_positive" -> m.falsePositives() / n;
      case "false_negative" -> m.falseNegatives() / n;
      case "business_value" -> ExpectedOutcomes.valuePerPrediction(cells, BINARY_PAYOFF);
      default -> throw new AssertionError(metric);
    };
  }

  // Multiclass: probabilities of classes by row.

  static double[][] labels(Frame rows) {
    List<String> labels = rows.texts("y_true");
    double[][] p = new double[CARDS.size()][labels.size()];
    for (int i = 0; i < labels.size(); i++) {
      p[CARDS.indexOf(labels.get(i))][i] = 1;
    }
    return p;
  }

  /** Isotonic calibration of each class against the rest, rescaled to sum to 1. */
  static double[][] cardsCalibrated(Frame reference, Frame rows) {
    double[][] truth = labels(reference);
    double[][] p = new double[CARDS.size()][];
    for (int c = 0; c < p.length; c++) {
      String column = "y_pred_proba_" + CARDS.get(c);
      IsotonicRegression fit =
          IsotonicRegression.calibrate(table(truth[c], reference.numbers(column)));
      p[c] = Arrays.stream(rows.numbers(column)).map(fit::at).toArray();
    }
    for (int i = 0; i < rows.rows(); i++) {
      double sum = p[0][i] + p[1][i] + p[2][i];
      for (double[] one : p) {
        one[i] /= sum;
      }
    }
    return p;
  }

  static double[][] cells(double[][] p, Frame rows) {
    List<String> predicted = rows.texts("y_pred");
    double[][] cells = new double[p.length][p.length];
    for (int i = 0; i < predicted.size(); i++) {
      int j = CARDS.indexOf(predicted.get(i));
      for (int c = 0; c < p.length; c++) {
        cells[c][j] += p[c][i];
      }
    }
    return cells;
  }

  static double cards(String metric, double[][] p, Frame rows) {
    double[][] cells = cells(p, rows);
    MulticlassConfusion m = new MulticlassConfusion(cells);
    return switch (metric) {
      case "roc_auc" -> macroAuc(p, rows);
      case "average_precision" -> macroAveragePrecision(p, rows, false);
      case "estimated_average_precision" -> macroAveragePrecision(p, rows, true);
      case "f1" -> m.average(Average.MACRO, ConfusionMatrix::f1);
      case "precision" -> m.average(Average.MACRO, ConfusionMatrix::precision);
      case "recall" -> m.average(Average.MACRO, ConfusionMatrix::recall);
      case "specificity" -> m.average(Average.MACRO, ConfusionMatrix::specificity);
      case "accuracy" -> m.accuracy();
      case "business_value" -> ExpectedOutcomes.valuePerPrediction(cells, CARD_PAYOFF);
      default -> {
        String[] names = metric.substring("true_".length()).split("_pred_", -1);
        yield cells[CARDS.indexOf(names[0])][CARDS.indexOf(names[1])];
      }
    };
  }

  private static double macroAuc(double[][] p, Frame rows) {
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      sum += RocAuc.of(table(p[c], rows.numbers("y_pred_proba_" + CARDS.get(c)))).value();
    }
    return sum / p.length;
  }

  private static double macroAveragePrecision(double[][] p, Frame rows, boolean byRow) {
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      double[] score = rows.numbers("y_pred_proba_" + CARDS.get(c));
      sum +=
          byRow
              ? (byRow(p[c], score, 1) + byRow(p[c], score, -1)) / 2
              : PrecisionRecallCurve.average(table(p[c], score));
    }
    return sum / p.length;
  }

  /**
   * Every row a threshold of its own. The peer leaves tied scores in the order of an unstable sort;
   * the mean of the rows' order (sign 1) and its reverse is what any order comes close to.
   */
  private static double byRow(double[] p, double[] score, int sign) {
    return ExpectedOutcomes.averagePrecisionByRow(
        IntStream.range(0, score.length)
            .boxed()
            .sorted((a, b) ->
                score[a] == score[b]
                    ? sign * Integer.compare(a, b)
                    : Double.compare(score[b], score[a]))
            .mapToDouble(i -> p[i])
            .toArray());
  }

  // Regression.

  static double regression(String metric, Frame rows) {
    RegressionError e = RegressionError.of(rows.numbers("y_true"), rows.numbers("y_pred"));
    return switch (metric) {
      case "mae" -> e.meanAbsolute();
      case "mape" -> e.meanAbsolutePercentage();
      case "mse" -> e.meanSquared();
      case "msle" -> e.meanSquaredLog();
      case "rmse" -> e.rootMeanSquared();
      case "rmsle" -> e.rootMeanSquaredLog();
      default -> throw new AssertionError(metric);
    };
  }

  static double loss(String metric, double label, double prediction) {
    double log = Math.log1p(label) - Math.log1p(prediction);
    double error = label - prediction;
    return switch (metric) {
      case "mae" -> Math.abs(error);
      case "mape" -> Math.abs(error / label);
      case "mse", "rmse" -> error * error;
      default -> log * log;
    };
  }

  /** Mean and variance (ddof 0). */
  static double[] moments(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return new double[] {mean, variance};
  }

  static double size(Chunk chunk) {
    return chunk.to() - (double) chunk.from();
  }
}
