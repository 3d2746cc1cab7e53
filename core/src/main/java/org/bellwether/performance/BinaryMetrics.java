package org.bellwether.performance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bellwether.profile.Outcomes;
import org.bellwether.stat.CalibrationCurve;
import org.bellwether.stat.CalibrationError;
import org.bellwether.stat.ConfusionMatrix;
import org.bellwether.stat.PrecisionRecallCurve;
import org.bellwether.stat.ProbabilityLoss;
import org.bellwether.stat.RateComparison;
import org.bellwether.stat.RocAuc;
import org.bellwether.stat.ScoreTable;

/** Metrics of a binary model. */
final class BinaryMetrics {

  private BinaryMetrics() {}

  static ConfusionMatrix confusion(Outcomes.Binary b) {
    return new ConfusionMatrix(
        b.truePositives(), b.falsePositives(), b.falseNegatives(), b.trueNegatives());
  }

  /** Rows per unit of weight, so that intervals and tests count rows; 1 without weights. */
  static double rowsPerWeight(Outcomes.Binary b) {
    double weight = confusion(b).total();
    return weight > 0 ? b.labelled() / weight : 1;
  }

  static List<MetricValue> of(Outcomes.Binary b) {
    List<MetricValue> values = new ArrayList<>();
    double scale = rowsPerWeight(b);
    addDecisions(confusion(b), scale, values);
    ScoreTable scores = b.scores();
    if (scores != null) {
      addScores(scores, scale, values);
    }
    double selected = b.truePositives() + b.falsePositives() + b.unlabelledPositives();
    double all = selected + b.trueNegatives() + b.falseNegatives() + b.unlabelledNegatives();
    values.add(rate(Metric.POSITIVE_RATE, selected, all, all > 0 ? b.rows() / all : 1));
    return values;
  }

  private static void addDecisions(ConfusionMatrix m, double scale, List<MetricValue> values) {
    double rejected = m.trueNegatives() + m.falseNegatives();
    values.add(rate(Metric.ACCURACY, m.correct(), m.total(), scale));
    values.add(delta(Metric.BALANCED_ACCURACY, m, scale, ConfusionMatrix::balancedAccuracy, 0));
    values.add(rate(Metric.PRECISION, m.truePositives(), m.selected(), scale));
    values.add(rate(Metric.RECALL, m.truePositives(), m.positives(), scale));
    values.add(rate(Metric.SPECIFICITY, m.trueNegatives(), m.negatives(), scale));
    values.add(rate(Metric.NEGATIVE_PREDICTIVE_VALUE, m.trueNegatives(), rejected, scale));
    values.add(rate(Metric.FALSE_POSITIVE_RATE, m.falsePositives(), m.negatives(), scale));
    values.add(rate(Metric.FALSE_NEGATIVE_RATE, m.falseNegatives(), m.positives(), scale));
    values.add(delta(Metric.F1, m, scale, ConfusionMatrix::f1, 0));
    values.add(delta(Metric.F2, m, scale, c -> c.fBeta(2), 0));
    values.add(delta(Metric.F_HALF, m, scale, c -> c.fBeta(0.5), 0));
    values.add(delta(Metric.MCC, m, scale, ConfusionMatrix::matthewsCorrelation, -1));
    values.add(delta(Metric.KAPPA, m, scale, ConfusionMatrix::cohenKappa, -1));
    values.add(rate(Metric.PREVALENCE, m.positives(), m.total(), scale));
  }

  private static void addScores(ScoreTable scores, double scale, List<MetricValue> values) {
    RocAuc auc = RocAuc.of(scores);
    double[] bounds = auc.interval(SliceMetrics.Z);
    values.add(MetricValue.of(Metric.ROC_AUC, auc.value(), bounds));
    values.add(MetricValue.of(Metric.GINI, auc.gini(), 2 * bounds[0] - 1, 2 * bounds[1] - 1));
    values.add(averagePrecision(Metric.AVERAGE_PRECISION, scores, auc.positives() * scale));
    values.add(mean(Metric.LOG_LOSS, ProbabilityLoss.log(scores), 0, Double.POSITIVE_INFINITY));
    values.add(mean(Metric.BRIER, ProbabilityLoss.brier(scores), 0, 1));
    values.add(calibration(Metric.CALIBRATION_ERROR, CalibrationCurve.equalWidth(scores, 10)));
    values.add(
        calibration(Metric.CALIBRATION_ERROR_EQUAL_COUNT, CalibrationCurve.equalCount(scores, 10)));
    values.add(mean(Metric.CALIBRATION_BIAS, ProbabilityLoss.bias(scores), -1, 1));
    values.add(confidence(scores));
  }

  static MetricValue rate(Metric metric, double hits, double rows, double scale) {
    double value = rows > 0 ? hits / rows : Double.NaN;
    return MetricValue.of(
        metric, value, RateComparison.wilson(hits * scale, rows * scale, SliceMetrics.Z));
  }

  /** Interval by the delta method on the four multinomial counts. */
  private static MetricValue delta(
      Metric metric,
      ConfusionMatrix m,
      double scale,
      ToDoubleFunction<ConfusionMatrix> formula,
      double min) {
    double value = formula.applyAsDouble(m);
    double n = m.total();
    double[] cells = {m.truePositives(), m.falsePositives(), m.falseNegatives(), m.trueNegatives()};
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < 4; i++) {
      double step = Math.max(1e-6 * n, 1e-9);
      double[] moved = cells.clone();
      moved[i] += step;
      double up =
          formula.applyAsDouble(new ConfusionMatrix(moved[0], moved[1], moved[2], moved[3]));
      double gradient = (up - value) / step;
      mean += cells[i] * gradient;
      squares += cells[i] * gradient * gradient;
    }
    double error = Math.sqrt(Math.max(0, squares - mean * mean / n) / scale);
    return MetricValue.around(metric, value, error, min, 1);
  }

  /** Logit interval with binomial variance (Boyd, Eng, Page 2013, 10.1007/978-3-642-40994-3_29). */
  static MetricValue averagePrecision(Metric metric, ScoreTable scores, double positives) {
    double value = PrecisionRecallCurve.average(scores);
    if (value >= 1 || value <= 0) {
      return MetricValue.of(
          metric, value, RateComparison.wilson(value * positives, positives, SliceMetrics.Z));
    }
    double logit = Math.log(value / (1 - value));
    double half = SliceMetrics.Z / Math.sqrt(positives * value * (1 - value));
    return MetricValue.of(
        metric, value, 1 / (1 + Math.exp(half - logit)), 1 / (1 + Math.exp(-half - logit)));
  }

  private static MetricValue mean(Metric metric, ProbabilityLoss loss, double min, double max) {
    return MetricValue.around(metric, loss.mean(), loss.standardError(), min, max);
  }

  private static MetricValue calibration(Metric metric, CalibrationCurve curve) {
    if (curve.bins().isEmpty()) {
      return new MetricValue(metric, Double.NaN, null);
    }
    return MetricValue.of(
        metric, curve.expectedError(), CalibrationError.interval(curve, SliceMetrics.LEVEL));
  }

  private static MetricValue confidence(ScoreTable scores) {
    double rows = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < scores.size(); i++) {
      double here = scores.positives()[i] + scores.negatives()[i] + scores.unlabelled()[i];
      double c = Math.max(scores.score()[i], 1 - scores.score()[i]);
      rows += here;
      sum += here * c;
      squares += here * c * c;
    }
    double mean = rows > 0 ? sum / rows : Double.NaN;
    double variance = Math.max(0, squares / rows - mean * mean);
    return MetricValue.around(Metric.CONFIDENCE, mean, Math.sqrt(variance / rows), 0.5, 1);
  }
}
