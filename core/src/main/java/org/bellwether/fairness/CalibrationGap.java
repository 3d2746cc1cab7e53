package org.bellwether.fairness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Slice;
import org.bellwether.stat.Normal;
import org.bellwether.stat.ProbabilityLoss;
import org.bellwether.stat.SampleSize;
import org.bellwether.stat.ScoreTable;

/**
 * Whether scores mean the same for a group as for the rows of all other groups: the difference of
 * mean score minus share of positives.
 */
final class CalibrationGap {

  static final Threshold THRESHOLD = Threshold.above(0.05, 0.10);

  /** Labelled rows with scores below which the normal tail of a mean is not relied on. */
  static final int ROWS = 100;

  private static final double LEVEL = 0.95;

  private CalibrationGap() {}

  static List<Measurement> measure(String attribute, List<Slice> groups) {
    List<ProbabilityLoss> biases = new ArrayList<>();
    for (Slice group : groups) {
      ScoreTable scores = ((Outcomes.Binary) group.outcomes()).scores();
      if (scores == null) {
        return List.of();
      }
      biases.add(ProbabilityLoss.bias(scores));
    }
    List<Measurement> all = new ArrayList<>();
    int last = groups.size() == 2 ? 1 : groups.size();
    for (int i = 0; i < last; i++) {
      all.add(gap(attribute, groups.get(i), biases, i));
    }
    return all;
  }

  private static Measurement gap(
      String attribute, Slice group, List<ProbabilityLoss> biases, int index) {
    ProbabilityLoss mine = biases.get(index);
    double restRows = 0;
    double rest = 0;
    double restVariance = 0;
    for (int i = 0; i < biases.size(); i++) {
      ProbabilityLoss b = biases.get(i);
      if (i != index && b.rows() > 1) {
        restRows += b.rows();
        rest += b.rows() * b.mean();
        restVariance += b.rows() * b.rows() * b.standardError() * b.standardError();
      }
    }
    Measurement.Builder builder =
        Fairness.builder("calibration-gap", attribute, group.segment())
            .method(Method.exact("difference-of-means"))
            .rows(Math.round(mine.rows()), 0)
            .threshold(THRESHOLD);
    if (mine.rows() < ROWS || restRows < ROWS) {
      return builder
          .power(level -> ROWS)
          .undefined(
              "%s or the rest of its table has fewer than %d labelled rows with a score"
                  .formatted(group.segment(), ROWS));
    }
    double restMean = rest / restRows;
    double gap = mine.mean() - restMean;
    double error =
        Math.sqrt(
            mine.standardError() * mine.standardError() + restVariance / (restRows * restRows));
    if (!(error > 0)) {
      return builder.undefined("The scores of " + group.segment() + " and its labels never differ");
    }
    double half = Normal.twoSided(LEVEL) * error;
    double p = 2 * Normal.survival((Math.abs(gap) - THRESHOLD.warning()) / error);
    double variance = mine.standardError() * mine.standardError() * mine.rows();
    double ratio = mine.rows() / restRows;
    return builder
        .value(Math.abs(gap), Double.NaN)
        .test(
            Math.max(Double.MIN_VALUE, Math.min(1, p)),
            new Interval(Math.max(0, Math.abs(gap) - half), Math.abs(gap) + half, LEVEL))
        .power(level ->
            SampleSize.forDifference(
                level / 2, variance, THRESHOLD.critical() - THRESHOLD.warning(), ratio))
        .build(
            String.format(
                Locale.ROOT,
                "%s: scores are %.1f points too %s, for all other groups %.1f points too %s",
                group.segment(),
                100 * Math.abs(mine.mean()),
                mine.mean() >= 0 ? "high" : "low",
                100 * Math.abs(restMean),
                restMean >= 0 ? "high" : "low"));
  }
}
