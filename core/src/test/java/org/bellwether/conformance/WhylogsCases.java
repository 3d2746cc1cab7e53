package org.bellwether.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.bellwether.stat.ChiSquare;
import org.bellwether.stat.Divergence;

/** {@code whylogs.json}: the two-sample test where the peer took the reference as exact. */
final class WhylogsCases extends Suite {

  WhylogsCases() {
    super("whylogs");
    on(
        "hellinger_single_value",
        c -> {
          double[][] counts = Samples.counts(c.texts("reference"), c.texts("current"));
          c.expectValue(Divergence.hellinger(counts[0], counts[1]));
        });
    on("chi_square", WhylogsCases::chiSquare);
  }

  private static void chiSquare(Case c) {
    if (c.expected().has("result")) {
      // "No result when either total is 0": undefined is NaN here.
      double[] none = {0, 0};
      double[] some = {3, 4};
      assertThat(ChiSquare.homogeneity(none, some).pValue()).isNaN();
      assertThat(ChiSquare.homogeneity(some, none).pValue()).isNaN();
      assertThat(ChiSquare.homogeneityLumped(some, none).pValue()).isNaN();
      assertThat(ChiSquare.goodnessOfFit(none, some).pValue()).isNaN();
      return;
    }
    double[][] counts = Samples.counts(c.input("reference_counts"), c.input("current_counts"));
    ChiSquare two = ChiSquare.homogeneity(counts[0], counts[1]);
    if (c.expected().has("p_value")) {
      c.expect(two.pValue(), "p_value");
      return;
    }
    ChiSquare yates = ChiSquare.homogeneityYates(counts[0], counts[1]);
    ChiSquare fit = ChiSquare.goodnessOfFit(counts[0], counts[1]);
    c.expect(fit.statistic(), "gof_statistic");
    c.expect(fit.pValue(), "gof_p");
    c.expect(two.statistic(), "two_sample_statistic");
    c.expect(two.pValue(), "two_sample_p");
    c.expect(yates.statistic(), "two_sample_yates_statistic");
    c.expect(yates.pValue(), "two_sample_yates_p");
  }
}
