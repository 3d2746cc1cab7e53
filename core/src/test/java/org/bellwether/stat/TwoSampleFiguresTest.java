package org.bellwether.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bellwether.stat.Expected.doubles;
import static org.bellwether.stat.Expected.near;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Against scipy's figures (two-sample-scipy.json, made by the script beside it). */
class TwoSampleFiguresTest {

  private static final JsonNode EXPECTED = Expected.read("two-sample-scipy.json");

  @Test
  void distancesOfNumbers() {
    for (JsonNode row : EXPECTED.get("numeric")) {
      NumericComparison c =
          NumericComparison.ofSorted(doubles(row.get("reference")), doubles(row.get("current")));
      near(c.kolmogorovSmirnov(), row, "ks");
      near(c.kolmogorovSmirnovPValue(), row, "ks_exact_p");
      near(c.wasserstein(), row, "w1");
      near(c.wassersteinNormed(), row, "w1_normed");
      near((double) c.outOfRange(), row, "out_of_range");
      assertThat(c.referenceGroups()).containsExactly(doubles(row.get("p")));
      assertThat(c.currentGroups()).containsExactly(doubles(row.get("q")));
      near(c.psi(), row, "psi");
      near(c.jensenShannon(), row, "js2");
      near(c.jensenShannon(Math.E), row, "jse");
      near(c.kullbackLeibler(), row, "kl");
      near(c.hellinger(), row, "hellinger", 1e-7);
      near(c.totalVariation(), row, "tv");
      near(c.lInfinity(), row, "linf");
    }
  }

  @Test
  void binnedOnTheReferencesEdgesHasTheSameGroupsAndRange() {
    for (JsonNode row : EXPECTED.get("numeric")) {
      double[] a = doubles(row.get("reference"));
      double[] b = doubles(row.get("current"));
      BinEdges edges = BinEdges.equalDepth(a, 25);
      int bins = edges.bins();
      long[] p = new long[bins];
      long[] q = new long[bins];
      double[] ps = new double[bins];
      double[] qs = new double[bins];
      edges.count(a, 0, a.length, p, ps);
      edges.countSorted(b, q, qs);
      NumericComparison c = NumericComparison.ofBinned(edges, p, ps, q, qs, Double.NaN);
      near(c.psi(), row, "psi");
      near(c.jensenShannon(), row, "js2");
      near((double) c.outOfRange(), row, "out_of_range");
      double ks = row.get("ks").asDouble();
      assertThat(ks)
          .isBetween(
              c.kolmogorovSmirnov() - 1e-12,
              c.kolmogorovSmirnov() + c.kolmogorovSmirnovError() + 1e-12);
      double w1 = row.get("w1").asDouble();
      assertThat(c.wasserstein()).isBetween(0.85 * w1, w1 * (1 + 1e-9));
    }
  }

  @Test
  void kolmogorovSmirnovTail() {
    for (JsonNode row : EXPECTED.get("ks_exact")) {
      int n = row.get("n").asInt();
      int m = row.get("m").asInt();
      double d = row.get("d").asDouble();
      // scipy loses relative precision in the far tail, so compare what both can represent.
      assertThat(KolmogorovSmirnov.exactPValue(n, m, d))
          .as(row.toString())
          .isCloseTo(row.get("p").asDouble(), within(1e-11 + 1e-7 * row.get("p").asDouble()));
    }
    for (JsonNode row : EXPECTED.get("ks_asymptotic")) {
      near(
          KolmogorovSmirnov.pValue(
              row.get("n").asLong(), row.get("m").asLong(), row.get("d").asDouble()),
          row,
          "p");
    }
  }

  @Test
  void distancesOfCategories() {
    for (JsonNode row : EXPECTED.get("categories")) {
      double[] p = doubles(row.get("p"));
      double[] q = doubles(row.get("q"));
      CategoryComparison c = CategoryComparison.of(p, q);
      near(c.chiSquare().statistic(), row, "chi2");
      near(c.chiSquare().pValue(), row, "chi2_p");
      near(c.g().statistic(), row, "g");
      near(c.g().pValue(), row, "g_p");
      near(c.psi(), row, "psi");
      near(c.jensenShannon(), row, "js2");
      near(c.kullbackLeibler(), row, "kl");
      near(c.hellinger(), row, "hellinger", 1e-7);
      near(c.totalVariation(), row, "tv");
      near(c.lInfinity(), row, "linf");
      if (row.has("yates")) {
        near(ChiSquare.homogeneityYates(p, q).statistic(), row, "yates");
        near(ChiSquare.homogeneityYates(p, q).pValue(), row, "yates_p");
        near(c.lumped().pValue(), row, "fisher_p");
      }
      if (row.has("gof")) {
        near(ChiSquare.goodnessOfFit(p, q).statistic(), row, "gof");
        near(ChiSquare.goodnessOfFit(p, q).pValue(), row, "gof_p");
        near(ChiSquare.gGoodnessOfFit(p, q).statistic(), row, "g_gof");
      }
    }
  }

  @Test
  void adjustedPValues() {
    JsonNode row = EXPECTED.get("adjusted");
    double[] p = doubles(row.get("p"));
    assertThat(MultipleTesting.benjaminiHochberg(p))
        .containsExactly(doubles(row.get("bh")), within(1e-12));
    assertThat(MultipleTesting.holm(p)).containsExactly(doubles(row.get("holm")), within(1e-12));
    assertThat(MultipleTesting.bonferroni(p))
        .containsExactly(doubles(row.get("bonferroni")), within(1e-12));
    assertThat(MultipleTesting.benjaminiHochberg(0.01, Double.NaN, 0.5))
        .containsExactly(0.02, Double.NaN, 0.5);
  }

  @Test
  void intervals() {
    for (JsonNode row : EXPECTED.get("proportions")) {
      double k = row.get("k").asDouble();
      double n = row.get("n").asDouble();
      double level = row.get("level").asDouble();
      Bounds cp = Intervals.clopperPearson(k, n, level);
      Bounds w = Intervals.wilson(k, n, level);
      assertThat(new double[] {cp.low(), cp.high(), w.low(), w.high()})
          .containsExactly(
              new double[] {
                row.get("cp").get(0).asDouble(),
                row.get("cp").get(1).asDouble(),
                row.get("wilson").get(0).asDouble(),
                row.get("wilson").get(1).asDouble()
              },
              within(1e-9));
    }
    for (JsonNode row : EXPECTED.get("newcombe")) {
      Bounds b =
          Intervals.newcombe(
              row.get("k1").asDouble(),
              row.get("n1").asDouble(),
              row.get("k2").asDouble(),
              row.get("n2").asDouble(),
              0.95);
      near(b.low(), row, "low", 5e-5);
      near(b.high(), row, "high", 5e-5);
    }
    for (JsonNode row : EXPECTED.get("ncx2")) {
      near(
          NoncentralChiSquare.survival(
              row.get("x").asDouble(), row.get("df").asInt(), row.get("nc").asDouble()),
          row,
          "sf",
          row.get("nc").asDouble() > 2000 ? 1e-4 : 1e-9);
    }
  }
}
