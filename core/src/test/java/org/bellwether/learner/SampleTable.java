package org.bellwether.learner;

import java.util.ArrayList;
import java.util.List;
import org.bellwether.profile.ColumnBatch;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Dictionary;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;

/** Builds small tables for tests. */
public final class SampleTable {

  private final List<ColumnSchema> columns = new ArrayList<>();
  private final List<ColumnVector> vectors = new ArrayList<>();
  private int rows;

  public SampleTable numbers(String name, double[] values, Role... roles) {
    return add(
        name, ColumnType.NUMERIC, new ColumnVector.Numeric(values, null), values.length, roles);
  }

  public SampleTable categories(String name, @Nullable String[] values, Role... roles) {
    Dictionary dictionary = new Dictionary(Dictionary.DEFAULT_CAP);
    int[] codes = new int[values.length];
    for (int i = 0; i < codes.length; i++) {
      String value = values[i];
      codes[i] = value == null ? Dictionary.MISSING : dictionary.codeOf(value);
    }
    ColumnVector vector = new ColumnVector.Category(codes, dictionary, null);
    return add(name, ColumnType.CATEGORICAL, vector, values.length, roles);
  }

  public SampleTable texts(String name, @Nullable String[] values, Role... roles) {
    return add(name, ColumnType.TEXT, new ColumnVector.Text(values), values.length, roles);
  }

  public SampleTable moments(String name, long[] micros, Role... roles) {
    return add(
        name, ColumnType.TIMESTAMP, new ColumnVector.Timestamp(micros), micros.length, roles);
  }

  public SampleTable vectors(String name, float[] @Nullable [] values, Role... roles) {
    return add(
        name, ColumnType.EMBEDDING, new ColumnVector.Embedding(values), values.length, roles);
  }

  private SampleTable add(String name, ColumnType type, ColumnVector vector, int n, Role... roles) {
    columns.add(ColumnSchema.of(name, type, roles));
    vectors.add(vector);
    rows = n;
    return this;
  }

  public Profile profile(Task task) {
    Schema schema = new Schema(columns, task, null, Schema.DEFAULT_DECISION_THRESHOLD);
    Profile profile = Profile.create(schema, ProfileOptions.defaults());
    profile.accept(new ColumnBatch(rows, vectors));
    return profile;
  }
}
