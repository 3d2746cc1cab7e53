package org.bellwether.check;

import java.util.ArrayList;
import java.util.BitSet;
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

/**
 * A made-up table whose rows are independent draws from one source, so that two of them differ by
 * chance alone, unless a shift is asked for.
 */
final class SimulatedTable {

  /** What the features look like. */
  enum Shape {
    /** Standard normal. */
    NORMAL,
    /** Log-normal with σ = 2. */
    HEAVY_TAILED,
    /** Normal, rounded to halves. */
    TIED,
    /** Zero four times in five, else exponential. */
    ZERO_INFLATED,
    /** Categories with probability proportional to rank to the power -1.1, of 1,000. */
    ZIPF,
    /** All of these in turn and columns that follow one common factor, beside a model. */
    MIXED
  }

  /** The only feature that a shift moves. */
  static final String SHIFTED = "x0";

  private static final int CATEGORIES = 1_000;
  private static final double[] ZIPF = zipf();
  private static final int REGIONS = 4;
  private static final int CITIES_PER_REGION = 3;
  private static final int CHUNK = 20_000;

  private final Shape shape;
  private final int features;
  private final Schema schema;

  SimulatedTable(Shape shape, int features) {
    this.shape = shape;
    this.features = features;
    List<ColumnSchema> columns = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      boolean category = shapeOf(i) == Shape.ZIPF;
      columns.add(
          ColumnSchema.of(
              "x" + i, category ? ColumnType.CATEGORICAL : ColumnType.NUMERIC, Role.FEATURE));
    }
    if (shape == Shape.MIXED) {
      columns.add(ColumnSchema.of("region", ColumnType.CATEGORICAL, Role.SEGMENT));
      columns.add(ColumnSchema.of("city", ColumnType.CATEGORICAL, Role.SEGMENT));
      columns.add(ColumnSchema.of("group", ColumnType.CATEGORICAL, Role.PROTECTED));
      columns.add(ColumnSchema.of("id", ColumnType.NUMERIC, Role.ID));
      columns.add(ColumnSchema.of("time", ColumnType.TIMESTAMP, Role.TIME));
      columns.add(ColumnSchema.of("score", ColumnType.NUMERIC, Role.SCORE));
      columns.add(ColumnSchema.of("label", ColumnType.CATEGORICAL, Role.LABEL));
      this.schema = new Schema(columns, Task.BINARY, "1", Schema.DEFAULT_DECISION_THRESHOLD);
    } else {
      this.schema = new Schema(columns, Task.NONE, null, Schema.DEFAULT_DECISION_THRESHOLD);
    }
  }

  /**
   * Draws a table.
   *
   * @param rows rows of the table
   * @param shift added to the normal variable behind the first feature, in its standard deviations;
   *     of categories, the exponent that favours the frequent ones
   * @param reference the table it will be compared with, {@code null} for none
   */
  Profile draw(int rows, double shift, @Nullable Profile reference, SplittableRandom random) {
    ProfileOptions options = ProfileOptions.defaults().exact();
    Profile profile =
        Profile.create(
            schema, reference == null ? options : options.withLayout(reference.layout()));
    List<Dictionary> dictionaries = new ArrayList<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      dictionaries.add(new Dictionary(Dictionary.DEFAULT_CAP));
    }
    for (int from = 0; from < rows; from += CHUNK) {
      profile.accept(batch(Math.min(CHUNK, rows - from), shift, dictionaries, random));
    }
    return profile;
  }

  private Shape shapeOf(int feature) {
    return shape == Shape.MIXED ? Shape.values()[feature % 6] : shape;
  }

  private ColumnBatch batch(
      int rows, double shift, List<Dictionary> dictionaries, SplittableRandom random) {
    double[] factor = new double[rows];
    for (int row = 0; row < rows; row++) {
      factor[row] = random.nextGaussian();
    }
    List<ColumnVector> columns = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      columns.add(feature(i, rows, i == 0 ? shift : 0, factor, dictionaries.get(i), random));
    }
    if (shape == Shape.MIXED) {
      segments(rows, dictionaries, columns, random);
      model(rows, factor, dictionaries.get(features + 6), columns, random);
    }
    return new ColumnBatch(rows, columns);
  }

  private ColumnVector feature(
      int i,
      int rows,
      double shift,
      double[] factor,
      Dictionary dictionary,
      SplittableRandom random) {
    Shape kind = shapeOf(i);
    if (kind == Shape.ZIPF) {
      int[] codes = new int[rows];
      for (int row = 0; row < rows; row++) {
        codes[row] = dictionary.codeOf("c" + rank(Math.pow(random.nextDouble(), 1 + shift)));
      }
      return new ColumnVector.Category(codes, dictionary, null);
    }
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      double z = random.nextGaussian() + shift;
      values[row] =
          switch (kind) {
            case HEAVY_TAILED -> Math.exp(2 * z);
            case TIED -> Math.rint(2 * z) / 2;
            case ZERO_INFLATED -> random.nextDouble() < 0.8 ? 0 : Math.exp(z);
            case MIXED -> 0.8 * factor[row] + 0.6 * z;
            case NORMAL, ZIPF -> z;
          };
    }
    return new ColumnVector.Numeric(values, i % 3 == 1 ? missing(rows, random) : null);
  }

  private static BitSet missing(int rows, SplittableRandom random) {
    BitSet missing = new BitSet(rows);
    for (int row = 0; row < rows; row++) {
      if (random.nextDouble() < 0.03) {
        missing.set(row);
      }
    }
    return missing;
  }

  /** Cities within regions, groups across them. */
  private void segments(
      int rows,
      List<Dictionary> dictionaries,
      List<ColumnVector> columns,
      SplittableRandom random) {
    int[] region = new int[rows];
    int[] city = new int[rows];
    int[] group = new int[rows];
    for (int row = 0; row < rows; row++) {
      int r = random.nextInt(REGIONS);
      region[row] = dictionaries.get(features).codeOf("region " + r);
      city[row] =
          dictionaries
              .get(features + 1)
              .codeOf("city " + r + "." + random.nextInt(CITIES_PER_REGION));
      group[row] = dictionaries.get(features + 2).codeOf(random.nextInt(3) == 0 ? "b" : "a");
    }
    columns.add(new ColumnVector.Category(region, dictionaries.get(features), null));
    columns.add(new ColumnVector.Category(city, dictionaries.get(features + 1), null));
    columns.add(new ColumnVector.Category(group, dictionaries.get(features + 2), null));
  }

  /** Ids, moments, calibrated scores and labels that follow them. */
  private static void model(
      int rows,
      double[] factor,
      Dictionary labels,
      List<ColumnVector> columns,
      SplittableRandom random) {
    double[] id = new double[rows];
    long[] time = new long[rows];
    double[] score = new double[rows];
    int[] label = new int[rows];
    for (int row = 0; row < rows; row++) {
      id[row] = random.nextLong(1L << 40);
      time[row] = random.nextLong(30L * 86_400_000_000L);
      score[row] = 1 / (1 + Math.exp(-factor[row] - 0.5 * random.nextGaussian()));
      label[row] = labels.codeOf(random.nextDouble() < score[row] ? "1" : "0");
    }
    columns.add(new ColumnVector.Numeric(id, null));
    columns.add(new ColumnVector.Timestamp(time));
    columns.add(new ColumnVector.Numeric(score, null));
    columns.add(new ColumnVector.Category(label, labels, null));
  }

  private static double[] zipf() {
    double[] cumulative = new double[CATEGORIES];
    double sum = 0;
    for (int i = 0; i < CATEGORIES; i++) {
      sum += Math.pow(i + 1, -1.1);
      cumulative[i] = sum;
    }
    for (int i = 0; i < CATEGORIES; i++) {
      cumulative[i] /= sum;
    }
    return cumulative;
  }

  private static int rank(double u) {
    int i = java.util.Arrays.binarySearch(ZIPF, u);
    return Math.min(CATEGORIES - 1, i >= 0 ? i : -i - 1);
  }
}
