package org.bellwether.mlflow;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellwether.access.Callers;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Clause;
import org.bellwether.registry.Model;
import org.bellwether.registry.ModelVersion;
import org.bellwether.registry.RegisteredModel;
import org.bellwether.registry.RegistryException;
import org.bellwether.registry.SearchText;
import org.bellwether.registry.Stage;
import org.bellwether.store.Artifacts;
import org.bellwether.store.VersionTable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Versions of registered models. */
@RestController
@RequestMapping("/api/2.0/mlflow/model-versions")
public class ModelVersionController {

  private static final int SOME = 10_000;
  private static final int MOST = 200_000;

  /** Most versions of one answer, whatever is asked for. */
  private static final int PAGE = 1_000;

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "name",
          "version",
          "version_number",
          "run_id",
          "source",
          "source_path",
          "creation_timestamp",
          "last_updated_timestamp");

  private final Catalog catalog;
  private final VersionTable versions;
  private final Artifacts artifacts;
  private final TrainingBaselines baselines;
  private final Reach reach;

  public ModelVersionController(
      Catalog catalog,
      VersionTable versions,
      Artifacts artifacts,
      TrainingBaselines baselines,
      Reach reach) {
    this.catalog = catalog;
    this.versions = versions;
    this.artifacts = artifacts;
    this.baselines = baselines;
    this.reach = reach;
  }

  private static String actor() {
    return Callers.current().actor();
  }

  @PostMapping("/create")
  Map<String, Object> create(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    RegisteredModel model = reach.fed(call.need("name"));
    String run = call.text("run_id");
    if (!run.isBlank()) {
      reach.run(run);
    }
    ModelVersion created =
        versions.create(
            model.name(),
            new VersionTable.Wanted(
                call.text("source"),
                run,
                call.text("run_link"),
                call.text("description"),
                call.entries("tags")),
            actor());
    baselines.look();
    return Map.of("model_version", Wire.version(created));
  }

  @GetMapping("/get")
  Map<String, Object> get(HttpServletRequest request) throws IOException {
    return Map.of("model_version", Wire.version(seen(Call.of(request))));
  }

  private ModelVersion seen(Call call) {
    return versions.require(reach.model(call.need("name")).name(), call.need("version"));
  }

  @GetMapping("/get-download-uri")
  Map<String, Object> downloadUri(HttpServletRequest request) throws IOException {
    ModelVersion version = seen(Call.of(request));
    return Map.of(
        "artifact_uri",
        artifacts
            .locate(version.source())
            .map(path -> "mlflow-artifacts:/" + path)
            .orElse(version.source()));
  }

  @GetMapping("/search")
  Map<String, Object> search(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    List<Clause> clauses = SearchText.clauses(call.text("filter"), ATTRIBUTES);
    List<ModelVersion> found =
        candidates(clauses).stream()
            .filter(this::isVisible)
            .filter(v -> clauses.stream().allMatch(c -> fits(c, v)))
            .sorted(order(SearchText.orders(call.texts("order_by"), ATTRIBUTES)))
            .toList();
    int limit = Math.min(call.limit(SOME, MOST), PAGE);
    return Page.within(found, Page.offset(call), limit).as("model_versions", Wire::version);
  }

  /** Reads one model or one run where the search names it, as clients mostly do. */
  private List<ModelVersion> candidates(List<Clause> clauses) {
    for (Clause clause : clauses) {
      if (clause.subject() == Clause.Subject.ATTRIBUTE
          && clause.operator() == Clause.Operator.EQUAL) {
        if (clause.key().equals("name")) {
          return versions.of(clause.value());
        }
        if (clause.key().equals("run_id")) {
          return versions.madeBy(clause.value());
        }
      }
    }
    return versions.all();
  }

  private boolean isVisible(ModelVersion version) {
    return catalog.find(version.model()).map(Model::unit).filter(Reach::sees).isPresent();
  }

  private static boolean fits(Clause clause, ModelVersion version) {
    return switch (clause.subject()) {
      case TAG -> clause.fits(version.tags().get(clause.key()));
      case ATTRIBUTE ->
          switch (clause.key()) {
            case "name" -> clause.fits(version.model());
            case "version", "version_number" -> clause.fits(version.number());
            case "run_id" -> clause.fits(version.run());
            case "source", "source_path" -> clause.fits(version.source());
            case "creation_timestamp" -> clause.fits(version.created().toEpochMilli());
            default -> clause.fits(version.updated().toEpochMilli());
          };
      case METRIC, PARAM, DATASET ->
          throw RegistryException.invalid(
              "versions can be searched by name, version, run, source, times and tags");
    };
  }

  private static Comparator<ModelVersion> order(List<SearchText.Order> orders) {
    Comparator<ModelVersion> all = Comparator.comparingInt(e -> 0);
    for (SearchText.Order order : orders) {
      Comparator<ModelVersion> one =
          switch (order.key()) {
            case "name" -> Comparator.comparing(ModelVersion::model);
            case "version", "version_number" -> Comparator.comparingInt(ModelVersion::number);
            case "creation_timestamp" -> Comparator.comparing(ModelVersion::created);
            case "last_updated_timestamp" -> Comparator.comparing(ModelVersion::updated);
            default ->
                throw RegistryException.invalid("versions cannot be ordered by " + order.key());
          };
      all = all.thenComparing(order.descending() ? one.reversed() : one);
    }
    return all.thenComparing(ModelVersion::model)
        .thenComparing(Comparator.comparingInt(ModelVersion::number).reversed());
  }

  @PatchMapping("/update")
  Map<String, Object> update(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    String model = reach.fed(call.need("name")).name();
    return Map.of(
        "model_version",
        Wire.version(
            versions.describe(model, call.need("version"), call.text("description"), actor())));
  }

  @PostMapping("/transition-stage")
  Map<String, Object> stage(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    String model = reach.owned(call.need("name")).name();
    Stage stage = Stage.of(call.need("stage"));
    return Map.of(
        "model_version",
        Wire.version(
            versions.stage(
                model,
                call.need("version"),
                stage,
                call.flag("archive_existing_versions"),
                actor())));
  }

  @DeleteMapping("/delete")
  Map<String, Object> delete(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    versions.delete(reach.owned(call.need("name")).name(), call.need("version"), actor());
    return Map.of();
  }

  @PostMapping("/set-tag")
  Map<String, Object> tag(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    String model = reach.fed(call.need("name")).name();
    versions.tag(model, call.need("version"), call.need("key"), call.text("value"), actor());
    return Map.of();
  }

  @DeleteMapping("/delete-tag")
  Map<String, Object> deleteTag(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    String model = reach.fed(call.need("name")).name();
    versions.tag(model, call.need("version"), call.need("key"), null, actor());
    return Map.of();
  }
}
