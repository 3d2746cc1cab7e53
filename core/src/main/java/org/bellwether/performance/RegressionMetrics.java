package org.bellwether.performance;

import java.util.ArrayList;
import java.util.List;
import org.bellwether.profile.ColumnSummary.Numeric;
import org.bellwether.profile.Outcomes;

/** Metrics of a regression model, from moments of its errors. */
final class RegressionMetrics {

  private RegressionMetrics() {}

  static List<MetricValue> of(Outcomes.Regression r) {
    List<MetricValue> values = new ArrayList<>();
    double most = Double.POSITIVE_INFINITY;
    values.add(mean(Metric.MAE, r.absoluteError(), 0));
    values.add(root(Metric.RMSE, r.squaredError()));
    values.add(mean(Metric.MEAN_ERROR, r.error(), -most));
    values.add(mean(Metric.MAPE, r.absolutePercentageError(), 0));
    values.add(root(Metric.RMSLE, r.squaredLogError()));
    values.add(rSquared(r));
    return values;
  }

  /** Standard error of a mean; NaN of fewer than two values. */
  static double standardError(Numeric n) {
    return Math.sqrt(n.variance() / n.distribution().count());
  }

  private static MetricValue mean(Metric metric, Numeric n, double min) {
    return MetricValue.around(metric, n.mean(), standardError(n), min, Double.POSITIVE_INFINITY);
  }

  private static MetricValue root(Metric metric, Numeric squares) {
    double half = SliceMetrics.Z * standardError(squares);
    double low = Math.sqrt(Math.max(0, squares.mean() - half));
    return MetricValue.of(metric, Math.sqrt(squares.mean()), low, Math.sqrt(squares.mean() + half));
  }

  /** The interval takes the variance of the labels as known. */
  private static MetricValue rSquared(Outcomes.Regression r) {
    long n = r.error().distribution().count();
    double variance = r.label().variance() * (n - 1) / n;
    if (!(variance > 0) || r.label().distribution().count() != n) {
      return new MetricValue(Metric.R_SQUARED, Double.NaN, null);
    }
    double value = 1 - r.squaredError().mean() / variance;
    double error = standardError(r.squaredError()) / variance;
    return MetricValue.around(Metric.R_SQUARED, value, error, Double.NEGATIVE_INFINITY, 1);
  }
}
