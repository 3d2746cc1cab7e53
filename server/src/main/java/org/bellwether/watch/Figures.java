package org.bellwether.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.check.BaselineFinding;
import org.bellwether.check.WindowCheck.Verdict;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.performance.Metric;
import org.bellwether.performance.MetricValue;
import org.bellwether.performance.SliceMetrics;
import org.bellwether.profile.Profile;
import org.bellwether.store.ServiceFigures;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of a whole window, for charts over time.
 *
 * @param estimated performance as it was estimated without labels, by metric
 * @param realised performance as labels show it; empty until enough have come
 * @param drift judged statistic of each column against the baseline that it is furthest from
 * @param service what predictions took, and what users said
 * @param kpis mean of each KPI's values in the window
 * @param wattHoursPerThousand energy estimate, see {@link MonitorSettings.Energy}; {@code null}
 *     where the settings do not say how much power predictions take
 * @param notes what a reader of the figures must know
 */
record Figures(
    Map<String, Value> estimated,
    Map<String, Value> realised,
    Map<String, Value> drift,
    ServiceFigures service,
    Map<String, Double> kpis,
    @Nullable Double wattHoursPerThousand,
    List<String> notes) {

  /** Metrics that a chart over time can have. */
  private static final List<Metric> CHARTED =
      List.of(
          Metric.ROC_AUC,
          Metric.ACCURACY,
          Metric.PRECISION,
          Metric.RECALL,
          Metric.LOG_LOSS,
          Metric.BRIER,
          Metric.CALIBRATION_ERROR,
          Metric.PREVALENCE,
          Metric.MACRO_F1,
          Metric.MACRO_ROC_AUC,
          Metric.MAE,
          Metric.RMSE,
          Metric.MEAN_ERROR);

  /**
   * A value.
   *
   * @param value {@code null} where undefined
   * @param low lower end of its confidence interval, {@code null} without one
   * @param high upper end
   */
  record Value(@Nullable Double value, @Nullable Double low, @Nullable Double high) {

    static Value of(double value, @Nullable Interval interval) {
      return new Value(
          finite(value),
          interval == null ? null : finite(interval.low()),
          interval == null ? null : finite(interval.high()));
    }

    private static @Nullable Double finite(double value) {
      return Double.isFinite(value) ? (Double) value : null;
    }
  }

  static Figures of(
      Profile profile,
      boolean mature,
      Verdict verdict,
      ServiceFigures service,
      Map<String, KpiTable.InWindow> kpis,
      MonitorSettings.Energy energy) {
    Map<String, Value> estimated = new TreeMap<>();
    for (Measurement m : verdict.estimates()) {
      // The interval of a measurement is that of the change: the value has the same width.
      Interval change = m.interval();
      Interval around =
          change == null
              ? null
              : new Interval(
                  m.reference() - change.high(), m.reference() - change.low(), change.level());
      estimated.putIfAbsent(m.check().replaceFirst("estimated-", ""), Value.of(m.value(), around));
    }
    Map<String, Value> realised = new TreeMap<>();
    if (mature) {
      for (MetricValue metric : SliceMetrics.of(profile.whole()).values()) {
        if (CHARTED.contains(metric.metric())) {
          realised.put(name(metric.metric()), Value.of(metric.value(), metric.interval()));
        }
      }
    }
    Map<String, Value> drift = new TreeMap<>();
    for (BaselineFinding found : verdict.findings()) {
      Measurement m = found.finding().measurement();
      String column = m.column();
      if (m.kind() == Kind.DRIFT && column != null && m.segment().isWhole()) {
        drift.putIfAbsent(column, Value.of(m.value(), m.interval()));
      }
    }
    Map<String, Double> numbers = new TreeMap<>();
    kpis.forEach((name, kpi) -> numbers.put(name, kpi.value()));
    return new Figures(
        estimated,
        realised,
        drift,
        service,
        numbers,
        energy.wattHoursPerThousand(service),
        new ArrayList<>(profile.notes()));
  }

  private static String name(Metric metric) {
    return metric.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
