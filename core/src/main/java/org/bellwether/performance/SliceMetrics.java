package org.bellwether.performance;

import java.util.List;
import java.util.Optional;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Slice;
import org.bellwether.schema.Segment;
import org.bellwether.stat.Normal;

/**
 * Every metric of one slice, for display: what a report shows beside the verdict.
 *
 * @param segment which rows
 * @param rows rows with a score or a prediction
 * @param labelled rows that also have a label
 * @param values metrics in the order they are shown; empty without a model
 */
public record SliceMetrics(Segment segment, long rows, long labelled, List<MetricValue> values) {

  /** Confidence of every interval. */
  public static final double LEVEL = 0.95;

  static final double Z = Normal.twoSided(LEVEL);

  public SliceMetrics {
    values = List.copyOf(values);
  }

  /** Metrics of a slice by its model's task. */
  public static SliceMetrics of(Slice slice) {
    Outcomes outcomes = slice.outcomes();
    List<MetricValue> values;
    if (outcomes instanceof Outcomes.Binary binary) {
      values = BinaryMetrics.of(binary);
    } else if (outcomes instanceof Outcomes.Multiclass multiclass) {
      values = MulticlassMetrics.of(multiclass);
    } else if (outcomes instanceof Outcomes.Regression regression) {
      values = RegressionMetrics.of(regression);
    } else if (outcomes instanceof Outcomes.Ranking ranking) {
      values = RankingMetrics.of(ranking);
    } else {
      values = List.of();
    }
    return new SliceMetrics(slice.segment(), outcomes.rows(), outcomes.labelled(), values);
  }

  public Optional<MetricValue> get(Metric metric) {
    return values.stream().filter(v -> v.metric() == metric).findFirst();
  }
}
