package org.bellwether.mlflow;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bellwether.access.Callers;
import org.bellwether.access.Endpoints;
import org.bellwether.registry.Clause;
import org.bellwether.registry.Experiment;
import org.bellwether.registry.RegistryException;
import org.bellwether.registry.SearchText;
import org.bellwether.store.ExperimentTable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Experiments. */
@RestController
@RequestMapping("/api/2.0/mlflow/experiments")
public class ExperimentController {

  /** Tag that says which business unit a new experiment or model belongs to. */
  static final String UNIT_TAG = "bellwether.unit";

  private static final int SOME = 1_000;
  private static final int MOST = 50_000;
  private static final Set<String> ATTRIBUTES =
      Set.of("name", "experiment_id", "creation_time", "last_update_time");

  private final ExperimentTable experiments;
  private final Reach reach;

  public ExperimentController(ExperimentTable experiments, Reach reach) {
    this.experiments = experiments;
    this.reach = reach;
  }

  @PostMapping("/create")
  Map<String, Object> create(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    String name = call.need("name");
    Map<String, String> tags = call.entries("tags");
    if (!call.text("artifact_location").isBlank()) {
      throw RegistryException.invalid(
          "field artifact_location: artifacts are kept by the service; leave it out");
    }
    String unit = Reach.unitOfNew(tags.getOrDefault(UNIT_TAG, ""));
    Reach.requireIn(Endpoints.SENDERS, unit, "The experiment '" + name + "'");
    return Map.of(
        "experiment_id", experiments.create(name, unit, tags, Callers.current().actor()).id());
  }

  @GetMapping("/get")
  Map<String, Object> get(HttpServletRequest request) throws IOException {
    return Map.of(
        "experiment", Wire.experiment(reach.experiment(Call.of(request).need("experiment_id"))));
  }

  @GetMapping("/get-by-name")
  Map<String, Object> byName(HttpServletRequest request) throws IOException {
    String name = Call.of(request).need("experiment_name");
    Experiment found =
        experiments
            .named(name)
            .orElseThrow(() -> RegistryException.missing("There is no experiment '" + name + "'."));
    return Map.of("experiment", Wire.experiment(reach.experiment(found.id())));
  }

  @GetMapping("/search")
  Map<String, Object> searchByQuery(HttpServletRequest request) throws IOException {
    return search(Call.of(request));
  }

  @PostMapping("/search")
  Map<String, Object> search(HttpServletRequest request) throws IOException {
    return search(Call.of(request));
  }

  private Map<String, Object> search(Call call) {
    List<Clause> clauses = SearchText.clauses(call.text("filter"), ATTRIBUTES);
    String view = call.has("view_type") ? call.text("view_type") : "ACTIVE_ONLY";
    List<Experiment> found =
        experiments.all().stream()
            .filter(e -> Reach.sees(e.unit()) && isInView(e.active(), view))
            .filter(e -> clauses.stream().allMatch(c -> fits(c, e)))
            .sorted(order(SearchText.orders(call.texts("order_by"), ATTRIBUTES)))
            .toList();
    return Page.within(found, Page.offset(call), call.limit(SOME, MOST))
        .as("experiments", Wire::experiment);
  }

  /** Whether a state is one of those that a view shows. */
  static boolean isInView(boolean active, String view) {
    return switch (view.toUpperCase(Locale.ROOT)) {
      case "", "ACTIVE_ONLY" -> active;
      case "DELETED_ONLY" -> !active;
      case "ALL" -> true;
      default ->
          throw RegistryException.invalid(
              "a view must be ACTIVE_ONLY, DELETED_ONLY or ALL, and is '" + view + "'");
    };
  }

  private static boolean fits(Clause clause, Experiment experiment) {
    return switch (clause.subject()) {
      case TAG -> clause.fits(experiment.tags().get(clause.key()));
      case ATTRIBUTE ->
          switch (clause.key()) {
            case "name" -> clause.fits(experiment.name());
            case "experiment_id" -> clause.fits(experiment.id());
            case "creation_time" -> clause.fits(experiment.created().toEpochMilli());
            default -> clause.fits(experiment.updated().toEpochMilli());
          };
      case METRIC, PARAM, DATASET ->
          throw RegistryException.invalid("experiments can be searched by attributes and tags");
    };
  }

  private static Comparator<Experiment> order(List<SearchText.Order> orders) {
    Comparator<Experiment> all = Comparator.comparingInt(e -> 0);
    for (SearchText.Order order : orders) {
      Comparator<Experiment> one =
          switch (order.key()) {
            case "name" -> Comparator.comparing(Experiment::name);
            case "experiment_id" -> Comparator.comparing(e -> Long.valueOf(e.id()));
            case "creation_time" -> Comparator.comparing(Experiment::created);
            case "last_update_time" -> Comparator.comparing(Experiment::updated);
            default ->
                throw RegistryException.invalid("experiments cannot be ordered by " + order.key());
          };
      all = all.thenComparing(order.descending() ? one.reversed() : one);
    }
    return all;
  }

  @PostMapping("/update")
  Map<String, Object> update(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    Experiment experiment = reach.fedExperiment(call.need("experiment_id"));
    experiments.rename(experiment.id(), call.need("new_name"), Callers.current().actor());
    return Map.of();
  }

  @PostMapping("/delete")
  Map<String, Object> delete(HttpServletRequest request) throws IOException {
    return activate(request, false);
  }

  @PostMapping("/restore")
  Map<String, Object> restore(HttpServletRequest request) throws IOException {
    return activate(request, true);
  }

  private Map<String, Object> activate(HttpServletRequest request, boolean active)
      throws IOException {
    Experiment experiment = reach.fedExperiment(Call.of(request).need("experiment_id"));
    experiments.activate(experiment.id(), active, Callers.current().actor());
    return Map.of();
  }

  @PostMapping("/set-experiment-tag")
  Map<String, Object> tag(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    Experiment experiment = reach.fedExperiment(call.need("experiment_id"));
    experiments.tag(
        experiment.id(), call.need("key"), call.text("value"), Callers.current().actor());
    return Map.of();
  }
}
