package org.bellwether.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineageTest {

  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

  private static ModelVersion version(Map<String, String> tags) {
    return new ModelVersion(
        "m",
        1,
        NOW,
        NOW,
        "ann",
        Stage.NONE,
        "",
        "runs:/r/model",
        "r",
        "",
        tags,
        List.of(),
        "",
        null);
  }

  private static Run run(
      Map<String, String> params, Map<String, String> tags, List<DatasetInput> datasets) {
    return new Run(
        "r", "1", "", "", RunStatus.FINISHED, NOW, null, true, params, tags, List.of(), datasets);
  }

  private static Lineage.Fact fact(Lineage lineage, Lineage.Part part) {
    return lineage.facts().stream().filter(f -> f.part() == part).findFirst().orElseThrow();
  }

  @Test
  void aTagOfTheVersionWinsOverTheRunAndTagsOverParameters() {
    Run run =
        run(
            Map.of("random_state", "7", "Data Version", "2026-01"),
            Map.of("mlflow.source.git.commit", "3f2a", "mlflow.parentRunId", "p"),
            List.of());
    Lineage lineage = Lineage.of(version(Map.of("bellwether.code", "9c1d")), run);
    assertThat(fact(lineage, Lineage.Part.CODE).value()).isEqualTo("9c1d");
    assertThat(fact(lineage, Lineage.Part.CODE).origin())
        .isEqualTo("tag bellwether.code of the version");
    assertThat(fact(lineage, Lineage.Part.SEED).value()).isEqualTo("7");
    assertThat(fact(lineage, Lineage.Part.DATA).value()).isEqualTo("2026-01");
    assertThat(fact(lineage, Lineage.Part.PARENT).value()).isEqualTo("p");
    assertThat(fact(lineage, Lineage.Part.ARTIFACT))
        .isEqualTo(new Lineage.Fact(Lineage.Part.ARTIFACT, "", ""));
    assertThat(fact(Lineage.of(version(Map.of()), run), Lineage.Part.CODE).value())
        .isEqualTo("3f2a");
  }

  @Test
  void loggedDatasetsAreTheDataVersion() {
    Run run =
        run(
            Map.of("data_version", "older"),
            Map.of(),
            List.of(new DatasetInput("loans", "d41d", "local", "", "", "", Map.of())));
    assertThat(fact(Lineage.of(version(Map.of()), run), Lineage.Part.DATA).value())
        .isEqualTo("loans@d41d");
  }

  @Test
  void everyStatedPartHasATagThatWorks() {
    for (Lineage.Part part : Lineage.Part.values()) {
      if (!part.tag().isEmpty()) {
        Lineage lineage = Lineage.of(version(Map.of(part.tag(), "x")), null);
        assertThat(fact(lineage, part).value()).as(part.tag()).isEqualTo("x");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "Latest", "v3", "V3", "12", "a b", "", "ä", "a/b"})
  void whatReadsAsAVersionIsNoAlias(String alias) {
    assertThatThrownBy(() -> Entries.requireAlias(alias)).isInstanceOf(RegistryException.class);
  }

  @Test
  void theLastMetricIsByStepThenTimeThenValue() {
    Metric first = new Metric("auc", 0.9, 5, 1);
    assertThat(new Metric("auc", 0.1, 1, 2).isAfter(first)).isTrue();
    assertThat(new Metric("auc", 0.1, 6, 1).isAfter(first)).isTrue();
    assertThat(new Metric("auc", 0.95, 5, 1).isAfter(first)).isTrue();
    assertThat(first.isAfter(first)).isFalse();
    assertThatThrownBy(() -> new Metric("../auc", 1, 1, 1)).isInstanceOf(RegistryException.class);
  }
}
