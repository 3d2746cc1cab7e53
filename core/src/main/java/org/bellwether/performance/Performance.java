package org.bellwether.performance;

import java.util.ArrayList;
import java.util.List;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Profile;
import org.bellwether.profile.Slice;
import org.bellwether.schema.Segment;
import org.bellwether.stat.ScoreComparison;
import org.jspecify.annotations.Nullable;

/**
 * Has a model become worse? Compares labelled outcomes of one slice with those of the same slice of
 * the reference. Only a small set of metrics is judged, so that one cause does not raise a dozen
 * alarms; {@link SliceMetrics} holds all of them.
 */
public final class Performance {

  private Performance() {}

  /**
   * Measures performance, calibration and prediction drift on all rows and on every segment that
   * both profiles have.
   *
   * @param reference profile compared with
   * @param current profile judged
   * @return nothing without a model
   */
  public static List<Measurement> measure(Profile reference, Profile current) {
    List<Measurement> all = new ArrayList<>(both(reference.whole(), current.whole()));
    for (Segment segment : current.segments()) {
      Slice then = reference.slice(segment);
      Slice now = current.slice(segment);
      if (then != null && now != null) {
        all.addAll(both(then, now));
      }
    }
    return all;
  }

  private static List<Measurement> both(Slice reference, Slice current) {
    ScoreComparison scores = BinaryPerformance.compare(reference.outcomes(), current.outcomes());
    List<Measurement> all = new ArrayList<>(measure(reference, current, scores));
    all.addAll(PredictionDrift.measure(reference, current, scores));
    return all;
  }

  /**
   * Measures performance and calibration of one slice.
   *
   * @param reference slice compared with
   * @param current slice judged, of the same segment
   * @return nothing where the reference has no labels; where only the current slice has none, or
   *     few, what can be estimated without them, or else one undefined measurement
   */
  public static List<Measurement> measure(Slice reference, Slice current) {
    return measure(
        reference, current, BinaryPerformance.compare(reference.outcomes(), current.outcomes()));
  }

  private static List<Measurement> measure(
      Slice reference, Slice current, @Nullable ScoreComparison scores) {
    Outcomes then = reference.outcomes();
    Outcomes now = current.outcomes();
    if (then.labelled() == 0 || then instanceof Outcomes.None) {
      return List.of();
    }
    List<Measurement> estimated = EstimatedPerformance.measure(reference, current);
    if (now.labelled() == 0 && !estimated.isEmpty()) {
      return estimated;
    }
    if (now.labelled() == 0) {
      return List.of(
          Measurement.of(Kind.PERFORMANCE, "labels")
              .segment(current.segment())
              .rows(0, then.labelled())
              .power(level -> 1)
              .undefined(
                  "Performance cannot be measured: none of the "
                      + current.rows()
                      + " current rows has a label"));
    }
    List<Measurement> all = new ArrayList<>(realised(reference, current, scores));
    all.addAll(estimated);
    return all;
  }

  private static List<Measurement> realised(
      Slice reference, Slice current, @Nullable ScoreComparison scores) {
    Outcomes then = reference.outcomes();
    Outcomes now = current.outcomes();
    if (then instanceof Outcomes.Binary a && now instanceof Outcomes.Binary b) {
      return new BinaryPerformance(reference, current, a, b, scores).measure();
    }
    if (then instanceof Outcomes.Multiclass a && now instanceof Outcomes.Multiclass b) {
      return new MulticlassPerformance(reference, current, a, b).measure();
    }
    if (then instanceof Outcomes.Regression a && now instanceof Outcomes.Regression b) {
      return new RegressionPerformance(reference, current, a, b).measure();
    }
    if (then instanceof Outcomes.Ranking a && now instanceof Outcomes.Ranking b) {
      return RankingPerformance.measure(reference, current, a, b);
    }
    throw new IllegalArgumentException(
        "the reference's outcomes are "
            + then.getClass().getSimpleName()
            + " but the current ones "
            + now.getClass().getSimpleName()
            + ": give both tables the same task");
  }
}
