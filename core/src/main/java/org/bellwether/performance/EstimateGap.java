package org.bellwether.performance;

import java.util.List;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Slice;
import org.bellwether.stat.Calibrator;
import org.bellwether.stat.ExpectedOutcomes;
import org.bellwether.stat.Normal;
import org.bellwether.stat.RocAuc;
import org.bellwether.stat.ScoreTable;

/**
 * Has a model done what its scores promised? Compares the ROC AUC that labels showed with the one
 * that was estimated before they came, see {@link EstimatedPerformance}. Where the two part, the
 * same scores mean something else than they did: concept drift, which no estimate can see.
 *
 * <p>Both are of the labelled rows. The difference is taken as normal; its variance is DeLong's of
 * the realised AUC plus DeLong's of the reference, whose labels taught the estimate.
 */
public final class EstimateGap {

  private EstimateGap() {}

  /**
   * Compares estimate and truth of a binary model.
   *
   * @param reference slice with labels and scores
   * @param current slice judged, of the same segment, with its labels
   * @return nothing where either has no scores or too few labels
   */
  public static List<Measurement> measure(Slice reference, Slice current) {
    if (!(reference.outcomes() instanceof Outcomes.Binary a)
        || !(current.outcomes() instanceof Outcomes.Binary b)
        || a.labelled() < EstimatedPerformance.ROWS) {
      return List.of();
    }
    ScoreTable then = a.scores();
    ScoreTable now = b.scores();
    if (then == null || now == null) {
      return List.of();
    }
    RocAuc before = RocAuc.of(then);
    RocAuc realised = RocAuc.of(now);
    double variance = realised.variance() + before.variance();
    if (!enough(before) || !enough(realised) || !(variance > 0)) {
      return List.of();
    }
    ScoreTable labelled =
        new ScoreTable(now.score(), now.positives(), now.negatives(), new double[now.size()]);
    double estimated =
        RocAuc.of(ExpectedOutcomes.of(labelled, Calibrator.probabilities(then, labelled))).value();
    double error = Math.sqrt(variance);
    double gap = estimated - realised.value();
    double half = Change.Z * error;
    Change change = new Change(reference, current, Kind.PERFORMANCE);
    return List.of(
        change
            .builder("estimate-gap", "delong", b.labelled(), a.labelled())
            .method(Method.exact("delong"))
            .threshold(BinaryPerformance.AUC_DROP)
            .value(realised.value(), estimated)
            .effect(Math.abs(gap))
            .test(
                Math.min(1, 2 * Normal.survival(Math.abs(gap) / error)),
                new Interval(Math.max(0, Math.abs(gap) - half), Math.abs(gap) + half, 0.95))
            .build(
                "The ROC AUC that labels show, %s, %s the %s estimated before they came"
                    .formatted(
                        Words.number(realised.value()),
                        gap > 0 ? "is below" : "is not below",
                        Words.number(estimated))));
  }

  private static boolean enough(RocAuc auc) {
    return auc.positives() >= BinaryPerformance.ROWS_OF_A_LABEL
        && auc.negatives() >= BinaryPerformance.ROWS_OF_A_LABEL;
  }
}
