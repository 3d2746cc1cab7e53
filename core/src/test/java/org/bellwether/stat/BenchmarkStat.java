package org.bellwether.stat;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Nanoseconds a value of the kernels that every numeric column goes through. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class BenchmarkStat {

  private static final int N = 1_000_000;

  /** How the values are distributed. */
  @Param({"normal", "heavy", "tied"})
  public String kind = "normal";

  private double[] values = {};
  private double[] work = {};
  private double[] scratch = {};
  private double[] reference = {};
  private double[] current = {};
  private BinEdges edges = BinEdges.of(0);
  private long[] counts = {};
  private double[] sums = {};

  /** Runs this class alone. */
  public static void main(String[] args) throws RunnerException {
    new Runner(new OptionsBuilder().include(BenchmarkStat.class.getSimpleName()).build()).run();
  }

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    values = sample(random);
    work = new double[N];
    scratch = new double[N];
    reference = sample(random);
    RadixSort.sort(reference);
    current = values.clone();
    RadixSort.sort(current);
    edges = BinEdges.equalDepth(reference, 1_024);
    counts = new long[edges.bins()];
    sums = new double[edges.bins()];
  }

  private double[] sample(SplittableRandom random) {
    double[] sample = new double[N];
    for (int i = 0; i < N; i++) {
      double g = random.nextGaussian();
      sample[i] =
          switch (kind) {
            case "heavy" -> g / Math.max(1e-9, random.nextDouble());
            case "tied" -> Math.rint(10 * g);
            default -> g;
          };
    }
    return sample;
  }

  /** A copy, then the radix sort. */
  @Benchmark
  @OperationsPerInvocation(N)
  public double[] sort() {
    System.arraycopy(values, 0, work, 0, N);
    RadixSort.sort(work, 0, N, scratch);
    return work;
  }

  /** A copy, then the JDK's sort, to compare with. */
  @Benchmark
  @OperationsPerInvocation(N)
  public double[] sortJdk() {
    System.arraycopy(values, 0, work, 0, N);
    java.util.Arrays.sort(work);
    return work;
  }

  /** Kolmogorov–Smirnov, Wasserstein and the ten groups; of both samples' values. */
  @Benchmark
  @OperationsPerInvocation(2 * N)
  public NumericComparison merge() {
    return NumericComparison.ofSorted(reference, current);
  }

  /** Counts and sums on 1,024 equal-depth edges. */
  @Benchmark
  @OperationsPerInvocation(N)
  public long[] bin() {
    edges.count(values, 0, N, counts, sums);
    return counts;
  }
}
