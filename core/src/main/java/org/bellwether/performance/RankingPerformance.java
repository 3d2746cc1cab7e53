package org.bellwether.performance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Slice;
import org.bellwether.stat.PermutationMean;
import org.bellwether.stat.RankingMetric;

/** What is judged of a ranking model with labels; the unit is the query, not the row. */
final class RankingPerformance {

  static final Threshold QUALITY_DROP = Threshold.above(0.02, 0.05);
  static final int QUERIES = 10;

  private RankingPerformance() {}

  static List<Measurement> measure(
      Slice referenceSlice,
      Slice currentSlice,
      Outcomes.Ranking reference,
      Outcomes.Ranking current) {
    Change change = new Change(referenceSlice, currentSlice, Kind.PERFORMANCE);
    List<Measurement> all = new ArrayList<>();
    all.add(fall(change, "ndcg-10", "NDCG@10", RankingMetric.NDCG, reference, current));
    all.add(fall(change, "mrr-10", "MRR@10", RankingMetric.RECIPROCAL_RANK, reference, current));
    all.add(fall(change, "recall-10", "recall@10", RankingMetric.RECALL, reference, current));
    return all;
  }

  private static Measurement fall(
      Change change,
      String check,
      String what,
      RankingMetric metric,
      Outcomes.Ranking reference,
      Outcomes.Ranking current) {
    double[] then = RankingMetrics.byQuery(reference, metric, RankingMetrics.DEPTH);
    double[] now = RankingMetrics.byQuery(current, metric, RankingMetrics.DEPTH);
    long[] rows = {now.length, then.length};
    Measurement.Builder builder =
        change
            .builder(check, "permutation-of-means", now.length, then.length)
            .threshold(QUALITY_DROP);
    if (now.length < QUERIES || then.length < QUERIES) {
      return builder
          .power(level -> QUERIES)
          .undefined(
              what
                  + " needs "
                  + QUERIES
                  + " queries with labels and a relevant row in both tables");
    }
    PermutationMean test = PermutationMean.of(then, now);
    double[] a = moments(then);
    double[] b = moments(now);
    double drop = a[0] - b[0];
    double half = Change.Z * Math.sqrt(a[1] / then.length + b[1] / now.length);
    double nowHalf = Change.Z * Math.sqrt(b[1] / now.length);
    return builder
        .value(b[0], a[0])
        .effect(drop)
        .test(test.pFallen(), Change.interval(drop - half, drop + half))
        .power(level -> Change.rowsForMean(level, a[1], QUALITY_DROP.warning(), rows))
        .build(
            Words.capitalised(
                    Words.change(
                        what,
                        a[0],
                        b[0],
                        Change.interval(Math.max(0, b[0] - nowHalf), Math.min(1, b[0] + nowHalf))))
                + " over "
                + now.length
                + " queries");
  }

  private static double[] moments(double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new double[] {mean, squares / (values.length - 1)};
  }
}
