package org.bellwether.performance;

import java.util.ArrayList;
import java.util.List;
import org.bellwether.profile.Outcomes;
import org.bellwether.stat.ConfusionMatrix;
import org.bellwether.stat.MulticlassConfusion;
import org.bellwether.stat.MulticlassConfusion.Average;
import org.bellwether.stat.RocAuc;
import org.bellwether.stat.ScoreTable;

/** Metrics of a model of several classes. */
final class MulticlassMetrics {

  private MulticlassMetrics() {}

  static double rowsPerWeight(Outcomes.Multiclass m) {
    double weight = new MulticlassConfusion(m.confusion()).total();
    return weight > 0 ? m.labelled() / weight : 1;
  }

  static List<MetricValue> of(Outcomes.Multiclass outcomes) {
    List<MetricValue> values = new ArrayList<>();
    MulticlassConfusion m = new MulticlassConfusion(outcomes.confusion());
    double scale = rowsPerWeight(outcomes);
    values.add(BinaryMetrics.rate(Metric.ACCURACY, m.correct(), m.total(), scale));
    values.add(recall(Metric.BALANCED_ACCURACY, m, scale));
    values.add(average(Metric.MACRO_PRECISION, m, Average.MACRO, scale));
    values.add(average(Metric.MACRO_RECALL, m, Average.MACRO, scale));
    values.add(macroF1(m, scale));
    values.add(average(Metric.WEIGHTED_PRECISION, m, Average.WEIGHTED, scale));
    values.add(average(Metric.WEIGHTED_RECALL, m, Average.WEIGHTED, scale));
    double weighted = m.average(Average.WEIGHTED, ConfusionMatrix::f1);
    values.add(new MetricValue(Metric.WEIGHTED_F1, weighted, null));
    double micro = m.average(Average.MICRO, ConfusionMatrix::f1);
    values.add(BinaryMetrics.rate(Metric.MICRO_F1, micro * m.total(), m.total(), scale));
    values.add(new MetricValue(Metric.MCC, m.matthewsCorrelation(), null));
    List<ScoreTable> scores = outcomes.scores();
    if (scores != null) {
      addScores(outcomes, scores, scale, values);
    }
    return values;
  }

  private static void addScores(
      Outcomes.Multiclass outcomes,
      List<ScoreTable> scores,
      double scale,
      List<MetricValue> values) {
    double sum = 0;
    double error = 0;
    double precision = 0;
    int defined = 0;
    for (ScoreTable table : scores) {
      RocAuc auc = RocAuc.of(table);
      if (!Double.isNaN(auc.value())) {
        sum += auc.value();
        // Standard errors are added as if fully correlated: the interval is never too short.
        error += Math.sqrt(auc.variance());
        precision += BinaryMetrics.averagePrecision(Metric.AVERAGE_PRECISION, table, 1).value();
        defined++;
      }
    }
    double n = defined == 0 ? Double.NaN : defined;
    values.add(MetricValue.around(Metric.MACRO_ROC_AUC, sum / n, error / n, 0, 1));
    values.add(new MetricValue(Metric.MACRO_AVERAGE_PRECISION, precision / n, null));
    double weight = outcomes.labelled() / scale;
    double loss = weight > 0 ? outcomes.logLoss() / weight : Double.NaN;
    values.add(new MetricValue(Metric.LOG_LOSS, loss, null));
  }

  private static MetricValue recall(Metric metric, MulticlassConfusion m, double scale) {
    return MetricValue.around(
        metric, m.balancedAccuracy(), averageError(m, Average.MACRO, true, scale), 0, 1);
  }

  private static MetricValue average(
      Metric metric, MulticlassConfusion m, Average how, double scale) {
    boolean recall = metric == Metric.MACRO_RECALL || metric == Metric.WEIGHTED_RECALL;
    double value = m.average(how, recall ? ConfusionMatrix::recall : ConfusionMatrix::precision);
    return MetricValue.around(metric, value, averageError(m, how, recall, scale), 0, 1);
  }

  /** Rates of classes are independent given their denominators: their variances add. */
  private static double averageError(
      MulticlassConfusion m, Average how, boolean recall, double scale) {
    double variance = 0;
    double weights = 0;
    for (int c = 0; c < m.classes(); c++) {
      ConfusionMatrix one = m.oneVersusRest(c);
      double rows = recall ? one.positives() : one.selected();
      double weight = how == Average.WEIGHTED ? one.positives() : 1;
      if (one.positives() + one.selected() > 0) {
        weights += weight;
      }
      if (rows > 0) {
        double p = one.truePositives() / rows;
        variance += weight * weight * p * (1 - p) / (rows * scale);
      }
    }
    return Math.sqrt(variance) / weights;
  }

  /** Delta method on all cells: F1 of class c is 2·TP / (labelled + predicted). */
  private static MetricValue macroF1(MulticlassConfusion m, double scale) {
    int k = m.classes();
    double[] both = new double[k];
    double[] down = new double[k];
    int present = 0;
    for (int c = 0; c < k; c++) {
      ConfusionMatrix one = m.oneVersusRest(c);
      both[c] = one.positives() + one.selected();
      present += both[c] > 0 ? 1 : 0;
      down[c] = both[c] > 0 ? 2 * one.truePositives() / (both[c] * both[c]) : 0;
    }
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double count = m.counts()[i][j];
        if (count > 0) {
          double gradient = -down[i] - down[j] + (i == j ? 2 / both[i] : 0);
          mean += count * gradient;
          squares += count * gradient * gradient;
        }
      }
    }
    double variance = Math.max(0, squares - mean * mean / m.total()) / scale;
    double value = m.average(Average.MACRO, ConfusionMatrix::f1);
    return MetricValue.around(Metric.MACRO_F1, value, Math.sqrt(variance) / present, 0, 1);
  }
}
