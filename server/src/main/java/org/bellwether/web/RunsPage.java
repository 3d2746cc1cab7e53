package org.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.access.Callers;
import org.bellwether.registry.Experiment;
import org.bellwether.registry.Metric;
import org.bellwether.registry.ModelVersion;
import org.bellwether.registry.RegistryException;
import org.bellwether.registry.Run;
import org.bellwether.registry.SearchText;
import org.bellwether.render.Figures;
import org.bellwether.store.ArtifactFolder;
import org.bellwether.store.Artifacts;
import org.bellwether.store.ExperimentTable;
import org.bellwether.store.RunReader;
import org.bellwether.store.RunTable;
import org.bellwether.store.VersionTable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What was trained, and how well did it go? */
@RestController
public class RunsPage {

  private static final int SHOWN = 100;
  private static final int METRICS = 5;

  private final ExperimentTable experiments;
  private final RunTable runs;
  private final VersionTable versions;
  private final Artifacts artifacts;

  public RunsPage(
      ExperimentTable experiments, RunTable runs, VersionTable versions, Artifacts artifacts) {
    this.experiments = experiments;
    this.runs = runs;
    this.versions = versions;
    this.artifacts = artifacts;
  }

  /**
   * What the page of an experiment's runs shows.
   *
   * @param metrics keys that have a column, those of most runs first
   * @param problem what is wrong with the search, {@code null} of none
   */
  public record View(
      List<Experiment> experiments,
      @Nullable Experiment experiment,
      String filter,
      String order,
      List<Run> runs,
      List<String> metrics,
      boolean more,
      @Nullable String problem) {

    /** A metric of a run, a dash where it has none. */
    public String value(Run run, String key) {
      return run.metric(key).map(Metric::value).map(Figures::number).orElse(Figures.UNDEFINED);
    }

    /** The same to sort by, empty where it has none. */
    public String sortable(Run run, String key) {
      return run.metric(key).map(m -> String.valueOf(m.value())).orElse("");
    }
  }

  /** What the page of a run shows; files have paths within the run. */
  public record Details(
      Run run,
      Experiment experiment,
      Map<String, String> params,
      Map<String, String> tags,
      List<ArtifactFolder.Stored> files,
      List<ModelVersion> versions) {

    /** The path of a file within the run. */
    public String name(ArtifactFolder.Stored file) {
      return file.path().substring(Artifacts.of(run).length() + 1);
    }
  }

  @GetMapping("/runs")
  ResponseEntity<String> all(
      HttpServletRequest request,
      @RequestParam(name = "experiment", defaultValue = "") String id,
      @RequestParam(defaultValue = "") String filter,
      @RequestParam(defaultValue = "") String order) {
    List<Experiment> visible =
        experiments.all().stream()
            .filter(e -> e.active() && Callers.current().reaches(e.unit()))
            .toList();
    Experiment chosen =
        visible.stream().filter(e -> id.isEmpty() || e.id().equals(id)).findFirst().orElse(null);
    if (chosen == null && !id.isEmpty()) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "There is no experiment with the id '" + id + "'.");
    }
    List<Run> found = List.of();
    String problem = null;
    try {
      found = chosen == null ? List.of() : search(chosen, filter, order);
    } catch (RegistryException e) {
      problem = e.getMessage();
    }
    boolean more = found.size() > SHOWN;
    List<Run> shown = more ? found.subList(0, SHOWN) : found;
    View view = new View(visible, chosen, filter, order, shown, metrics(shown), more, problem);
    return Pages.page(
        problem == null ? HttpStatus.OK : HttpStatus.BAD_REQUEST,
        "runs.jte",
        Frame.of(request, heading(view)),
        Map.of("view", view));
  }

  private List<Run> search(Experiment experiment, String filter, String order) {
    return runs.reader()
        .search(
            new RunReader.Search(
                List.of(experiment.id()),
                true,
                SearchText.clauses(filter, RunReader.attributes()),
                order.isBlank()
                    ? List.of()
                    : SearchText.orders(List.of(order), RunReader.attributes())),
            0,
            SHOWN + 1);
  }

  private static List<String> metrics(List<Run> runs) {
    Map<String, Integer> counts = new TreeMap<>();
    runs.forEach(r -> r.metrics().forEach(m -> counts.merge(m.key(), 1, Integer::sum)));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(METRICS)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Frame.Heading heading(View view) {
    String question = "What was trained, and how did it go?";
    if (view.problem() != null) {
      return new Frame.Heading(question, null, "The search cannot be read.");
    }
    Experiment experiment = view.experiment();
    if (experiment == null || view.runs().isEmpty()) {
      return new Frame.Heading(
          question,
          null,
          view.filter().isBlank() ? "No run is logged here yet." : "No run fits the search.");
    }
    long failed =
        view.runs().stream().filter(r -> r.status().name().matches("FAILED|KILLED")).count();
    return new Frame.Heading(
        question,
        null,
        (view.more() ? "More than " : "")
            + Figures.count(view.runs().size(), "run")
            + " of “"
            + experiment.name()
            + "”; "
            + (failed == 0 ? "none failed." : failed + " failed or stopped."));
  }

  @GetMapping("/runs/{run}")
  ResponseEntity<String> one(HttpServletRequest request, @PathVariable("run") String id) {
    Run run =
        runs.find(id)
            .orElseThrow(() ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "There is no run with the id '" + id + "'."));
    Experiment experiment = experiments.require(run.experiment());
    if (!Callers.current().reaches(experiment.unit())) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN,
          "The run belongs to the business unit '" + experiment.unit() + "'.");
    }
    Map<String, String> tags = new LinkedHashMap<>(new TreeMap<>(run.tags()));
    Details details =
        new Details(
            run,
            experiment,
            new TreeMap<>(run.params()),
            tags,
            artifacts.below(Artifacts.of(run)),
            new ArrayList<>(versions.madeBy(run.id())));
    return Pages.page(request, "run.jte", heading(details), Map.of("view", details));
  }

  private static Frame.Heading heading(Details details) {
    Run run = details.run();
    String name = run.name().isEmpty() ? run.id().substring(0, 8) : run.name();
    String metrics =
        run.metrics().stream()
            .limit(METRICS)
            .map(m -> m.key() + " " + Figures.number(m.value()))
            .collect(java.util.stream.Collectors.joining(", "));
    String status =
        switch (run.status()) {
          case RUNNING -> "It is still running";
          case SCHEDULED -> "It has not started";
          case FINISHED -> "It finished";
          case FAILED -> "It failed";
          case KILLED -> "It was stopped";
        };
    return new Frame.Heading(
        "What came out of the run " + name + "?",
        null,
        status + (metrics.isEmpty() ? "; no metric was logged." : ": " + metrics + "."));
  }
}
