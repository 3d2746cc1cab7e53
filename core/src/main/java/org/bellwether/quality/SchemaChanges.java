package org.bellwether.quality;

import java.util.ArrayList;
import java.util.List;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.Profile;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;

/** Columns that are missing, new or of another type: facts, not samples. */
final class SchemaChanges {

  private static final Threshold CRITICAL = Threshold.above(1, 1);
  private static final Threshold WARNING = Threshold.above(1, 2);

  private SchemaChanges() {}

  static List<Measurement> measure(Profile reference, Profile current) {
    List<Measurement> all = new ArrayList<>();
    for (ColumnSchema column : reference.schema().columns()) {
      if (column.is(Role.IGNORED)) {
        continue;
      }
      String name = column.name();
      ColumnSchema now = current.schema().column(name).orElse(null);
      // Labels come late: a current table without them is the ordinary case, not a fault.
      boolean missing = now == null && !column.is(Role.LABEL);
      all.add(
          change(reference, current, "missing-column", name, missing, CRITICAL)
              .build(name + (missing ? " is no longer in the table" : " is in both tables")));
      if (now != null) {
        boolean retyped = now.type() != column.type();
        all.add(
            change(reference, current, "retyped-column", name, retyped, CRITICAL)
                .build(
                    retyped
                        ? name + " holds " + word(now.type()) + ", before " + word(column.type())
                        : name + " holds " + word(now.type()) + " in both tables"));
      }
    }
    for (ColumnSchema column : current.schema().columns()) {
      if (!column.is(Role.IGNORED) && reference.schema().column(column.name()).isEmpty()) {
        all.add(
            change(reference, current, "new-column", column.name(), true, WARNING)
                .build(column.name() + " is new: the reference has no such column"));
      }
    }
    return all;
  }

  private static Measurement.Builder change(
      Profile reference,
      Profile current,
      String check,
      String column,
      boolean changed,
      Threshold threshold) {
    return Measurement.of(Kind.QUALITY, check)
        .column(column)
        .rows(current.rows(), reference.rows())
        .value(changed ? 1 : 0, 0)
        .threshold(threshold);
  }

  private static String word(ColumnType type) {
    return switch (type) {
      case NUMERIC -> "numbers";
      case CATEGORICAL -> "categories";
      case BOOLEAN -> "true or false";
      case TEXT -> "text";
      case TIMESTAMP -> "moments in time";
      case EMBEDDING -> "embeddings";
    };
  }
}
