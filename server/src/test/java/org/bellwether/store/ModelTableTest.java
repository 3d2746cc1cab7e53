package org.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bellwether.registry.Model;
import org.bellwether.registry.Privacy;
import org.bellwether.registry.Risk;
import org.bellwether.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registered model comes back as it was, from memory and from the database. */
class ModelTableTest {

  private static final Instant TIME = Instant.parse("2026-01-05T10:00:00Z");

  @Test
  void keepsEveryFieldOfAModel(@TempDir Path data) {
    Model first =
        new Model(
            "credit",
            Model.DEFAULT_UNIT,
            "ana",
            Risk.HIGH,
            30,
            Map.of("features.income", Privacy.HASH),
            List.of("income", "region", "age"),
            TIME);
    Model second =
        new Model(
            "credit",
            Model.DEFAULT_UNIT,
            "bo",
            Risk.LIMITED,
            null,
            Map.of("text", Privacy.NONE),
            List.of("region", "income"),
            TIME);
    try (Metadata metadata = Metadata.open(Settings.of(0, data))) {
      AuditLog audit = new AuditLog(metadata, new AuditHead(data), Clock.systemUTC());
      new UnitTable(metadata, audit).create(Model.DEFAULT_UNIT, "test", TIME);
      ModelTable models = new ModelTable(metadata, audit);

      assertThat(models.register(first, "test")).isEqualTo(first);
      assertThat(new ModelTable(metadata, audit).find("credit")).contains(first);
      models.update(second, "test");
      assertThat(models.find("credit")).contains(second);
      assertThat(new ModelTable(metadata, audit).all()).containsExactly(second);
    }
  }

  @Test
  void refusesInputsThatAreNamedTwice() {
    assertThatThrownBy(() ->
            new Model("m", "u", "", Risk.MINIMAL, null, Map.of(), List.of("a", "b", "a"), TIME))
        .hasMessageContaining("inputs must name each column once");
  }
}
