package org.bellwether.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bellwether.stat.AndersonDarling;
import org.bellwether.stat.ChiSquare;
import org.bellwether.stat.CramerVonMises;
import org.bellwether.stat.Divergence;
import org.bellwether.stat.EnergyDistance;
import org.bellwether.stat.EppsSingleton;
import org.bellwether.stat.FisherExact;
import org.bellwether.stat.Histogram;
import org.bellwether.stat.MannWhitney;
import org.bellwether.stat.MaximumMeanDiscrepancy;
import org.bellwether.stat.MeanTest;
import org.bellwether.stat.NumericComparison;
import org.bellwether.stat.Permutation;
import org.bellwether.stat.Permutation.Counting;
import org.bellwether.stat.ProportionTest;

/** {@code evidently_stattests.json}: the peer's habits are asked for by name. */
final class EvidentlyStatTestCases extends Suite {

  private static final long SEED = 0;

  EvidentlyStatTestCases() {
    super("evidently_stattests");
    categories();
    numbers();
  }

  private void categories() {
    on("chi_square_gof", c -> score(c, ChiSquare.goodnessOfFit(p(c), q(c)).pValue()));
    on("g_test", c -> score(c, ChiSquare.gGoodnessOfFit(p(c), q(c)).pValue()));
    on("z_test_proportion", EvidentlyStatTestCases::proportions);
    on("fisher_exact_two_sided", EvidentlyStatTestCases::fisher);
    on(
        "total_variation_distance_permutation",
        c -> {
          c.expect(Divergence.totalVariation(p(c), q(c)), "tvd_statistic");
          int permutations = 5 * c.param("permutations").asInt();
          score(
              c,
              Permutation.totalVariation(
                  p(c), q(c), permutations, SEED, Counting.WITHOUT_OBSERVED));
        });
    // The observed figure lies between two values that the distance can take here.
    on(
        "permutation_test_tvd",
        c ->
            c.expect(
                Permutation.totalVariation(p(c), q(c), 5000, SEED, Counting.WITHOUT_OBSERVED),
                "p_value"));
    on("hellinger", c -> score(c, Divergence.hellinger(cells(c)[0], cells(c)[1])));
    on("psi", c -> score(c, Divergence.psi(cells(c)[0], cells(c)[1])));
    on(
        "jensen_shannon_distance",
        c -> score(c, Divergence.jensenShannon(cells(c)[0], cells(c)[1], Math.E)));
    // The peer's direction is of the reference from the current sample.
    on("kl_divergence", c -> score(c, Divergence.kullbackLeibler(cells(c)[1], cells(c)[0])));
  }

  private void numbers() {
    on("anderson_darling_ksamp", c -> result(c, AndersonDarling.of(x(c), y(c))));
    on(
        "cramer_von_mises_2samp",
        c -> {
          CramerVonMises t = CramerVonMises.of(x(c), y(c));
          result(c, t.statistic(), t.pValue());
        });
    on(
        "epps_singleton",
        c -> {
          EppsSingleton t = EppsSingleton.of(x(c), y(c));
          result(c, t.statistic(), t.pValue());
        });
    on("energy_distance", c -> score(c, EnergyDistance.of(x(c), y(c))));
    on(
        "ks_2samp",
        c -> {
          NumericComparison n = NumericComparison.ofSorted(x(c), y(c));
          result(c, n.kolmogorovSmirnov(), n.kolmogorovSmirnovPValue());
        });
    on(
        "wasserstein_normed",
        c -> {
          NumericComparison n = NumericComparison.ofSorted(x(c), y(c));
          c.expect(n.wasserstein(), "w1");
          score(c, n.wassersteinNormed());
        });
    on("mann_whitney_u", EvidentlyStatTestCases::mannWhitney);
    on("t_test_welch", c -> means(c, MeanTest.Variances.WELCH));
    on("t_test_equal_var", c -> means(c, MeanTest.Variances.EQUAL));
    on("t_test_ind_equal_var", c -> means(c, MeanTest.Variances.EQUAL));
    on(
        "mmd_rbf_permutation",
        c -> {
          double[][] x =
              Arrays.stream(x(c)).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
          double[][] y =
              Arrays.stream(y(c)).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
          double sigma = MaximumMeanDiscrepancy.medianDistance(x);
          score(
              c,
              MaximumMeanDiscrepancy.of(x, y, sigma).pValue(1000, SEED, Counting.WITHOUT_OBSERVED));
        });
  }

  private static void score(Case c, double actual) {
    c.expect(actual, "score");
    if (c.has("params") && c.input("params").has("threshold") && c.expected().has("drift")) {
      double threshold = c.param("threshold").asDouble();
      boolean drift =
          c.input("score_kind").asString().equals("p_value")
              ? actual < threshold
              : actual >= threshold;
      // A random p-value within its tolerance of the threshold says nothing about the drift.
      boolean random = c.method().contains("permutation");
      if (random && Math.abs(actual - threshold) <= c.expected().get("tolerance").asDouble()) {
        return;
      }
      assertThat(drift).as("drift").isEqualTo(c.expected().get("drift").asBoolean());
    }
  }

  private static void result(Case c, AndersonDarling t) {
    result(c, t.statistic(), t.pValue());
  }

  private static void result(Case c, double statistic, double pValue) {
    if (c.expected().has("statistic")) {
      c.expect(statistic, "statistic");
    }
    if (c.expected().has("p_value")) {
      c.expect(pValue, "p_value");
    }
    if (c.expected().has("score")) {
      score(c, pValue);
    }
  }

  private static void proportions(Case c) {
    List<String> reference = c.texts("reference");
    List<String> current = c.texts("current");
    // The peer counts its first category; a missing value is "not the first".
    Set<String> all = new HashSet<>(reference);
    all.addAll(current);
    all.remove(null);
    String first = all.stream().sorted().findFirst().orElseThrow();
    ProportionTest t =
        ProportionTest.of(
            (double) reference.stream().filter(first::equals).count(),
            reference.size(),
            (double) current.stream().filter(first::equals).count(),
            current.size());
    score(c, t.pValue());
  }

  private static void fisher(Case c) {
    long missing =
        c.texts("reference").stream().filter(v -> v == null).count()
            + c.texts("current").stream().filter(v -> v == null).count();
    if (c.expected().has("error")) {
      assertThatThrownBy(() -> FisherExact.ofCounts(p(c), q(c), missing))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(missing > 0 ? "missing" : "two categories");
      return;
    }
    score(c, FisherExact.ofCounts(p(c), q(c), missing).twoSided());
  }

  private static void mannWhitney(Case c) {
    MannWhitney t = MannWhitney.of(x(c), y(c));
    double p =
        switch (c.param("alternative").asString()) {
          case "less" -> t.less();
          case "greater" -> t.greater();
          default -> t.twoSided();
        };
    result(c, t.statistic(), p);
  }

  private static void means(Case c, MeanTest.Variances variances) {
    MeanTest t = MeanTest.of(x(c), y(c), variances);
    result(c, t.statistic(), t.pValue());
  }

  /** The peer's cells: categories up to twenty distinct reference values, else Sturges' bins. */
  private static double[][] cells(Case c) {
    if (!c.input("feature_type").asString().equals("num")) {
      return new double[][] {p(c), q(c)};
    }
    double[] x = x(c);
    double[] y = y(c);
    if (Arrays.stream(x).distinct().count() <= 20) {
      return new double[][] {p(c), q(c)};
    }
    double[] both = Arrays.copyOf(x, x.length + y.length);
    System.arraycopy(y, 0, both, x.length, y.length);
    double[] edges = Histogram.sturges(both);
    return new double[][] {Histogram.counts(x, edges), Histogram.counts(y, edges)};
  }

  private static double[] p(Case c) {
    return Samples.counts(c.texts("reference"), c.texts("current"))[0];
  }

  private static double[] q(Case c) {
    return Samples.counts(c.texts("reference"), c.texts("current"))[1];
  }

  private static double[] x(Case c) {
    return Samples.sorted(c.numbers("reference"));
  }

  private static double[] y(Case c) {
    return Samples.sorted(c.numbers("current"));
  }
}
