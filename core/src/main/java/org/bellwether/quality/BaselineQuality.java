package org.bellwether.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.Profile;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;

/**
 * What is wrong with a baseline by itself: nothing can be learned of a column that never varies.
 */
public final class BaselineQuality {

  private static final long ENOUGH_ROWS = 30;

  private BaselineQuality() {}

  /** Names the columns that hold a single value, or none, in all rows of the baseline. */
  public static List<Measurement> measure(Profile baseline) {
    List<Measurement> all = new ArrayList<>();
    for (ColumnSchema column : baseline.schema().columns()) {
      ColumnSummary summary = baseline.whole().column(column.name());
      if (summary == null || column.is(Role.IGNORED) || summary.rows() < ENOUGH_ROWS) {
        continue;
      }
      String constant = Constants.valueOf(summary);
      boolean empty = summary.missing() == summary.rows();
      if (constant == null && !empty) {
        continue;
      }
      String what = empty ? "has no value" : "is always " + constant;
      all.add(
          Measurement.of(Kind.QUALITY, "constant-column")
              .column(column.name())
              .rows(summary.rows(), 0)
              .value(empty ? 0 : 1, Double.NaN)
              .effect(1)
              .threshold(Threshold.above(1, 2))
              .build(
                  String.format(
                      Locale.ROOT,
                      "%s is constant: it %s in all %,d rows of the baseline, so that any later"
                          + " value will be new",
                      column.name(),
                      what,
                      summary.rows())));
    }
    return all;
  }
}
