package org.bellwether.watch;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Profile;
import org.bellwether.profile.Slice;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Segment;

/** Training data as windows are compared with them. */
final class TrainingReference {

  private static final Set<ColumnType> WATCHED =
      EnumSet.of(ColumnType.NUMERIC, ColumnType.CATEGORICAL, ColumnType.BOOLEAN);

  private TrainingReference() {}

  /**
   * The profile without what events cannot have, such as ids, times and splits, and without
   * outcomes where the window's are of another kind.
   *
   * @param training profile of the training data
   * @param window profile of a window
   */
  static Profile of(Profile training, Profile window) {
    List<ColumnSchema> columns = new ArrayList<>();
    for (ColumnSchema column : training.schema().columns()) {
      boolean other = column.roles().stream().anyMatch(WatchedColumns.NOT_WATCHED::contains);
      boolean ignored =
          window
              .schema()
              .column(column.name())
              .filter(c -> c.is(org.bellwether.schema.Role.IGNORED))
              .isPresent();
      if (!other && !ignored && WATCHED.contains(column.type())) {
        columns.add(column);
      }
    }
    Schema of = training.schema();
    Schema schema = new Schema(columns, of.task(), of.positiveLabel(), of.decisionThreshold());
    boolean alike = training.whole().outcomes().getClass() == window.whole().outcomes().getClass();
    List<Slice> slices = new ArrayList<>();
    slices.add(of(training.whole(), schema, alike));
    for (Segment segment : training.segments()) {
      Slice slice = training.slice(segment);
      if (slice != null) {
        slices.add(of(slice, schema, alike));
      }
    }
    return Profile.of(schema, slices, training.sample(), training.notes());
  }

  private static Slice of(Slice slice, Schema schema, boolean outcomes) {
    Map<String, ColumnSummary> columns = new LinkedHashMap<>();
    slice
        .columns()
        .forEach((name, summary) -> {
          if (schema.column(name).isPresent()) {
            columns.put(name, summary);
          }
        });
    return new Slice(
        slice.segment(), slice.rows(), columns, outcomes ? slice.outcomes() : new Outcomes.None());
  }
}
