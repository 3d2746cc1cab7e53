package org.bellwether.performance;

import java.util.List;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Slice;

/**
 * Has a model become worse? Compares labelled outcomes of one slice with those of the same slice of
 * the reference. Only a small set of metrics is judged, so that one cause does not raise a dozen
 * alarms; {@link SliceMetrics} holds all of them.
 */
public final class Performance {

  private Performance() {}

  /**
   * Measures performance and calibration.
   *
   * @param reference slice compared with
   * @param current slice judged, of the same segment
   * @return nothing where the reference has no labels, one undefined measurement where only the
   *     current slice has none
   */
  public static List<Measurement> measure(Slice reference, Slice current) {
    Outcomes then = reference.outcomes();
    Outcomes now = current.outcomes();
    if (then.labelled() == 0 || then instanceof Outcomes.None) {
      return List.of();
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
    if (then instanceof Outcomes.Binary a && now instanceof Outcomes.Binary b) {
      return new BinaryPerformance(reference, current, a, b).measure();
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
