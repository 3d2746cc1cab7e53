package org.bellwether.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bellwether.check.Check;
import org.bellwether.check.CheckResult;
import org.bellwether.check.TableSummary;
import org.bellwether.finding.Window;
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

  /** Four windows, the last two of them shifted. */
  static CheckResult windows() {
    List<Window> windows = new ArrayList<>();
    List<Profile> profiles = new ArrayList<>();
    Profile baseline = profile(5_000, 1, 0, "plain");
    for (int i = 0; i < 4; i++) {
      windows.add(new Window(i, null, null, 1_000L * i, 1_000));
      profiles.add(profile(1_000, 10 + i, i < 2 ? 0 : 1, i < 2 ? "plain" : HOSTILE_VALUE));
    }
    return Check.withDefaults()
        .runWindows(
            new TableSummary("before.csv", 5_000, 0, List.of()),
            baseline,
            new TableSummary("now.csv", 4_000, 0, List.of()),
            windows,
            profiles);
  }

  /** A binary model that selects women less often, and whose scores promise too much. */
  static CheckResult model() {
    Profile reference = decisions(1, ProfileOptions.defaults());
    ProfileOptions same = ProfileOptions.defaults().withLayout(reference.layout());
    return Check.withDefaults()
        .run(
            new TableSummary("before.csv", 4_000, 0, List.of()),
            reference,
            new TableSummary("now.csv", 4_000, 0, List.of()),
            decisions(2, same));
  }

  private static Profile decisions(long seed, ProfileOptions options) {
    Schema schema =
        new Schema(
            List.of(
                ColumnSchema.of("amount", ColumnType.NUMERIC, Role.FEATURE),
                ColumnSchema.of("memo", ColumnType.CATEGORICAL, Role.FEATURE),
                ColumnSchema.of("region", ColumnType.CATEGORICAL, Role.SEGMENT),
                ColumnSchema.of("sex", ColumnType.CATEGORICAL, Role.PROTECTED),
                ColumnSchema.of("score", ColumnType.NUMERIC, Role.SCORE),
                ColumnSchema.of("label", ColumnType.CATEGORICAL, Role.LABEL)),
            Task.BINARY,
            "1",
            Schema.DEFAULT_DECISION_THRESHOLD);
    Random random = new Random(seed);
    Profile profile = Profile.create(schema, options);
    for (int i = 0; i < 4_000; i++) {
      boolean woman = i % 2 == 0;
      double score = random.nextDouble() * (woman ? 0.7 : 1);
      boolean positive = random.nextDouble() < 0.8 * score;
      Map<String, Object> row = new HashMap<>();
      row.put("amount", random.nextGaussian());
      row.put("memo", HOSTILE_VALUE);
      row.put("region", i % 4 == 0 ? "<b>EU</b>" : "US");
      row.put("sex", woman ? "woman" : "man");
      row.put("score", score);
      row.put("label", positive ? "1" : "0");
      profile.accept(row);
    }
    return profile;
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
