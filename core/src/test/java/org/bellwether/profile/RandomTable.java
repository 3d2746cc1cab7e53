package org.bellwether.profile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;

/** A seeded table with everything that makes summaries differ: ties, gaps, tails, odd numbers. */
final class RandomTable {

  static final Schema SCHEMA =
      new Schema(
          List.of(
              ColumnSchema.of("amount", ColumnType.NUMERIC, Role.FEATURE),
              ColumnSchema.of("offset", ColumnType.NUMERIC, Role.FEATURE),
              ColumnSchema.of("tied", ColumnType.NUMERIC, Role.FEATURE),
              ColumnSchema.of("impact", ColumnType.NUMERIC, Role.ATTRIBUTION),
              ColumnSchema.of("region", ColumnType.CATEGORICAL, Role.SEGMENT),
              ColumnSchema.of("sex", ColumnType.CATEGORICAL, Role.PROTECTED),
              ColumnSchema.of("age", ColumnType.NUMERIC, Role.PROTECTED),
              ColumnSchema.of("when", ColumnType.TIMESTAMP, Role.TIME),
              ColumnSchema.of("note", ColumnType.TEXT, Role.FEATURE),
              ColumnSchema.of("vector", ColumnType.EMBEDDING, Role.FEATURE),
              ColumnSchema.of("score", ColumnType.NUMERIC, Role.SCORE),
              ColumnSchema.of("label", ColumnType.CATEGORICAL, Role.LABEL)),
          Task.BINARY,
          "yes",
          0.5);

  final int rows;
  private final List<double[]> numbers = new ArrayList<>();
  private final BitSet missing = new BitSet();
  private final @Nullable String[] region;
  private final String[] sex;
  private final @Nullable String[] label;
  private final long[] when;
  private final @Nullable String[] note;
  private final float[] @Nullable [] vector;

  RandomTable(long seed, int rows) {
    Random random = new Random(seed);
    this.rows = rows;
    for (int c = 0; c < 6; c++) {
      numbers.add(new double[rows]);
    }
    region = new @Nullable String[rows];
    sex = new String[rows];
    label = new @Nullable String[rows];
    when = new long[rows];
    note = new @Nullable String[rows];
    vector = new float[rows][];
    for (int r = 0; r < rows; r++) {
      fill(random, r);
    }
  }

  private void fill(Random random, int r) {
    double u = random.nextDouble();
    numbers.get(0)[r] =
        u < 0.01
            ? Double.NaN
            : u < 0.02 ? Double.NEGATIVE_INFINITY : Math.exp(4 * random.nextGaussian());
    missing.set(r, random.nextInt(20) == 0);
    // An ordered file, far from zero.
    numbers.get(1)[r] = 1e9 + r + random.nextDouble();
    numbers.get(2)[r] = random.nextInt(7) - 2;
    numbers.get(3)[r] = random.nextGaussian() * 0.1;
    numbers.get(4)[r] = 18 + random.nextInt(60);
    numbers.get(5)[r] = random.nextInt(4) == 0 ? 0.5 : random.nextDouble();
    region[r] = random.nextInt(30) == 0 ? null : "r" + (int) (5 * Math.pow(random.nextDouble(), 2));
    sex[r] = random.nextBoolean() ? "f" : "m";
    label[r] = random.nextInt(10) == 0 ? null : random.nextInt(3) == 0 ? "yes" : "no";
    when[r] =
        random.nextInt(50) == 0
            ? ColumnVector.Timestamp.MISSING
            : 1_700_000_000_000_000L + r * 1_000_000L;
    note[r] = random.nextInt(10) == 0 ? null : "word" + random.nextInt(40) + ", a text";
    if (random.nextInt(8) > 0) {
      vector[r] = new float[] {random.nextFloat(), random.nextFloat() - 1, (float) u};
    }
  }

  /** Rows {@code from} to {@code to}, with dictionaries of a source of its own. */
  ColumnBatch batch(int from, int to, List<Dictionary> source) {
    int n = to - from;
    List<ColumnVector> columns = new ArrayList<>();
    for (int c = 0; c < 4; c++) {
      columns.add(numeric(c, from, n));
    }
    columns.add(category(region, from, n, source.get(0)));
    columns.add(category(sex, from, n, source.get(1)));
    columns.add(numeric(4, from, n));
    long[] moments = new long[n];
    @Nullable String[] notes = new @Nullable String[n];
    float[] @Nullable [] vectors = new float[n][];
    System.arraycopy(when, from, moments, 0, n);
    System.arraycopy(note, from, notes, 0, n);
    System.arraycopy(vector, from, vectors, 0, n);
    columns.add(new ColumnVector.Timestamp(moments));
    columns.add(new ColumnVector.Text(notes));
    columns.add(new ColumnVector.Embedding(vectors));
    columns.add(numeric(5, from, n));
    columns.add(category(label, from, n, source.get(2)));
    return new ColumnBatch(n, from, columns);
  }

  private ColumnVector numeric(int c, int from, int n) {
    double[] values = new double[n];
    System.arraycopy(numbers.get(c), from, values, 0, n);
    return new ColumnVector.Numeric(values, c == 0 ? missing.get(from, from + n) : null);
  }

  private static ColumnVector category(
      @Nullable String[] values, int from, int n, Dictionary dictionary) {
    int[] codes = new int[n];
    for (int i = 0; i < n; i++) {
      String value = values[from + i];
      codes[i] = value == null ? Dictionary.MISSING : dictionary.codeOf(value);
    }
    return new ColumnVector.Category(codes, dictionary, null);
  }

  static List<Dictionary> source() {
    return List.of(new Dictionary(1000), new Dictionary(1000), new Dictionary(1000));
  }

  /** A profile of all rows in one batch. */
  Profile profile(ProfileOptions options) {
    Profile profile = Profile.create(SCHEMA, options);
    profile.accept(batch(0, rows, source()));
    return profile;
  }

  /** Profiles of a random partition into runs of rows, in random batches. */
  List<Profile> parts(ProfileOptions options, Random random) {
    List<Profile> parts = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    List<List<Dictionary>> sources = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(Profile.create(SCHEMA, options));
      sources.add(source());
    }
    int at = 0;
    while (at < rows) {
      int to = Math.min(rows, at + 1 + random.nextInt(1 + rows / 3));
      int part = random.nextInt(count);
      parts.get(part).accept(batch(at, to, sources.get(part)));
      at = to;
    }
    return parts;
  }
}
