package org.bellwether.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Threshold;
import org.bellwether.learner.SampledRows;

/**
 * Rows that contradict each other (equal features, different label) and held-out rows that nearly
 * equal a training row. Of a sample of a larger table both shares are lower bounds, since a twin
 * may be outside of it; the measurement says so.
 */
final class Duplicates {

  static final String CONTRADICTIONS = "label-contradictions";
  static final String ACROSS_SPLIT = "near-duplicates-across-split";

  private Duplicates() {}

  static List<Measurement> measure(SampledRows rows, Labels labels) {
    List<Measurement> all = new ArrayList<>();
    if (!labels.isNumeric()) {
      all.add(contradictions(rows, labels));
    }
    Split split = Split.of(rows);
    if (split != null) {
      all.add(acrossSplit(rows, split));
    }
    return all;
  }

  private static Measurement contradictions(SampledRows rows, Labels labels) {
    String[] keys = RowKeys.of(rows, false);
    Map<String, Set<String>> labelsOf = new HashMap<>();
    long labelled = 0;
    for (int r = 0; r < keys.length; r++) {
      String label = labels.classes()[r];
      if (label != null) {
        labelsOf.computeIfAbsent(keys[r], k -> new HashSet<>()).add(label);
        labelled++;
      }
    }
    long contradicting = 0;
    for (int r = 0; r < keys.length; r++) {
      boolean known = labels.classes()[r] != null;
      contradicting += known && labelsOf.getOrDefault(keys[r], Set.of()).size() > 1 ? 1 : 0;
    }
    Measurement.Builder builder =
        Measurement.of(Kind.QUALITY, CONTRADICTIONS)
            .method(Method.exact("share of rows" + ofSample(rows)))
            .owner(Owner.MODEL_TEAM)
            .rows(labelled, 0)
            .threshold(Threshold.above(0.01, 0.05));
    if (labelled == 0) {
      return builder.undefined("No row has a label");
    }
    return builder
        .value((double) contradicting / labelled, Double.NaN)
        .build(
            String.format(
                Locale.ROOT,
                "%,d of %,d rows have the same features as a row with another label%s",
                contradicting,
                labelled,
                contradicting == 0 ? "" : ": no model of these features can be right on all"));
  }

  private static Measurement acrossSplit(SampledRows rows, Split split) {
    String[] nearly = RowKeys.of(rows, true);
    String[] exact = RowKeys.of(rows, false);
    Set<String> training = new HashSet<>();
    Set<String> trainingExactly = new HashSet<>();
    for (int r = 0; r < nearly.length; r++) {
      if (split.isTraining(r)) {
        training.add(nearly[r]);
        trainingExactly.add(exact[r]);
      }
    }
    long held = 0;
    long near = 0;
    long same = 0;
    for (int r = 0; r < nearly.length; r++) {
      if (split.isHeldOut(r)) {
        held++;
        near += training.contains(nearly[r]) ? 1 : 0;
        same += trainingExactly.contains(exact[r]) ? 1 : 0;
      }
    }
    Measurement.Builder builder =
        Measurement.of(Kind.QUALITY, ACROSS_SPLIT)
            .method(Method.exact("rows to three significant digits" + ofSample(rows)))
            .column(split.column())
            .owner(Owner.MODEL_TEAM)
            .rows(held, training.size())
            .threshold(Threshold.above(0.01, 0.1));
    if (held == 0 || training.isEmpty()) {
      return builder.undefined("The split '" + split.column() + "' has one part only");
    }
    return builder
        .value((double) near / held, Double.NaN)
        .build(
            String.format(
                Locale.ROOT,
                "%,d of %,d held-out rows nearly equal a training row (%,d exactly)%s",
                near,
                held,
                same,
                near == 0 ? "" : ": a test on them measures memory"));
  }

  private static String ofSample(SampledRows rows) {
    return rows.rows() == rows.seen()
        ? ""
        : String.format(
            Locale.ROOT, ", lower bound from a sample of %,d of %,d", rows.rows(), rows.seen());
  }
}
