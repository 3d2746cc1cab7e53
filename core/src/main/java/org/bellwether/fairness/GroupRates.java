package org.bellwether.fairness;

import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Slice;
import org.bellwether.schema.Segment;
import org.bellwether.stat.ConfusionMatrix;
import org.bellwether.stat.ProbabilityLoss;
import org.bellwether.stat.ScoreTable;

/**
 * What a binary model does to one protected group, for display.
 *
 * @param segment the group
 * @param rows rows with a decision
 * @param labelled rows that also have a label
 * @param selectionRate share decided positive
 * @param truePositiveRate share of positive cases that are found
 * @param falsePositiveRate share of negative cases decided positive
 * @param falseNegativeRate share of positive cases that are missed
 * @param positivePredictiveValue share of positive decisions that are right
 * @param negativePredictiveValue share of negative decisions that are right
 * @param accuracy share of decisions that are right
 * @param calibrationBias mean score minus share of positive cases
 */
public record GroupRates(
    Segment segment,
    long rows,
    long labelled,
    Estimate selectionRate,
    Estimate truePositiveRate,
    Estimate falsePositiveRate,
    Estimate falseNegativeRate,
    Estimate positivePredictiveValue,
    Estimate negativePredictiveValue,
    Estimate accuracy,
    Estimate calibrationBias) {

  static GroupRates of(Slice slice) {
    Outcomes.Binary b = (Outcomes.Binary) slice.outcomes();
    ConfusionMatrix m = Rate.confusion(b);
    double scale = m.total() > 0 ? b.labelled() / m.total() : 1;
    Rate.Count selected = Rate.SELECTION.of(b);
    double rejected = m.trueNegatives() + m.falseNegatives();
    ScoreTable scores = b.scores();
    return new GroupRates(
        slice.segment(),
        b.rows(),
        b.labelled(),
        Estimate.share((double) selected.hits(), (double) selected.rows()),
        Estimate.share(m.truePositives() * scale, m.positives() * scale),
        Estimate.share(m.falsePositives() * scale, m.negatives() * scale),
        Estimate.share(m.falseNegatives() * scale, m.positives() * scale),
        Estimate.share(m.truePositives() * scale, m.selected() * scale),
        Estimate.share(m.trueNegatives() * scale, rejected * scale),
        Estimate.share(m.correct() * scale, m.total() * scale),
        scores == null ? Estimate.unknown() : Estimate.mean(ProbabilityLoss.bias(scores)));
  }
}
