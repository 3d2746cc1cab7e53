package org.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.bellwether.evidence.AuditChain;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.bellwether.registry.Privacy;
import org.bellwether.registry.Risk;
import org.bellwether.settings.Effective;
import org.bellwether.settings.Settings;
import org.bellwether.settings.SettingsReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models, units and the audit log on H2 and on PostgreSQL. */
class MetadataTest {

  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00.123456Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir Path data;

  private AuditLog audit(Metadata metadata) {
    return new AuditLog(metadata, new AuditHead(data), CLOCK);
  }

  private static void tamper(Metadata metadata, String sql) {
    assertThat(metadata.jdbc().sql(sql).update()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void modelsAreKeptAcrossAStart(Databases database) {
    Settings settings = database.fresh(data);
    Model model =
        new Model(
            "crédit 信用",
            "retail",
            "ann@example.org",
            Risk.HIGH,
            90,
            Map.of("features.income", Privacy.HASH, "text", Privacy.NONE),
            List.of("income", "region"),
            NOW);
    try (Metadata metadata = Metadata.open(settings)) {
      UnitTable units = new UnitTable(metadata, audit(metadata));
      ModelTable models = new ModelTable(metadata, audit(metadata));
      assertThatThrownBy(() -> models.register(model, "user:ann"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no business unit 'retail'");
      units.create("retail", "user:ann", NOW);
      units.create("retail", "user:ann", NOW);
      assertThat(units.all()).containsExactly("retail");
      assertThat(models.register(model, "user:ann")).isEqualTo(model);
      assertThat(models.register(Model.named(model.name(), "retail", NOW), "user:bob"))
          .isEqualTo(model);
    }
    try (Metadata metadata = Metadata.open(settings)) {
      ModelTable models = new ModelTable(metadata, audit(metadata));
      assertThat(models.find(model.name())).contains(model);
      Model changed = Model.named(model.name(), "retail", NOW);
      models.update(changed, "user:bob");
      assertThat(models.all()).containsExactly(changed);
      assertThat(new ModelTable(metadata, audit(metadata)).all()).containsExactly(changed);
      assertThatThrownBy(() -> models.update(Model.named("other", "retail", NOW), "user:bob"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no model 'other'");

      List<AuditLog.Linked> entries = audit(metadata).before(Long.MAX_VALUE, 10);
      assertThat(entries)
          .extracting(e -> e.entry().actor() + " " + e.entry().action() + " " + e.entry().object())
          .containsExactly(
              "user:bob model.update model:crédit 信用",
              "user:ann model.register model:crédit 信用",
              "user:ann unit.create unit:retail");
      assertThat(entries.getFirst().entry().before()).contains("\"retentionDays\":90", "HASH");
      assertThat(entries.getFirst().entry().after()).contains("\"retentionDays\":null");
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void everyWayToTamperWithTheAuditLogShows(Databases database) {
    try (Metadata metadata = Metadata.open(database.fresh(data))) {
      AuditLog audit = audit(metadata);
      AuditHead head = new AuditHead(data);
      assertThat(audit.verify(head.kept())).isInstanceOf(AuditChain.Intact.class);
      LongStream.rangeClosed(1, 5)
          .forEach(i ->
              audit.record(() -> new AuditLog.Change("user:ann", "test", "it:" + i, null, "{}")));
      AuditChain.Head kept = java.util.Objects.requireNonNull(head.kept());
      assertThat(kept.size()).isEqualTo(5);
      assertThat(audit.verify(kept)).isEqualTo(new AuditChain.Intact(kept));
      assertThat(audit.verify(null)).isEqualTo(new AuditChain.Intact(kept));

      tamper(metadata, "update audit_entry set actor = 'user:eve' where sequence = 3");
      assertThat(audit.verify(kept))
          .isInstanceOfSatisfying(
              AuditChain.Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(3));
      tamper(metadata, "update audit_entry set actor = 'user:ann' where sequence = 3");
      assertThat(audit.verify(kept)).isInstanceOf(AuditChain.Intact.class);

      tamper(metadata, "update audit_entry set link = 'no link' where sequence = 2");
      assertThat(audit.verify(kept))
          .isInstanceOfSatisfying(
              AuditChain.Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(2));
      tamper(metadata, "delete from audit_entry where sequence = 2");
      assertThat(audit.verify(kept))
          .isInstanceOfSatisfying(
              AuditChain.Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(2));
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void entriesCutOffAtTheEndShowAgainstTheHead(Databases database) {
    try (Metadata metadata = Metadata.open(database.fresh(data))) {
      AuditLog audit = audit(metadata);
      for (int i = 0; i < 3; i++) {
        audit.record(() -> new AuditLog.Change("user:ann", "test", "it", null, null));
      }
      tamper(metadata, "delete from audit_entry where sequence = 3");
      assertThat(audit.verify(null)).isInstanceOf(AuditChain.Intact.class);
      assertThat(audit.verify(new AuditHead(data).kept()))
          .isEqualTo(new AuditChain.Truncated(2, 3));
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void aChangeThatFailsLeavesNoEntryAndNoChange(Databases database) {
    try (Metadata metadata = Metadata.open(database.fresh(data))) {
      AuditLog audit = audit(metadata);
      UnitTable units = new UnitTable(metadata, audit);
      assertThatThrownBy(() ->
              audit.record(() -> {
                metadata
                    .jdbc()
                    .sql("insert into business_unit (name, created) values (?, ?)")
                    .params("half", NOW.atOffset(java.time.ZoneOffset.UTC))
                    .update();
                throw new IllegalStateException("half way");
              }))
          .hasMessage("half way");
      assertThat(units.all()).isEmpty();
      assertThat(audit.before(Long.MAX_VALUE, 10)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void theCatalogKeepsItsContract(Databases database) {
    try (Metadata metadata = Metadata.open(database.fresh(data))) {
      new UnitTable(metadata, audit(metadata)).create("default", "test", NOW);
      contract(new ModelTable(metadata, audit(metadata)));
      contract(Catalog.inMemory(List.of()));
    }
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void aChangeOfSettingsBetweenStartsIsAuditedWithoutSecrets(Databases database) {
    Settings settings = database.fresh(data);
    try (Metadata metadata = Metadata.open(settings)) {
      SettingsSeen seen = new SettingsSeen(metadata, audit(metadata));
      Map<String, String> texts = new java.util.TreeMap<>(Effective.of(settings));
      seen.record(texts);
      seen.record(texts);
      assertThat(audit(metadata).before(Long.MAX_VALUE, 10)).hasSize(1);
      texts.put("access.session-idle", "PT1H");
      seen.record(texts);
      AuditLog.Linked last = audit(metadata).before(Long.MAX_VALUE, 10).getFirst();
      assertThat(last.entry().action()).isEqualTo("settings.change");
      assertThat(last.entry().before()).isEqualTo("{\"access.session-idle\":\"PT8H\"}");
      assertThat(last.entry().after()).isEqualTo("{\"access.session-idle\":\"PT1H\"}");
    }
    Settings secret =
        SettingsReader.read(
            Map.of(
                "database.password", "hunter2",
                "oidc.client-secret", "hunter3",
                "database.url", "jdbc:postgresql://u:hunter4@h/db?password=hunter5"),
            null,
            Map.of());
    assertThat(Effective.of(secret).toString())
        .doesNotContain("hunter")
        .contains("jdbc:postgresql://h/db", "database.password=(set)");
  }

  private static void contract(Catalog catalog) {
    Model first = Model.named("b", Model.DEFAULT_UNIT, NOW);
    assertThat(catalog.find("b")).isEmpty();
    assertThat(catalog.register(first, "test")).isEqualTo(first);
    assertThat(catalog.register(Model.named("a", Model.DEFAULT_UNIT, NOW), "test").name())
        .isEqualTo("a");
    assertThat(catalog.all()).extracting(Model::name).containsExactly("a", "b");
    assertThatThrownBy(() -> catalog.update(Model.named("c", Model.DEFAULT_UNIT, NOW), "test"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void aDatabaseOfANewerVersionIsLeftAlone(Databases database) {
    Settings settings = database.fresh(data);
    try (Metadata metadata = Metadata.open(settings)) {
      metadata
          .jdbc()
          .sql(
              """
              insert into "schema_history" ("installed_rank", "version", "description", "type",
                "script", "installed_by", "execution_time", "success")
              values (1000, '1000', 'later', 'SQL', 'V1000__later.sql', 'test', 1, true)
              """)
          .update();
    }
    assertThatThrownBy(() -> Metadata.open(settings))
        .isInstanceOf(MetadataException.class)
        .hasMessageContaining("run the version that wrote it");
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void aDatabaseThatCannotBeReachedIsNamedWithoutItsPassword(Databases database)
      throws IOException {
    Settings settings;
    if (database == Databases.H2) {
      Path file = Files.writeString(data.resolve("file"), "");
      settings = Settings.of(0, file.resolve("folder"));
    } else {
      settings =
          SettingsReader.read(
              Map.of(
                  "data", data.toString(),
                  "database.url", "jdbc:postgresql://u:hunter2@127.0.0.1:1/x?password=hunter2",
                  "database.password", "hunter2"),
              null,
              Map.of());
    }
    assertThatThrownBy(() -> Metadata.open(settings))
        .isInstanceOf(MetadataException.class)
        .hasMessageContaining(database == Databases.H2 ? "--data" : "127.0.0.1:1/x")
        .hasMessageNotContaining("hunter2");
  }
}
