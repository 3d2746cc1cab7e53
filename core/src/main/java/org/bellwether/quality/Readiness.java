package org.bellwether.quality;

import java.util.ArrayList;
import java.util.List;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.learner.SampledRows;
import org.bellwether.profile.Profile;

/**
 * Whether a table is fit to train a model: leakage, values from the future, contradicting labels,
 * balance, missingness that depends on label or group, coverage, and held-out rows that training
 * rows give away. Rows are looked at in the profile's sample; counts of groups are of all rows.
 */
public final class Readiness {

  private Readiness() {}

  /** Every measurement of a training table. */
  public static List<Measurement> measure(Profile table) {
    SampledRows rows = SampledRows.of(table);
    Labels labels = Labels.of(rows);
    List<Measurement> all = new ArrayList<>(BaselineQuality.measure(table));
    if (labels == null) {
      all.add(
          Measurement.of(Kind.QUALITY, Leakage.CHECK)
              .rows(table.rows(), 0)
              .undefined("No column is the label: name it with --label or in the schema"));
      all.addAll(DependentMissingness.measure(rows, null));
      all.addAll(PointInTime.measure(rows));
      return all;
    }
    all.addAll(Leakage.measure(rows, labels));
    all.addAll(PointInTime.measure(rows));
    all.addAll(Duplicates.measure(rows, labels));
    all.addAll(DependentMissingness.measure(rows, labels));
    all.addAll(Coverage.measure(table, rows, labels));
    return all;
  }
}
