package org.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bellwether.evidence.AuditChain;
import org.bellwether.registry.DatasetInput;
import org.bellwether.registry.Metric;
import org.bellwether.registry.Model;
import org.bellwether.registry.ModelVersion;
import org.bellwether.registry.RegistryException;
import org.bellwether.registry.Run;
import org.bellwether.registry.RunStatus;
import org.bellwether.registry.SearchText;
import org.bellwether.registry.Stage;
import org.bellwether.settings.Settings;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs, artifacts and versions on each database. */
class RegistryTablesTest {

  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir Path data;

  /** The tables of one database. */
  private record Tables(
      AuditLog audit,
      ExperimentTable experiments,
      RunTable runs,
      Artifacts artifacts,
      VersionTable versions,
      RegisteredModels models,
      ModelTable catalog) {}

  /** What is done with them. */
  private interface Use {
    void with(Tables tables) throws Exception;
  }

  private void on(Databases database, Use use) throws Exception {
    Settings settings = database.fresh(data);
    try (Metadata metadata = Metadata.open(settings)) {
      AuditLog audit = new AuditLog(metadata, new AuditHead(data), CLOCK);
      new UnitTable(metadata, audit).create(Model.DEFAULT_UNIT, "test", NOW);
      ExperimentTable experiments = new ExperimentTable(metadata, audit, CLOCK);
      experiments.requireDefault();
      experiments.requireDefault();
      RunTable runs = new RunTable(metadata, audit, CLOCK);
      Artifacts artifacts =
          new Artifacts(metadata, audit, new ArtifactFolder(data, 1 << 20), runs, CLOCK);
      ModelTable catalog = new ModelTable(metadata, audit);
      catalog.register(Model.named("credit", Model.DEFAULT_UNIT, NOW), "test");
      use.with(
          new Tables(
              audit,
              experiments,
              runs,
              artifacts,
              new VersionTable(metadata, audit, artifacts, CLOCK),
              new RegisteredModels(metadata, audit, CLOCK),
              catalog));
    }
  }

  private static List<String> found(RunTable runs, String filter, String... orders) {
    return runs
        .reader()
        .search(
            new RunReader.Search(
                List.of("0"),
                true,
                SearchText.clauses(filter, RunReader.attributes()),
                SearchText.orders(List.of(orders), RunReader.attributes())),
            0,
            10)
        .stream()
        .map(Run::name)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void runsAreFoundByWhatTheyLogged(Databases database) throws Exception {
    on(
        database,
        tables -> {
          RunTable runs = tables.runs();
          double[] auc = {0.7, 0.9, Double.NaN, Double.POSITIVE_INFINITY};
          for (int i = 0; i < auc.length; i++) {
            Run run =
                runs.create("0", "r" + i, "ann", NOW.plusSeconds(i), Map.of("team", "Risk " + i));
            runs.log(
                run.id(),
                List.of(new Metric("auc", 0.1, 1, 0), new Metric("auc", auc[i], 2, 1)),
                Map.of("depth", String.valueOf(i)),
                Map.of());
          }
          runs.create("0", "bare", "bob", NOW.minusSeconds(9), Map.of());

          assertThat(found(runs, "")).containsExactly("r3", "r2", "r1", "r0", "bare");
          assertThat(found(runs, "metrics.auc > 0.5")).containsExactly("r3", "r1", "r0");
          assertThat(found(runs, "metrics.auc < 0.8")).containsExactly("r0");
          assertThat(found(runs, "", "metrics.auc DESC"))
              .containsExactly("r3", "r1", "r0", "r2", "bare");
          assertThat(found(runs, "", "metrics.auc"))
              .containsExactly("r0", "r1", "r3", "r2", "bare");
          assertThat(found(runs, "params.depth IN ('1', '2')", "params.depth"))
              .containsExactly("r1", "r2");
          assertThat(found(runs, "tags.team ILIKE 'risk %' and user_id = 'ann'", "run_name DESC"))
              .containsExactly("r3", "r2", "r1", "r0");
          assertThat(found(runs, "tags.team LIKE 'risk %'")).isEmpty();
          assertThat(found(runs, "start_time < " + NOW.toEpochMilli())).containsExactly("bare");
          assertThat(found(runs, "status != 'RUNNING'")).isEmpty();
          assertThat(found(runs, "params.depth = '1'' or ''1'' = ''1'")).isEmpty();
          assertThatThrownBy(() -> found(runs, "metrics.auc LIKE 'x'"))
              .isInstanceOf(RegistryException.class);
        });
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void whatWasLoggedComesBackOnceAndParametersStay(Databases database) throws Exception {
    on(
        database,
        tables -> {
          RunTable runs = tables.runs();
          String id = runs.create("0", "", "", null, Map.of("a", "1")).id();
          List<Metric> metrics =
              IntStream.range(0, 1_000).mapToObj(i -> new Metric("loss", 1.0 / i, i, i)).toList();
          runs.log(id, metrics, Map.of("depth", "6"), Map.of("a", "2"));
          runs.log(id, metrics.subList(0, 3), Map.of("depth", "6"), Map.of());
          assertThatThrownBy(
                  () -> runs.log(id, List.of(), Map.of("x", "1", "depth", "7"), Map.of()))
              .hasMessageContaining("'6'");
          runs.inputs(
              id, List.of(new DatasetInput("d", "1f", "local", "{}", "", "", Map.of("k", "v"))));
          runs.inputs(
              id, List.of(new DatasetInput("d", "1f", "local", "{}", "", "", Map.of("k", "w"))));
          Run ended = runs.update(id, RunStatus.FINISHED, NOW, "named");

          assertThat(runs.reader().history(id, "loss", 0, 2_000)).isEqualTo(metrics);
          assertThat(runs.reader().history(id, "loss", 998, 2_000)).hasSize(2);
          assertThat(ended.metrics()).containsExactly(metrics.get(999));
          assertThat(ended.params()).isEqualTo(Map.of("depth", "6"));
          assertThat(ended.tags()).isEqualTo(Map.of("a", "2", "mlflow.runName", "named"));
          assertThat(ended.datasets())
              .extracting(DatasetInput::tags)
              .containsExactly(Map.of("k", "w"));
          assertThat(ended.ended()).isEqualTo(NOW);

          runs.deleteTag(id, "a");
          runs.activate(id, false, "test");
          assertThat(found(runs, "")).isEmpty();
          assertThatThrownBy(() -> runs.log(id, List.of(), Map.of(), Map.of("b", "1")))
              .hasMessageContaining("runs/restore");
          runs.activate(id, true, "test");
          assertThat(runs.require(id).tags()).doesNotContainKey("a");
        });
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void versionsAreNumberedOnceAndKeepTheirArtifact(Databases database) throws Exception {
    on(
        database,
        tables -> {
          Run run = tables.runs().create("0", "", "", null, Map.of());
          put(tables, run, "model_1/a.txt", "a");
          put(tables, run, "model%1/b.txt", "b");
          VersionTable versions = tables.versions();
          VersionTable.Wanted wanted =
              new VersionTable.Wanted(
                  "runs:/" + run.id() + "/model_1", run.id(), "", "first", Map.of("k", "v"));
          ModelVersion first = versions.create("credit", wanted, "ann");
          assertThat(first.number()).isEqualTo(1);
          assertThat(Objects.requireNonNull(first.artifact()).files()).isEqualTo(1);
          versions.alias("credit", "champion", "1", "ann");
          ModelVersion second =
              versions.create(
                  "credit",
                  new VersionTable.Wanted("s3://bucket/model", "", "", "", Map.of()),
                  "ann");
          assertThat(second.artifact()).isNull();
          versions.alias("credit", "champion", "2", "ann");
          versions.stage("credit", "1", Stage.PRODUCTION, false, "ann");
          versions.stage("credit", "2", Stage.PRODUCTION, true, "ann");
          assertThat(versions.of("credit"))
              .extracting(v -> v.number() + " " + v.stage() + " " + v.aliases() + " " + v.tags())
              .containsExactly("2 PRODUCTION [champion] {}", "1 ARCHIVED [] {k=v}");
          assertThatThrownBy(() -> put(tables, run, "model_1/a.txt", "c"))
              .isInstanceOfSatisfying(
                  RegistryException.class,
                  e -> assertThat(e.reason()).isEqualTo(RegistryException.Reason.CONFLICT));
          put(tables, run, "model%1/b.txt", "c");

          versions.delete("credit", "2", "ann");
          assertThatThrownBy(() -> versions.aliased("credit", "champion"))
              .hasMessageContaining("no alias");
          assertThat(versions.create("credit", wanted, "ann").number()).isEqualTo(3);
          tables.models().delete(tables.catalog().find("credit").orElseThrow(), "ann");
          assertThat(versions.of("credit")).isEmpty();
          assertThat(tables.catalog().find("credit")).isPresent();
          assertThat(tables.audit().verify(null)).isInstanceOf(AuditChain.Intact.class);
        });
  }

  private static void put(Tables tables, Run run, String path, String content) throws Exception {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    tables
        .artifacts()
        .put(Artifacts.of(run) + "/" + path, new ByteArrayInputStream(bytes), bytes.length);
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void experimentsAreRenamedDeletedAndRestored(Databases database) throws Exception {
    on(
        database,
        tables -> {
          ExperimentTable experiments = tables.experiments();
          String id = experiments.create("e", Model.DEFAULT_UNIT, Map.of("t", "1"), "ann").id();
          assertThat(id).isEqualTo("1");
          assertThatThrownBy(() -> experiments.create("e", Model.DEFAULT_UNIT, Map.of(), "ann"))
              .isInstanceOfSatisfying(
                  RegistryException.class,
                  e -> assertThat(e.reason()).isEqualTo(RegistryException.Reason.EXISTS));
          assertThatThrownBy(() -> experiments.create("f", "nowhere", Map.of(), "ann"))
              .hasMessageContaining("nowhere");
          experiments.rename(id, "e2", "ann");
          experiments.activate(id, false, "ann");
          assertThat(experiments.require(id).active()).isFalse();
          experiments.activate(id, true, "ann");
          assertThat(experiments.named("e2").orElseThrow().tags()).isEqualTo(Map.of("t", "1"));
          assertThatThrownBy(() -> experiments.activate("0", false, "ann"))
              .hasMessageContaining("cannot be deleted");
        });
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void aTornOrLinkedFileIsNeverServed(Databases database) throws Exception {
    on(
        database,
        tables -> {
          ArtifactFolder folder = tables.artifacts().folder();
          Path root = data.resolve(ArtifactFolder.NAME);
          Files.createDirectories(root.resolve("0/r/artifacts"));
          Files.createSymbolicLink(root.resolve("0/r/artifacts/out"), data);
          assertThatThrownBy(() -> folder.file("0/r/artifacts/out/audit.head"))
              .hasMessageContaining("link");
          assertThatThrownBy(() ->
                  folder.put("0/r/artifacts/torn", new ByteArrayInputStream(new byte[2 << 20]), -1))
              .isInstanceOf(ArtifactFolder.TooLargeException.class);
          assertThat(folder.file("0/r/artifacts/torn")).isEmpty();
          try (var left = Files.list(root.resolve(".arriving"))) {
            assertThat(left).isEmpty();
          }
        });
  }

  @org.junit.jupiter.api.Test
  void aBackupHoldsTheArtifacts() throws Exception {
    on(
        Databases.H2,
        tables -> {
          Run run = tables.runs().create("0", "", "", null, Map.of());
          put(tables, run, "model/a.txt", "a");
          Files.writeString(data.resolve("artifacts/.arriving/torn"), "half");
          Path backup = data.resolve("elsewhere");
          BackupFolder.copyArtifacts(data, backup);
          assertThat(backup.resolve("artifacts/" + Artifacts.of(run) + "/model/a.txt"))
              .hasContent("a");
          assertThat(backup.resolve("artifacts/.arriving")).doesNotExist();
        });
  }
}
