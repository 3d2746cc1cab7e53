package org.bellwether.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Profile;
import org.bellwether.profile.RowSample;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.schema.Segment;
import org.bellwether.stat.RateComparison;

/** Rows whose joined columns are all missing together: the join found no partner. */
final class Joins {

  private static final Threshold FAILED = Threshold.above(0.02, 0.1);

  /** Which rows of both samples together have no value in a column: the same for joined columns. */
  private record Pattern(long hash, long missing, long missingReference) {}

  private Joins() {}

  /**
   * Measures each group of columns that are missing in exactly the same rows of both samples.
   * Groups are found on the pooled rows, so that no choice depends on which sample a row is from.
   */
  static List<Measurement> measure(Profile reference, Profile current) {
    RowSample then = reference.sample();
    RowSample now = current.sample();
    if (then.rows() == 0 || now.rows() == 0) {
      return List.of();
    }
    Map<Pattern, List<String>> groups = new LinkedHashMap<>();
    List<ColumnSchema> columns = reference.schema().columns();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).name();
      int j = indexOf(current, name);
      if (j >= 0 && columns.get(i).is(Role.FEATURE)) {
        Pattern pattern =
            pattern(then.columns().get(i), then.rows(), now.columns().get(j), now.rows());
        if (pattern.missing() + pattern.missingReference() > 0) {
          groups.computeIfAbsent(pattern, p -> new ArrayList<>()).add(name);
        }
      }
    }
    List<Measurement> all = new ArrayList<>();
    groups.forEach((pattern, names) -> {
      if (names.size() > 1) {
        all.add(rate(names, pattern, then.rows(), now.rows()));
      }
    });
    return all;
  }

  private static Measurement rate(
      List<String> names, Pattern pattern, long referenceRows, long rows) {
    return Rates.change(
        "join-failure-rate",
        String.join(", ", names),
        Segment.whole(),
        new RateComparison(pattern.missingReference(), referenceRows, pattern.missing(), rows),
        FAILED,
        "A join seems to find no partner: " + String.join(", ", names) + " are missing together");
  }

  private static int indexOf(Profile profile, String name) {
    List<ColumnSchema> columns = profile.schema().columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static Pattern pattern(ColumnVector then, int referenceRows, ColumnVector now, int rows) {
    long hash = 1;
    long missing = 0;
    long missingReference = 0;
    for (int row = 0; row < referenceRows; row++) {
      if (SampledColumn.isMissing(then, row)) {
        hash = SampledColumn.combine(hash, row);
        missingReference++;
      }
    }
    for (int row = 0; row < rows; row++) {
      if (SampledColumn.isMissing(now, row)) {
        hash = SampledColumn.combine(hash, -1L - row);
        missing++;
      }
    }
    return new Pattern(hash, missing, missingReference);
  }
}
