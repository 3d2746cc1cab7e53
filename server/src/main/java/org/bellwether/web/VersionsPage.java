package org.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellwether.access.Callers;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Lineage;
import org.bellwether.registry.Metric;
import org.bellwether.registry.ModelVersion;
import org.bellwether.registry.RegisteredModel;
import org.bellwether.registry.RegistryException;
import org.bellwether.registry.Run;
import org.bellwether.render.Figures;
import org.bellwether.store.ArtifactFolder;
import org.bellwether.store.Artifacts;
import org.bellwether.store.RegisteredModels;
import org.bellwether.store.RunTable;
import org.bellwether.store.VersionTable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The versions of a model: which is in use, where each comes from, how two of them differ. */
@RestController
public class VersionsPage {

  private static final int METRICS = 3;

  private final Catalog catalog;
  private final RegisteredModels registered;
  private final VersionTable versions;
  private final RunTable runs;
  private final Artifacts artifacts;

  public VersionsPage(
      Catalog catalog,
      RegisteredModels registered,
      VersionTable versions,
      RunTable runs,
      Artifacts artifacts) {
    this.catalog = catalog;
    this.registered = registered;
    this.versions = versions;
    this.runs = runs;
    this.artifacts = artifacts;
  }

  /**
   * A version in the list.
   *
   * @param metrics of its run, such as {@code auc 0.81}; at most three
   */
  public record Row(ModelVersion version, Lineage lineage, List<String> metrics) {

    static Row of(ModelVersion version, @Nullable Run run) {
      return new Row(
          version,
          Lineage.of(version, run),
          run == null
              ? List.of()
              : run.metrics().stream()
                  .limit(METRICS)
                  .map(m -> m.key() + " " + Figures.number(m.value()))
                  .toList());
    }

    /** A part of the lineage, a dash where nothing tells. */
    public String known(Lineage.Part part) {
      return lineage.facts().stream()
          .filter(f -> f.part() == part && !f.value().isEmpty())
          .map(Lineage.Fact::value)
          .findFirst()
          .orElse(Figures.UNDEFINED);
    }

    /** The first digits of the artifact's hash. */
    public String hash() {
      ModelVersion.Artifact artifact = version.artifact();
      return artifact == null ? Figures.UNDEFINED : artifact.sha256().substring(0, 12);
    }
  }

  /**
   * What the page of a model's versions shows.
   *
   * @param owned whether aliases are the caller's to set
   * @param error why the last form was not taken, {@code null} if it was
   */
  public record View(
      RegisteredModel model, List<Row> rows, boolean owned, @Nullable String error) {}

  /**
   * What the page of a version shows.
   *
   * @param run that made it, {@code null} where it is not known
   * @param files of its artifact, with their hashes
   */
  public record Details(
      ModelVersion version,
      Lineage lineage,
      @Nullable Run run,
      List<Metric> metrics,
      List<ArtifactFolder.Stored> files) {}

  @GetMapping("/registry/{model}")
  ResponseEntity<String> all(HttpServletRequest request, @PathVariable("model") String name) {
    return page(request, name, null);
  }

  @PostMapping("/registry/{model}/aliases")
  ResponseEntity<String> alias(
      HttpServletRequest request,
      @PathVariable("model") String name,
      @RequestParam String alias,
      @RequestParam String version) {
    return change(
        request,
        name,
        () -> versions.alias(name, alias.strip(), version, Callers.current().actor()));
  }

  @PostMapping("/registry/{model}/aliases/remove")
  ResponseEntity<String> removeAlias(
      HttpServletRequest request, @PathVariable("model") String name, @RequestParam String alias) {
    return change(
        request, name, () -> versions.removeAlias(name, alias, Callers.current().actor()));
  }

  private ResponseEntity<String> change(HttpServletRequest request, String name, Runnable change) {
    require(name);
    try {
      change.run();
      return Pages.to(RegistryLinks.model(name));
    } catch (RegistryException e) {
      return page(request, name, String.valueOf(e.getMessage()));
    }
  }

  private ResponseEntity<String> page(
      HttpServletRequest request, String name, @Nullable String error) {
    RegisteredModel model = require(name);
    List<ModelVersion> found = versions.of(name);
    Map<String, Run> made = runs.reader().find(found.stream().map(ModelVersion::run).toList());
    List<Row> rows = found.stream().map(v -> Row.of(v, made.get(v.run()))).toList();
    boolean owned = Callers.current().may(RegistryPage.OWNERS, model.model().unit());
    return Pages.page(
        error == null ? HttpStatus.OK : HttpStatus.BAD_REQUEST,
        "versions.jte",
        Frame.of(request, heading(model, found)),
        Map.of("view", new View(model, rows, owned, error)));
  }

  private static Frame.Heading heading(RegisteredModel model, List<ModelVersion> found) {
    String question = "Which version of " + model.name() + " is in use?";
    if (found.isEmpty()) {
      return new Frame.Heading(question, null, "No version is registered yet.");
    }
    String registered = Figures.count(found.size(), "version") + " registered";
    if (model.aliases().isEmpty()) {
      return new Frame.Heading(
          question,
          null,
          "No alias says so yet; " + registered + ", the latest is " + found.get(0).number() + ".");
    }
    String aliases =
        model.aliases().entrySet().stream()
            .map(e -> e.getKey() + " is version " + e.getValue())
            .collect(java.util.stream.Collectors.joining(", "));
    return new Frame.Heading(question, null, aliases + "; " + registered + ".");
  }

  @GetMapping("/registry/{model}/versions/{version}")
  ResponseEntity<String> one(
      HttpServletRequest request,
      @PathVariable("model") String name,
      @PathVariable String version) {
    require(name);
    ModelVersion found = version(name, version);
    Run run = runs.find(found.run()).orElse(null);
    Optional<String> path = artifacts.locate(found.source());
    Details details =
        new Details(
            found,
            Lineage.of(found, run),
            run,
            run == null ? List.of() : run.metrics(),
            path.map(artifacts::below).orElse(List.of()));
    return Pages.page(request, "version.jte", heading(details), Map.of("view", details));
  }

  private static Frame.Heading heading(Details details) {
    ModelVersion version = details.version();
    String question =
        "Where does version " + version.number() + " of " + version.model() + " come from?";
    List<String> missing =
        details.lineage().facts().stream()
            .filter(f -> f.value().isEmpty() && f.part().isExpected())
            .map(f -> f.part().title())
            .toList();
    int expected =
        (int) details.lineage().facts().stream().filter(f -> f.part().isExpected()).count();
    return new Frame.Heading(
        question,
        null,
        missing.isEmpty()
            ? "All of its lineage is known."
            : (expected - missing.size())
                + " of "
                + expected
                + " parts of its lineage are known; not known: "
                + String.join(", ", missing)
                + ".");
  }

  @GetMapping("/registry/{model}/compare")
  ResponseEntity<String> compare(
      HttpServletRequest request,
      @PathVariable("model") String name,
      @RequestParam String left,
      @RequestParam String right,
      @RequestParam(defaultValue = "false") boolean all) {
    require(name);
    ModelVersion one = version(name, left);
    ModelVersion other = version(name, right);
    Comparison comparison =
        Comparison.of(
            one,
            runs.find(one.run()).orElse(null),
            other,
            runs.find(other.run()).orElse(null),
            all);
    return Pages.page(
        request,
        "compare.jte",
        new Frame.Heading(
            "How do versions "
                + one.number()
                + " and "
                + other.number()
                + " of "
                + name
                + " differ?",
            null,
            comparison.sentence()),
        Map.of("view", comparison));
  }

  private RegisteredModel require(String name) {
    return catalog
        .find(name)
        .map(registered::of)
        .orElseThrow(() ->
            new ResponseStatusException(
                HttpStatus.NOT_FOUND, "No model '" + name + "' is registered."));
  }

  private ModelVersion version(String model, String number) {
    try {
      return versions.require(model, number);
    } catch (RegistryException e) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()), e);
    }
  }
}
