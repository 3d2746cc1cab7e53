package org.bellwether.performance;

import org.bellwether.finding.Interval;
import org.jspecify.annotations.Nullable;

/**
 * One metric of one slice.
 *
 * @param metric what was computed
 * @param value NaN when undefined
 * @param interval confidence interval of the value; {@code null} when it is undefined or none is
 *     known
 */
public record MetricValue(Metric metric, double value, @Nullable Interval interval) {

  static MetricValue of(Metric metric, double value, double low, double high) {
    boolean known = !Double.isNaN(value) && low <= high;
    return new MetricValue(
        metric, value, known ? new Interval(low, high, SliceMetrics.LEVEL) : null);
  }

  static MetricValue of(Metric metric, double value, double[] bounds) {
    return of(metric, value, bounds[0], bounds[1]);
  }

  /** With a symmetric interval, cut at the ends of the metric's range. */
  static MetricValue around(Metric metric, double value, double error, double min, double max) {
    double half = SliceMetrics.Z * error;
    return of(metric, value, Math.max(min, value - half), Math.min(max, value + half));
  }
}
