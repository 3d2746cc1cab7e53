package org.bellwether.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactComparisonTest {

  private static final String PRINTED =
      """
      n0 missing 3/5 min -4.14053 max 3.96164 out_of_range 0 psi 0.000746747 ks 0.00393333 w1 0.1
      cur all n 30000 auc 0.782909
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "0.782909, 0.78290912345, true",
    "0.782909, 0.78290962, false",
    "1.26312e+06, 1263123.4, true",
    "0, 1e-17, true",
    "0, 1e-6, false",
    "0.125, 0.12500005000000001, true",
    "603/630, 603/630, true",
    "603/630, 603/631, false",
  })
  void agreesToSixDigits(String printed, String value, boolean agrees) {
    assertThat(ExactComparison.agrees(printed, value)).isEqualTo(agrees);
  }

  @Test
  void readsWhatTheBaselinePrints() {
    Map<String, Map<String, String>> parsed = BaselineOutput.parse(PRINTED);

    assertThat(parsed.get("n0")).containsEntry("missing", "3/5").containsEntry("w1", "0.1");
    assertThat(parsed.get("cur all")).containsEntry("auc", "0.782909");
  }

  @Test
  void namesWhatDiffersOrIsLacking() throws IOException {
    Path json = folder.resolve("result.json");
    Files.writeString(
        json,
        """
        {"columns": [{"column": "n0", "reference": {"missing": 3},
           "current": {"missing": 5, "min": -4.140531, "max": 3.961639},
           "statistics": [{"method": "population-stability-index", "value": 0.00074674712},
                          {"method": "kolmogorov-smirnov", "value": 0.0049}]}],
         "performance": [{"segment": null, "labelled": 30000, "labelledReference": 30000,
           "metrics": [{"metric": "ROC AUC", "value": 0.7829091, "reference": 0.9}]}]}
        """);

    ExactComparison.Outcome outcome = ExactComparison.compare(BaselineOutput.parse(PRINTED), json);

    assertThat(outcome.compared()).isEqualTo(8);
    assertThat(outcome.differences())
        .containsExactly("n0 ks: 0.00393333, check 0.0049", "n0 w1: 0.1, check null");
  }
}
