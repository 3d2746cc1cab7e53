package org.bellwether.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The judged p-values hold on unchanged data, far in the tail and for sparse or tied values; the
 * distances keep to their bounds. Seeds are printed with a failure.
 */
class ValidityTest {

  private static final int RUNS = 4_000;

  /** At most the level's share of rejections, within five standard errors of chance. */
  private static void holds(String name, int[] rejections, double[] levels) {
    for (int i = 0; i < levels.length; i++) {
      double most = RUNS * levels[i] + 5 * Math.sqrt(RUNS * levels[i]) + 1;
      assertThat((double) rejections[i])
          .as("%s at level %s", name, levels[i])
          .isLessThanOrEqualTo(most);
    }
  }

  @Test
  void chiSquareOfSparseCategoriesAndUnequalSizes() {
    double[] levels = {0.01, 1e-3, 1e-4};
    int[][] sizes = {{50, 50}, {2_000, 60}, {300, 100}, {20_000, 60}};
    double[][] shares = {
      {.5, .5}, {.9, .1}, {.4, .3, .2, .1}, zipf(12), zipf(60), {.97, .01, .01, .01}
    };
    for (int[] size : sizes) {
      for (double[] share : shares) {
        SplittableRandom random = new SplittableRandom(share.length * 31L + size[1]);
        int[] rejected = new int[levels.length];
        for (int run = 0; run < RUNS; run++) {
          double p =
              ChiSquare.homogeneityLumped(
                      sample(random, share, size[0]), sample(random, share, size[1]))
                  .pValue();
          for (int i = 0; i < levels.length; i++) {
            rejected[i] += p < levels[i] ? 1 : 0;
          }
        }
        holds(Arrays.toString(size) + " of " + share.length + " categories", rejected, levels);
      }
    }
  }

  /**
   * Shares of {@code numpy.random.default_rng(20261121).multivariate_hypergeometric(pooled, 60)}
   * whose X² is as large: 128 of 10 million, 93 of 4 million. (numpy 2.4.6)
   */
  @Test
  void chiSquareOfASmallSegmentIsCautiousButNotBlind() {
    double few =
        ChiSquare.homogeneityLumped(
                new double[] {8_000, 6_000, 4_000, 2_000}, new double[] {9, 18, 17, 16})
            .pValue();
    double[] groups = new double[10];
    Arrays.fill(groups, 2_000);
    double ten =
        ChiSquare.homogeneityLumped(groups, new double[] {17, 11, 8, 7, 6, 5, 3, 2, 1, 0}).pValue();
    assertThat(few).isBetween(1.28e-5, 1.28e-5 * 12);
    assertThat(ten).isBetween(2.3e-5, 2.3e-5 * 12);
  }

  @Test
  void kolmogorovSmirnovWithAndWithoutTies() {
    double[] levels = {0.01, 1e-3, 1e-4};
    int[][] sizes = {{50, 50}, {400, 30}};
    for (int[] size : sizes) {
      for (int kind = 0; kind < 3; kind++) {
        SplittableRandom random = new SplittableRandom(kind + size[0]);
        int[] rejected = new int[levels.length];
        for (int run = 0; run < RUNS; run++) {
          double p =
              NumericComparison.ofSorted(
                      numbers(random, kind, size[0]), numbers(random, kind, size[1]))
                  .kolmogorovSmirnovPValue();
          for (int i = 0; i < levels.length; i++) {
            rejected[i] += p < levels[i] ? 1 : 0;
          }
        }
        holds(Arrays.toString(size) + " of kind " + kind, rejected, levels);
      }
    }
  }

  @Test
  void intervalsOfEffectsCoverTheTruth() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] pairs = {{.3, .3, .2, .2}, {.2, .25, .25, .3}};
    double truth = Divergence.totalVariation(pairs[0], pairs[1]);
    double psi = Divergence.psi(pairs[0], pairs[1]);
    double js = Divergence.jensenShannon(pairs[0], pairs[1], 2);
    int[] missed = new int[4];
    int runs = 2_000;
    for (int run = 0; run < runs; run++) {
      double[] p = sample(random, pairs[0], 400);
      double[] q = sample(random, pairs[1], 300);
      missed[0] += Intervals.totalVariation(p, q, .95).excludes(truth) ? 1 : 0;
      missed[1] += Intervals.psi(p, q, .95).excludes(psi) ? 1 : 0;
      missed[2] += Intervals.jensenShannon(p, q, 2, .95).excludes(js) ? 1 : 0;
      double[] a = numbers(random, 0, 300);
      double[] b = Arrays.stream(numbers(random, 0, 200)).map(v -> v + 0.5).toArray();
      double d = NumericComparison.ofSorted(a, b).kolmogorovSmirnov();
      // Normal distributions half a standard deviation apart: 2Φ(¼) - 1.
      missed[3] += KolmogorovSmirnov.interval(300, 200, d, .95).excludes(0.19741265136584) ? 1 : 0;
    }
    for (int m : missed) {
      assertThat(m).as("misses of 2,000").isLessThan(150);
    }
  }

  @Test
  void distancesAreSymmetricAndBounded() {
    SplittableRandom random = new SplittableRandom(6);
    for (int run = 0; run < 300; run++) {
      double[] p = sample(random, zipf(2 + random.nextInt(20)), 1 + random.nextInt(200));
      double[] q = sample(random, zipf(p.length), 1 + random.nextInt(200));
      near(Divergence.psi(p, q), Divergence.psi(q, p), run);
      near(Divergence.jensenShannon(p, q, 2), Divergence.jensenShannon(q, p, 2), run);
      near(Divergence.hellinger(p, q), Divergence.hellinger(q, p), run);
      near(Divergence.totalVariation(p, q), Divergence.totalVariation(q, p), run);
      near(Divergence.psi(p, p), 0, run);
      near(Divergence.jensenShannon(p, p, 2), 0, run);
      assertThat(Divergence.jensenShannon(p, q, 2)).isBetween(0.0, 1.0);
      assertThat(Divergence.lInfinity(p, q))
          .isBetween(0.0, Divergence.totalVariation(p, q) + 1e-12);
      assertThat(Divergence.kullbackLeibler(p, q)).isNotNegative();
      double[] x = numbers(random, run % 3, 5 + random.nextInt(80));
      double[] y = numbers(random, run % 3, 5 + random.nextInt(80));
      NumericComparison xy = NumericComparison.ofSorted(x, y);
      NumericComparison yx = NumericComparison.ofSorted(y, x);
      near(xy.kolmogorovSmirnov(), yx.kolmogorovSmirnov(), run);
      near(xy.wasserstein(), yx.wasserstein(), run);
      near(EnergyDistance.of(x, y), EnergyDistance.of(y, x), run);
      near(CramerVonMises.of(x, y).pValue(), CramerVonMises.of(y, x).pValue(), run);
    }
  }

  @Test
  void countsOfPartsAddUpToCountsOfTheWhole() {
    SplittableRandom random = new SplittableRandom(7);
    double[] values = numbers(random, 2, 5_000);
    BinEdges edges = BinEdges.equalDepth(values, 64);
    long[] whole = new long[edges.bins()];
    long[] parts = new long[edges.bins()];
    double[] sums = new double[edges.bins()];
    edges.count(values, 0, values.length, whole, new double[edges.bins()]);
    int from = 0;
    while (from < values.length) {
      int to = Math.min(values.length, from + 1 + random.nextInt(900));
      edges.count(values, from, to, parts, sums);
      from = to;
    }
    assertThat(parts).isEqualTo(whole);
  }

  @Test
  void rowsNeededGiveThePowerPromised() {
    long rows = SampleSize.chiSquare(0.1, 3, 0.001, 0.8, 1);
    SplittableRandom random = new SplittableRandom(8);
    int found = 0;
    for (int run = 0; run < 1_000; run++) {
      double[] p = sample(random, new double[] {.25, .25, .25, .25}, (int) rows);
      double[] q = sample(random, new double[] {.3, .3, .2, .2}, (int) rows);
      found += ChiSquare.homogeneityLumped(p, q).pValue() < 0.001 ? 1 : 0;
    }
    assertThat(found).as("of 1,000 at %d rows", rows).isBetween(750, 860);
    assertThat(SampleSize.kolmogorovSmirnov(0.1, 0.001, 0.8, 1))
        .isGreaterThan(SampleSize.kolmogorovSmirnov(0.2, 0.001, 0.8, 1));
    assertThat(SampleSize.twoProportions(0.1, 0.1, 0.01, 0.8, 1)).isEqualTo(Long.MAX_VALUE);
    // Cohen (1988), table 2.3.5: two-sided 0.05, power 0.8, d = 0.5: 64 a side by t, 63 by z.
    assertThat(SampleSize.twoMeans(0.5, 1, 1, 0.05, 0.8, 1)).isEqualTo(63);
  }

  private static void near(double a, double b, int run) {
    assertThat(a).as("run %d", run).isCloseTo(b, org.assertj.core.api.Assertions.within(1e-9));
  }

  private static double[] zipf(int categories) {
    double[] share = new double[categories];
    double total = 0;
    for (int i = 0; i < categories; i++) {
      share[i] = 1.0 / (i + 1);
      total += share[i];
    }
    for (int i = 0; i < categories; i++) {
      share[i] /= total;
    }
    return share;
  }

  private static double[] sample(SplittableRandom random, double[] share, int rows) {
    double[] counts = new double[share.length];
    for (int i = 0; i < rows; i++) {
      double u = random.nextDouble();
      int k = 0;
      while (k < share.length - 1 && u >= share[k]) {
        u -= share[k++];
      }
      counts[k]++;
    }
    return counts;
  }

  /** Kinds: normal, tied, zero-inflated. Ascending. */
  private static double[] numbers(SplittableRandom random, int kind, int rows) {
    double[] values = new double[rows];
    for (int i = 0; i < rows; i++) {
      double g = random.nextGaussian();
      values[i] = kind == 0 ? g : kind == 1 ? Math.rint(2 * g) : g > 0.3 ? g : 0;
    }
    RadixSort.sort(values);
    return values;
  }
}
