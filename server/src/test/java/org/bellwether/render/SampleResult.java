package org.bellwether.render;

import java.util.List;
import java.util.Random;
import org.bellwether.check.Check;
import org.bellwether.check.CheckResult;
import org.bellwether.check.TableSummary;
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

/** A real check of two small tables whose names and values try to break out of a report. */
final class SampleResult {

  static final String HOSTILE_COLUMN = "</script><img src=x onerror=\"window.broken=1\">";
  static final String HOSTILE_VALUE = "<svg onload='window.broken=1'>|`@everyone`\u001b[31m";

  private SampleResult() {}

  static CheckResult shifted() {
    return of(5_000, 1);
  }

  static CheckResult small() {
    return of(30, 0);
  }

  private static CheckResult of(int rows, double shift) {
    return Check.withDefaults()
        .run(
            new TableSummary("before.csv", rows, 0, List.of()),
            profile(rows, 1, 0, "plain"),
            new TableSummary("<b>now</b>.csv", rows, 2, List.of("2 rows left out")),
            profile(rows, 2, shift, shift == 0 ? "plain" : HOSTILE_VALUE));
  }

  private static Profile profile(int rows, long seed, double shift, String category) {
    Schema schema =
        Schema.of(
            Task.NONE,
            ColumnSchema.of(HOSTILE_COLUMN, ColumnType.NUMERIC, Role.FEATURE),
            ColumnSchema.of("colour", ColumnType.CATEGORICAL, Role.FEATURE));
    Random random = new Random(seed);
    Dictionary dictionary = new Dictionary(100);
    double[] values = new double[rows];
    int[] codes = new int[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = random.nextGaussian() + shift;
      codes[i] = dictionary.codeOf(random.nextInt(3) == 0 ? category : "a" + random.nextInt(3));
    }
    Profile profile = Profile.create(schema, ProfileOptions.defaults());
    profile.accept(
        new ColumnBatch(
            rows,
            List.of(
                new ColumnVector.Numeric(values, null),
                new ColumnVector.Category(codes, dictionary, null))));
    return profile;
  }
}
