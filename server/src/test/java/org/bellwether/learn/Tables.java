package org.bellwether.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bellwether.learner.SampledRows;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Dictionary;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Profile;
import org.bellwether.profile.RowSample;
import org.bellwether.profile.Slice;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Segment;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;

/** Builds profiles that hold all their rows as the sample. */
final class Tables {

  private final List<ColumnSchema> columns = new ArrayList<>();
  private final List<ColumnVector> vectors = new ArrayList<>();
  private int rows;

  Tables numbers(String name, double[] values, Role... roles) {
    columns.add(ColumnSchema.of(name, ColumnType.NUMERIC, roles));
    vectors.add(new ColumnVector.Numeric(values, null));
    rows = values.length;
    return this;
  }

  Tables categories(String name, @Nullable String[] values, Role... roles) {
    columns.add(ColumnSchema.of(name, ColumnType.CATEGORICAL, roles));
    Dictionary dictionary = new Dictionary(Dictionary.DEFAULT_CAP);
    int[] codes = new int[values.length];
    for (int i = 0; i < codes.length; i++) {
      String value = values[i];
      codes[i] = value == null ? Dictionary.MISSING : dictionary.codeOf(value);
    }
    vectors.add(new ColumnVector.Category(codes, dictionary, null));
    rows = values.length;
    return this;
  }

  Tables texts(String name, @Nullable String[] values, Role... roles) {
    columns.add(ColumnSchema.of(name, ColumnType.TEXT, roles));
    vectors.add(new ColumnVector.Text(values));
    rows = values.length;
    return this;
  }

  Profile profile(Task task) {
    return Profile.of(
        new Schema(columns, task, null, Schema.DEFAULT_DECISION_THRESHOLD),
        List.of(new Slice(Segment.whole(), rows, Map.of(), new Outcomes.None())),
        new RowSample(rows, rows, vectors),
        List.of());
  }

  SampledRows rows(Task task) {
    return SampledRows.of(profile(task));
  }
}
