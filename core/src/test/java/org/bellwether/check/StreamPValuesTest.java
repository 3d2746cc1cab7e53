package org.bellwether.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
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
import org.junit.jupiter.api.Test;

class StreamPValuesTest {

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              ColumnSchema.of("x", ColumnType.NUMERIC, Role.FEATURE),
              ColumnSchema.of("c", ColumnType.CATEGORICAL, Role.FEATURE),
              ColumnSchema.of("id", ColumnType.NUMERIC, Role.ID)),
          Task.NONE,
          null,
          Schema.DEFAULT_DECISION_THRESHOLD);

  private static Profile profile(@Nullable Profile layout, double[] x, String... c) {
    ProfileOptions options = ProfileOptions.defaults();
    Profile profile =
        Profile.create(
            SCHEMA,
            layout == null
                ? options.exact()
                : options.withLayout(layout.layout()).withExactBudgetBytes(1));
    Dictionary dictionary = new Dictionary(Dictionary.DEFAULT_CAP);
    int[] codes = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      codes[i] = dictionary.codeOf(c[i % c.length]);
    }
    profile.accept(
        new ColumnBatch(
            x.length,
            List.of(
                new ColumnVector.Numeric(x, null),
                new ColumnVector.Category(codes, dictionary, null),
                new ColumnVector.Numeric(x, null))));
    return profile;
  }

  private static double[] numbers(int n, double from, double step) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = from + i * step;
    }
    return x;
  }

  /**
   * 100 values 0 … 99 and 50 values 50 … 99: of the nine deciles that at 45 is the sharpest, with
   * 45 of the 150 pooled rows below it and none of the window's. {@code 2 * hypergeom(150, 45,
   * 50).cdf(0)} of scipy 1.17.1.
   */
  @Test
  void takesTheSharpestCutTimesTheirNumber() {
    List<ColumnPValue> all =
        StreamPValues.of(
            "all", profile(null, numbers(100, 0, 1), "a"), profile(null, numbers(50, 50, 1), "a"));
    assertEquals(List.of("x"), all.stream().map(ColumnPValue::column).toList());
    assertEquals(9 * EXPECTED, all.get(0).pValue(), 9 * EXPECTED * 1e-9);
  }

  private static final double EXPECTED = 2.782560345462395e-10;

  @Test
  void seesNewCategoriesAndMissingNumbers() {
    Profile earlier = profile(null, numbers(400, 0, 1), "a", "b");
    double[] x = numbers(400, 0, 1);
    for (int i = 0; i < 40; i++) {
      x[i] = Double.NaN;
    }
    List<ColumnPValue> all = StreamPValues.of("all", earlier, profile(null, x, "a", "b", "b", "z"));
    assertTrue(all.get(0).pValue() < 1e-8, all.toString());
    assertTrue(all.get(1).pValue() < 1e-12, all.toString());
  }

  @Test
  void binsTellTheSameAsValuesUpToTheirWidth() {
    SplittableRandom random = new SplittableRandom(5);
    double[] x = new double[4_000];
    double[] y = new double[500];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextGaussian();
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = random.nextGaussian() + 0.2;
    }
    Profile earlier = profile(null, x, "a", "b", "c");
    Profile binned = profile(earlier, x, "a", "b", "c");
    assertFalse(binned.isExact());
    double exact =
        StreamPValues.of("all", earlier, profile(null, y, "a", "b", "c")).get(0).pValue();
    double inBins =
        StreamPValues.of("all", binned, profile(earlier, y, "a", "b", "c")).get(0).pValue();
    assertEquals(Math.log(exact), Math.log(inBins), 2);
    assertTrue(exact < 0.01, String.valueOf(exact));
  }

  /** One after the other, against all that came before: never more small ones than are due. */
  @Test
  void areValidInAStream() {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    int below = 0;
    int tests = 0;
    for (int stream = 0; stream < 30; stream++) {
      Profile pooled = profile(null, draw(random), "a");
      for (int window = 0; window < 25; window++) {
        Profile next = profile(null, draw(random), "a");
        tests++;
        below += StreamPValues.of("all", pooled, next).get(0).pValue() <= 0.05 ? 1 : 0;
        pooled.combine(next);
      }
    }
    // 37.5 of 750 are due at most; 57 is exceeded with probability 0.001.
    assertTrue(below <= 57 && below > 3, "seed " + seed + ": " + below + " of " + tests);
  }

  private static double[] draw(SplittableRandom random) {
    double[] x = new double[40];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.rint(4 * random.nextGaussian()) / 4;
    }
    return x;
  }
}
