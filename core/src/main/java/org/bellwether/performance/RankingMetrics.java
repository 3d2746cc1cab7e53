package org.bellwether.performance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bellwether.profile.Outcomes;
import org.bellwether.stat.RankingMetric;

/** Metrics of a ranking model: means over queries that have labels and a relevant row. */
final class RankingMetrics {

  static final int DEPTH = 10;

  private RankingMetrics() {}

  static List<MetricValue> of(Outcomes.Ranking r) {
    List<MetricValue> values = new ArrayList<>();
    values.add(mean(Metric.NDCG_10, byQuery(r, RankingMetric.NDCG, DEPTH)));
    values.add(mean(Metric.MRR_10, byQuery(r, RankingMetric.RECIPROCAL_RANK, DEPTH)));
    values.add(mean(Metric.MAP_10, byQuery(r, RankingMetric.AVERAGE_PRECISION, DEPTH)));
    values.add(mean(Metric.RECALL_10, byQuery(r, RankingMetric.RECALL, DEPTH)));
    values.add(mean(Metric.PRECISION_10, byQuery(r, RankingMetric.PRECISION, DEPTH)));
    values.add(mean(Metric.HIT_RATE_10, byQuery(r, RankingMetric.HIT_RATE, DEPTH)));
    return values;
  }

  /** One value for each query with labels in all rows and at least one relevant row. */
  static double[] byQuery(Outcomes.Ranking r, RankingMetric metric, int k) {
    double[] values = new double[r.query().length];
    int n = 0;
    for (int from = 0; from < r.query().length; ) {
      int to = from;
      boolean labelled = true;
      while (to < r.query().length && r.query()[to] == r.query()[from]) {
        labelled &= !Double.isNaN(r.relevance()[to]);
        to++;
      }
      if (labelled) {
        double value =
            metric.at(
                k,
                Arrays.copyOfRange(r.score(), from, to),
                Arrays.copyOfRange(r.relevance(), from, to));
        if (!Double.isNaN(value)) {
          values[n++] = value;
        }
      }
      from = to;
    }
    return Arrays.copyOf(values, n);
  }

  private static MetricValue mean(Metric metric, double[] byQuery) {
    double mean = Arrays.stream(byQuery).average().orElse(Double.NaN);
    double squares = Arrays.stream(byQuery).map(v -> (v - mean) * (v - mean)).sum();
    double n = byQuery.length;
    return MetricValue.around(metric, mean, Math.sqrt(squares / (n - 1) / n), 0, 1);
  }
}
