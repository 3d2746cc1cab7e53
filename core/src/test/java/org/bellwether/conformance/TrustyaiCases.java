package org.bellwether.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bellwether.stat.BinEdges;
import org.bellwether.stat.FourierDiscrepancy;
import org.bellwether.stat.MeanTest;
import org.bellwether.stat.Moments;
import org.bellwether.stat.NumericComparison;
import org.bellwether.stat.RadixSort;
import org.bellwether.stat.RateComparison;
import tools.jackson.databind.JsonNode;

/** {@code trustyai.json}. */
final class TrustyaiCases extends Suite {

  TrustyaiCases() {
    super("trustyai");
    notApplicable(
        "trustyai-defaults",
        "states the settings that the peer starts with, neither input nor figure");
    // "Fewer than two rows" is undefined here; the peer's silent pass is a named option.
    on(
        "t_test_means",
        c -> {
          MeanTest t =
              MeanTest.of(new double[] {1, 2, 3}, new double[] {9}, MeanTest.Variances.EQUAL);
          assertThat(t.pValue()).isNaN();
          c.expect(t.orNoChange().statistic(), "t_statistic");
          c.expect(t.orNoChange().pValue(), "p_value");
        });
    on("gaussian_bounded_probability", TrustyaiCases::near);
    on("statistical_parity_difference", c -> c.expectValue(rates(c).difference()));
    on("disparate_impact_ratio", c -> c.expectValue(rates(c).rate() / rates(c).referenceRate()));
    on("fourier_mmd", TrustyaiCases::fourier);
    on("ks_gk_sketch", TrustyaiCases::sketch);
  }

  private static void near(Case c) throws IOException {
    JsonNode expected = c.expected().get("per_column");
    double tolerance = c.expected().get("tolerance").asDouble();
    int i = 0;
    for (List<String> column : c.table("data_file").values()) {
      double found =
          Moments.of(Case.toNumbers(column))
              .probabilityNear(
                  c.param("x").asDouble(),
                  c.param("half_width_in_std").asDouble(),
                  c.param("normalised").asBoolean());
      assertThat(found).as("column %d", i).isCloseTo(expected.get(i).asDouble(), within(tolerance));
      i++;
    }
    assertThat(i).isEqualTo(expected.size());
  }

  /** Favourable outcomes of the privileged (reference) and the unprivileged group. */
  private static RateComparison rates(Case c) throws IOException {
    Map<String, List<String>> table = c.table("data_file");
    List<String> group = table.get(c.param("protected").asString());
    List<String> outcome = table.get(c.param("outcome").asString());
    long[][] counts = new long[2][2];
    for (int i = 0; i < group.size(); i++) {
      int side = group.get(i).equals(c.param("privileged").asString()) ? 0 : 1;
      counts[side][0] += outcome.get(i).equals(c.param("favourable").asString()) ? 1 : 0;
      counts[side][1]++;
    }
    return new RateComparison(counts[0][0], counts[0][1], counts[1][0], counts[1][1]);
  }

  private static void fourier(Case c) throws IOException {
    FourierDiscrepancy.Settings settings =
        new FourierDiscrepancy.Settings(
            c.param("n_mode").asInt(),
            c.param("sig").asDouble(),
            c.param("n_test").asInt(),
            c.param("n_window").asInt(),
            c.param("random_seed").asLong());
    assertThat(c.param("delta_stat").asBoolean()).isTrue();
    double magnitude =
        FourierDiscrepancy.fit(differences(c, "reference_file"), settings)
            .magnitude(differences(c, "current_file"), c.param("gamma").asDouble());
    assertThat(magnitude > c.param("threshold").asDouble())
        .as("drift at magnitude %s", magnitude)
        .isEqualTo(c.expected().get("drift").asBoolean());
    if (c.expected().get("magnitude").asString().startsWith("<")) {
      assertThat(magnitude).isLessThan(1);
    } else {
      assertThat(magnitude).isGreaterThanOrEqualTo(1);
    }
  }

  private static double[][] differences(Case c, String file) throws IOException {
    Map<String, List<String>> table = c.table(file);
    List<double[]> columns =
        table.entrySet().stream()
            .filter(e -> e.getKey().matches("X\\d+"))
            .map(e -> Case.toNumbers(e.getValue()))
            .toList();
    double[][] rows = new double[columns.get(0).length][columns.size()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.size(); j++) {
        rows[i][j] = columns.get(j)[i];
      }
    }
    return FourierDiscrepancy.differences(rows);
  }

  /** The bounded mode in place of the peer's sketch, held to the same rule. */
  private static void sketch(Case c) {
    assertThat(c.expected().get("rule").asString()).contains("6*eps", "{0.01,0.001}");
    double[][] settings = {{0, 1, 1, 1}, {1, 1, 1, 1}, {0, 1, 0, 2}};
    for (double eps : new double[] {0.01, 0.001}) {
      for (int seed = 0; seed < 10; seed++) {
        for (double[] s : settings) {
          SplittableRandom random = new SplittableRandom(seed);
          double[] a = sample(random, s[0], s[1]);
          double[] b = sample(random, s[2], s[3]);
          double exact = NumericComparison.ofSorted(a, b).kolmogorovSmirnov();
          NumericComparison binned = binned(a, b, (int) Math.round(1 / eps));
          assertThat(binned.kolmogorovSmirnov())
              .as("seed %d, eps %s", seed, eps)
              .isCloseTo(exact, within(6 * eps))
              .isLessThanOrEqualTo(exact + 1e-12);
          assertThat(exact)
              .isLessThanOrEqualTo(
                  binned.kolmogorovSmirnov() + binned.kolmogorovSmirnovError() + 1e-12);
        }
      }
    }
  }

  private static double[] sample(SplittableRandom random, double mean, double sd) {
    double[] values = new double[10_000];
    java.util.Arrays.setAll(values, i -> mean + sd * random.nextGaussian());
    RadixSort.sort(values);
    return values;
  }

  private static NumericComparison binned(double[] a, double[] b, int bins) {
    BinEdges edges = BinEdges.equalDepth(a, bins);
    long[][] counts = new long[2][edges.bins()];
    double[][] sums = new double[2][edges.bins()];
    edges.count(a, 0, a.length, counts[0], sums[0]);
    edges.count(b, 0, b.length, counts[1], sums[1]);
    return NumericComparison.ofBinned(edges, counts[0], sums[0], counts[1], sums[1], Double.NaN);
  }
}
