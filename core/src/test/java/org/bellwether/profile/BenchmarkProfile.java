package org.bellwether.profile;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds a value of accepting a column batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class BenchmarkProfile {

  /** As many as the file reader hands over at a time. */
  private static final int ROWS = 2_048;

  private static final int COLUMNS = 8;
  private static final int BATCHES = 100;
  private static final int VALUES = ROWS * COLUMNS;

  /** Which columns: numeric ones, or categories. */
  @Param({"NUMERIC", "CATEGORICAL"})
  public ColumnType type = ColumnType.NUMERIC;

  /** With a segment column of five values or without. */
  @Param({"false", "true"})
  public boolean segment;

  private Schema schema = Schema.of(Task.NONE);
  private ColumnBatch batch = new ColumnBatch(0, List.of());
  private ProfileOptions options = ProfileOptions.defaults();
  private Profile bounded = Profile.create(schema, options);
  private Profile exact = Profile.create(schema, options);

  /** Makes the batch and the layout. */
  @Setup
  public void makeBatch() {
    SplittableRandom random = new SplittableRandom(1);
    ColumnSchema[] columns = new ColumnSchema[COLUMNS + 1];
    ColumnVector[] vectors = new ColumnVector[COLUMNS + 1];
    Dictionary regions = new Dictionary(10);
    for (int c = 0; c <= COLUMNS; c++) {
      boolean key = c == COLUMNS;
      boolean numeric = !key && type == ColumnType.NUMERIC;
      Role role = !key ? Role.FEATURE : segment ? Role.SEGMENT : Role.IGNORED;
      columns[c] =
          ColumnSchema.of("c" + c, numeric ? ColumnType.NUMERIC : ColumnType.CATEGORICAL, role);
      vectors[c] = numeric ? numbers(random) : categories(random, key ? 5 : 200, regions);
      regions = new Dictionary(1_000);
    }
    schema = Schema.of(Task.NONE, columns);
    batch = new ColumnBatch(ROWS, List.of(vectors));
    Profile reference = Profile.create(schema, ProfileOptions.defaults());
    reference.accept(batch);
    options = ProfileOptions.defaults().withExactBudgetBytes(0).withLayout(reference.layout());
  }

  private static ColumnVector numbers(SplittableRandom random) {
    double[] values = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      values[i] = Math.exp(3 * (random.nextDouble() + random.nextDouble() - 1));
    }
    return new ColumnVector.Numeric(values, null);
  }

  private static ColumnVector categories(SplittableRandom random, int n, Dictionary dictionary) {
    int[] codes = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      codes[i] = dictionary.codeOf("v" + (int) (n * Math.pow(random.nextDouble(), 2)));
    }
    return new ColumnVector.Category(codes, dictionary, null);
  }

  /** Fresh profiles, so that rows kept do not pile up. */
  @Setup(Level.Iteration)
  public void makeProfiles() {
    bounded = Profile.create(schema, options);
    bounded.accept(batch);
    exact = Profile.create(schema, ProfileOptions.defaults());
  }

  /** Binning on the reference's edges. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public long acceptBounded() {
    bounded.accept(batch);
    return bounded.rows();
  }

  /** Keeping rows, then sorting and slicing them. */
  @Benchmark
  @OperationsPerInvocation(VALUES * BATCHES)
  public long acceptAndReadExact() {
    exact = Profile.create(schema, ProfileOptions.defaults());
    for (int i = 0; i < BATCHES; i++) {
      exact.accept(batch);
    }
    return exact.whole().rows() + exact.segments().size();
  }
}
