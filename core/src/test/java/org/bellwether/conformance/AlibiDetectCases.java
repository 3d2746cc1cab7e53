package org.bellwether.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.bellwether.stat.FisherExact;
import org.bellwether.stat.MaximumMeanDiscrepancy;
import org.bellwether.stat.MultipleTesting;
import org.bellwether.stat.Permutation;
import tools.jackson.databind.JsonNode;

/** {@code alibi_detect.json}: the multiple-testing rules, Fisher's test and the kernel distance. */
final class AlibiDetectCases extends Suite {

  AlibiDetectCases() {
    super("alibi_detect");
    on(
        "benjamini_hochberg_any",
        c -> {
          double q = c.param("q").asDouble();
          String rule = c.input("p_values_rule").asString();
          double[] p = new double[1000];
          Arrays.fill(p, rule.endsWith("q-1e-5") ? q - 1e-5 : q);
          assertThat(rejected(p, q) > 0).isEqualTo(c.expected().get("significant").asBoolean());
        });
    on(
        "benjamini_hochberg",
        c -> {
          double[] p = c.numbers("p_values");
          double q = c.param("q").asDouble();
          int rejected = rejected(p, q);
          assertThat(rejected).isEqualTo(c.expected().get("n_rejected").asInt());
          c.expect(q * rejected / p.length, "threshold");
        });
    on(
        "bonferroni_threshold",
        c -> {
          int n = c.param("n_features").asInt();
          double level = c.param("p_val").asDouble();
          double threshold = c.expected().get("threshold").asDouble();
          double[] p = new double[n];
          Arrays.fill(p, 1);
          p[0] = Math.nextDown(threshold);
          assertThat(MultipleTesting.bonferroni(p)[0]).isLessThanOrEqualTo(level);
          p[0] = threshold * (1 + 1e-12);
          assertThat(MultipleTesting.bonferroni(p)[0]).isGreaterThan(level);
        });
    on(
        "fisher_exact",
        c -> {
          JsonNode t = c.input("table");
          FisherExact f =
              FisherExact.of(
                  t.get(0).get(0).asInt(),
                  t.get(0).get(1).asInt(),
                  t.get(1).get(0).asInt(),
                  t.get(1).get(1).asInt());
          c.expect(f.oddsRatio(), "odds_ratio");
          c.expect(f.twoSided(), "p_two_sided");
          c.expect(f.less(), "p_less");
          c.expect(f.greater(), "p_greater");
        });
    // The case states a rule: the peer's is the named option, ours counts the data too.
    on(
        "permutation_p_value",
        c -> {
          assertThat(c.expected().get("rule").asString()).contains("no +1");
          assertThat(Permutation.pValue(3, 99, Permutation.Counting.WITHOUT_OBSERVED))
              .isEqualTo(3.0 / 99);
          assertThat(Permutation.pValue(3, 99, Permutation.Counting.WITH_OBSERVED))
              .isEqualTo(4.0 / 100);
        });
    on(
        "mmd2_unbiased_rbf",
        c ->
            c.expectValue(
                MaximumMeanDiscrepancy.of(
                        rows(c.input("x")), rows(c.input("y")), c.param("sigma").asDouble())
                    .unbiased()));
  }

  /** Rejections of a strict comparison, as the peer has it. */
  private static int rejected(double[] p, double q) {
    return (int) Arrays.stream(MultipleTesting.benjaminiHochberg(p)).filter(a -> a < q).count();
  }

  private static double[][] rows(JsonNode matrix) {
    double[][] rows = new double[matrix.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Case.numbers(matrix.get(i));
    }
    return rows;
  }
}
