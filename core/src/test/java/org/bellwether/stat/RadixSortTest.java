package org.bellwether.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RadixSortTest {

  @Test
  void sortsAsTheJdkDoesWithOneZero() {
    long seed = 41;
    Random random = new Random(seed);
    for (int n : new int[] {0, 1, 2, 1_999, 2_000, 5_001, 40_000}) {
      for (int kind = 0; kind < 5; kind++) {
        double[] values = new double[n + 6];
        for (int i = 0; i < values.length; i++) {
          values[i] =
              switch (kind) {
                case 0 -> random.nextGaussian();
                case 1 -> random.nextInt(5) - 2;
                case 2 -> Double.longBitsToDouble(random.nextLong());
                case 3 -> 17;
                default -> i % 7 == 0 ? -0.0 : i % 7 == 1 ? Double.NEGATIVE_INFINITY : i;
              };
        }
        double[] expected = values.clone();
        for (int i = 3; i < n + 3; i++) {
          expected[i] = Double.isNaN(expected[i]) ? Double.NaN : expected[i] + 0.0;
        }
        Arrays.sort(expected, 3, n + 3);
        RadixSort.sort(values, 3, n + 3, new double[n]);
        assertThat(values).as("seed %d, n %d, kind %d", seed, n, kind).isEqualTo(expected);
      }
    }
  }

  @Test
  void sortsDecimalsBitByBit() {
    long seed = 43;
    Random random = new Random(seed);
    double[] units = {1, 10, 1e2, 1e4, 1e6, 1e9, 1e12};
    double[] widths = {3, 500, 1e5, 1e8, 1e11, 1e16};
    for (double unit : units) {
      for (double width : widths) {
        for (int odd = 0; odd < 4; odd++) {
          double[] values = new double[4_003];
          for (int i = 0; i < values.length; i++) {
            values[i] = Math.rint((random.nextDouble() - 0.3) * width) / unit;
          }
          values[2_500] =
              switch (odd) {
                case 0 -> -0.0;
                case 1 -> Math.nextUp(values[2_500]);
                case 2 -> Double.NEGATIVE_INFINITY;
                default -> Double.NaN;
              };
          double[] expected = values.clone();
          for (int i = 0; i < expected.length; i++) {
            expected[i] += 0.0;
          }
          Arrays.sort(expected);
          RadixSort.sort(values);
          assertThat(values)
              .as("seed %d, unit %s, width %s, odd %d", seed, unit, width, odd)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void countsAsManyMultiplesAsThereAreValues() {
    long seed = 44;
    Random random = new Random(seed);
    for (int range : new int[] {150_000, 200_000, 200_001, 200_002, 5_000_000}) {
      double[] values =
          random.ints(200_001, -range / 2, range / 2).mapToDouble(i -> i / 1e3).toArray();
      double[] expected = Arrays.stream(values).map(v -> v + 0.0).sorted().toArray();
      RadixSort.sort(values);
      assertThat(values).as("seed %d, range %d", seed, range).isEqualTo(expected);
    }
  }

  @Test
  void lookUpEqualsSearch() {
    long seed = 42;
    Random random = new Random(seed);
    for (int kind = 0; kind < 6; kind++) {
      double[] values = new double[3_000];
      for (int i = 0; i < values.length; i++) {
        double g = random.nextGaussian();
        values[i] =
            switch (kind) {
              case 0 -> g;
              case 1 -> Math.round(g * 3);
              case 2 -> Math.exp(8 * g);
              case 3 -> g / random.nextGaussian() * 1e200;
              case 4 -> 5;
              default -> random.nextBoolean() ? 0 : 1e6 + g;
            };
      }
      double[] sorted = values.clone();
      RadixSort.sort(sorted);
      BinEdges edges = BinEdges.equalDepth(sorted, 1_024);
      double[] cuts = edges.toArray();
      double[] probes =
          java.util.stream.DoubleStream.concat(
                  Arrays.stream(values),
                  java.util.stream.DoubleStream.concat(
                      Arrays.stream(cuts)
                          .flatMap(c ->
                              java.util.stream.DoubleStream.of(
                                  c, Math.nextUp(c), Math.nextDown(c))),
                      java.util.stream.DoubleStream.of(
                          Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -0.0, 0.0)))
              .toArray();
      int[] bins = new int[probes.length];
      edges.binsOf(probes, probes.length, bins);
      assertThat(bins).isEqualTo(Arrays.stream(probes).mapToInt(edges::binOf).toArray());
      for (double v : probes) {
        long below = Arrays.stream(cuts).filter(c -> c <= v).count();
        assertThat((long) edges.binOf(v))
            .as("seed %d, kind %d, value %s", seed, kind, v)
            .isEqualTo(below);
      }
    }
  }
}
