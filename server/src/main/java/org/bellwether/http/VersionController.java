package org.bellwether.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Lineage;
import org.bellwether.registry.Metric;
import org.bellwether.registry.ModelVersion;
import org.bellwether.registry.Run;
import org.bellwether.store.RunTable;
import org.bellwether.store.VersionTable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The versions of a model, and where they come from. */
@RestController
public class VersionController {

  private final Catalog catalog;
  private final VersionTable versions;
  private final RunTable runs;

  public VersionController(Catalog catalog, VersionTable versions, RunTable runs) {
    this.catalog = catalog;
    this.versions = versions;
    this.runs = runs;
  }

  /** A thing that is known of a version, {@code value} empty where nothing tells. */
  public record Known(String part, String value, String origin) {}

  /** A version with its lineage, and what its run logged. */
  public record Version(
      String model,
      int version,
      Instant created,
      Instant updated,
      String creator,
      String stage,
      String description,
      String source,
      String run,
      Map<String, String> tags,
      List<String> aliases,
      ModelVersion.@Nullable Artifact artifact,
      List<Known> lineage,
      Map<String, String> params,
      List<Metric> metrics) {

    static Version of(ModelVersion version, @Nullable Run run) {
      return new Version(
          version.model(),
          version.number(),
          version.created(),
          version.updated(),
          version.creator(),
          version.stage().word(),
          version.description(),
          version.source(),
          version.run(),
          new TreeMap<>(version.tags()),
          version.aliases(),
          version.artifact(),
          Lineage.of(version, run).facts().stream()
              .map(f -> new Known(f.part().title(), f.value(), f.origin()))
              .toList(),
          run == null ? Map.of() : new TreeMap<>(run.params()),
          run == null ? List.of() : run.metrics());
    }
  }

  @GetMapping("/v1/models/{model}/versions")
  List<Version> all(@PathVariable String model) {
    require(model);
    List<ModelVersion> found = versions.of(model);
    Map<String, Run> made = runs.reader().find(found.stream().map(ModelVersion::run).toList());
    return found.stream().map(v -> Version.of(v, made.get(v.run()))).toList();
  }

  @GetMapping("/v1/models/{model}/versions/{version}")
  Version one(@PathVariable String model, @PathVariable String version) {
    require(model);
    ModelVersion found =
        (version.matches("[0-9]{1,9}")
                ? versions.find(model, Integer.parseInt(version))
                : java.util.Optional.<ModelVersion>empty())
            .orElseThrow(() ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "The model '"
                        + model
                        + "' has no version '"
                        + version
                        + "'; GET /v1/models/{model}/versions lists those there are."));
    return Version.of(found, runs.find(found.run()).orElse(null));
  }

  private void require(String model) {
    if (catalog.find(model).isEmpty()) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "No model '" + model + "' is registered; register it with POST /v1/models.");
    }
  }
}
