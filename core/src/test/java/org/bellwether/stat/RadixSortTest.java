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
      for (double v : probes) {
        long below = Arrays.stream(cuts).filter(c -> c <= v).count();
        assertThat((long) edges.binOf(v))
            .as("seed %d, kind %d, value %s", seed, kind, v)
            .isEqualTo(below);
      }
    }
  }
}
