package org.bellwether.mlflow;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bellwether.access.Callers;
import org.bellwether.registry.DatasetInput;
import org.bellwether.registry.Experiment;
import org.bellwether.registry.Metric;
import org.bellwether.registry.RegistryException;
import org.bellwether.registry.Run;
import org.bellwether.registry.RunStatus;
import org.bellwether.registry.SearchText;
import org.bellwether.store.ExperimentTable;
import org.bellwether.store.RunReader;
import org.bellwether.store.RunTable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Runs: what went into a training and what came out of it. */
@RestController
@RequestMapping("/api/2.0/mlflow")
public class RunController {

  private static final int MOST_RUNS = 50_000;
  private static final int BATCH = 1_000;
  private static final int BATCH_ENTRIES = 100;
  private static final String RUN_NAME = "mlflow.runName";
  private static final String USER = "mlflow.user";
  private static final String MODELS = "mlflow.log-model.history";
  private static final int MOST_HISTORY = 900_000;

  private final RunTable runs;
  private final ExperimentTable experiments;
  private final Reach reach;

  public RunController(RunTable runs, ExperimentTable experiments, Reach reach) {
    this.runs = runs;
    this.experiments = experiments;
    this.reach = reach;
  }

  @PostMapping("/runs/create")
  Map<String, Object> create(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    Experiment experiment = reach.fedExperiment(call.need("experiment_id"));
    if (!experiment.active()) {
      throw RegistryException.invalid(
          "The experiment '" + experiment.name() + "' was deleted: restore it first.");
    }
    Map<String, String> tags = new LinkedHashMap<>(call.entries("tags"));
    String name =
        call.text("run_name").isBlank() ? tags.getOrDefault(RUN_NAME, "") : call.text("run_name");
    if (!name.isBlank()) {
      tags.put(RUN_NAME, name);
    }
    String user =
        call.text("user_id").isBlank() ? tags.getOrDefault(USER, "") : call.text("user_id");
    return Map.of(
        "run", Wire.run(runs.create(experiment.id(), name, user, call.time("start_time"), tags)));
  }

  @PostMapping("/runs/update")
  Map<String, Object> update(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    String id = reach.fedRun(call.runId());
    String status = call.text("status");
    Run run =
        runs.update(
            id,
            status.isBlank() ? null : RunStatus.of(status),
            call.time("end_time"),
            call.text("run_name").isBlank() ? null : call.text("run_name"));
    return Map.of("run_info", Wire.info(run));
  }

  @GetMapping("/runs/get")
  Map<String, Object> get(HttpServletRequest request) throws IOException {
    return Map.of("run", Wire.run(reach.run(Call.of(request).runId())));
  }

  @PostMapping("/runs/delete")
  Map<String, Object> delete(HttpServletRequest request) throws IOException {
    runs.activate(reach.fedRun(Call.of(request).runId()), false, Callers.current().actor());
    return Map.of();
  }

  @PostMapping("/runs/restore")
  Map<String, Object> restore(HttpServletRequest request) throws IOException {
    runs.activate(reach.fedRun(Call.of(request).runId()), true, Callers.current().actor());
    return Map.of();
  }

  @PostMapping("/runs/search")
  Map<String, Object> search(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    List<String> visible =
        call.texts("experiment_ids").stream()
            .filter(id -> experiments.find(id).filter(e -> Reach.sees(e.unit())).isPresent())
            .toList();
    String view = call.text("run_view_type").toUpperCase(Locale.ROOT);
    RunReader.Search search =
        new RunReader.Search(
            visible,
            view.equals("ALL") ? null : ExperimentController.isInView(true, view),
            SearchText.clauses(call.text("filter"), RunReader.attributes()),
            SearchText.orders(call.texts("order_by"), RunReader.attributes()));
    int limit = Math.min(call.limit(BATCH, MOST_RUNS), RunReader.MOST);
    long offset = Page.offset(call);
    return Page.of(runs.reader().search(search, offset, limit + 1), offset, limit)
        .as("runs", Wire::run);
  }

  @PostMapping("/runs/log-metric")
  Map<String, Object> metric(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    runs.log(reach.fedRun(call.runId()), List.of(metric(call)), Map.of(), Map.of());
    return Map.of();
  }

  private static Metric metric(Call call) {
    return new Metric(
        call.need("key"),
        call.number("value"),
        call.wholeOrZero("timestamp"),
        call.wholeOrZero("step"));
  }

  @PostMapping("/runs/log-parameter")
  Map<String, Object> parameter(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    runs.log(
        reach.fedRun(call.runId()),
        List.of(),
        Map.of(call.need("key"), call.text("value")),
        Map.of());
    return Map.of();
  }

  @PostMapping("/runs/set-tag")
  Map<String, Object> tag(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    runs.log(
        reach.fedRun(call.runId()),
        List.of(),
        Map.of(),
        Map.of(call.need("key"), call.text("value")));
    return Map.of();
  }

  @PostMapping("/runs/delete-tag")
  Map<String, Object> deleteTag(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    runs.deleteTag(reach.fedRun(call.runId()), call.need("key"));
    return Map.of();
  }

  @PostMapping("/runs/log-batch")
  Map<String, Object> batch(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    List<Metric> metrics = call.parts("metrics").stream().map(RunController::metric).toList();
    Map<String, String> params = new LinkedHashMap<>();
    for (Call part : call.parts("params")) {
      String key = part.need("key");
      String before = params.put(key, part.text("value"));
      if (before != null && !before.equals(part.text("value"))) {
        throw RegistryException.invalid("parameter '" + key + "' comes twice with two values");
      }
    }
    Map<String, String> tags = call.entries("tags");
    if (metrics.size() > BATCH
        || params.size() > BATCH_ENTRIES
        || tags.size() > BATCH_ENTRIES
        || metrics.size() + params.size() + tags.size() > BATCH) {
      throw RegistryException.invalid(
          "a batch may hold 1,000 metrics, 100 parameters and 100 tags, 1,000 things in all: send"
              + " it in parts");
    }
    runs.log(reach.fedRun(call.runId()), metrics, params, tags);
    return Map.of();
  }

  @PostMapping("/runs/log-model")
  Map<String, Object> model(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    String model = call.need("model_json").strip();
    runs.change(
        reach.fedRun(call.runId()),
        MODELS,
        before -> {
          String all =
              before.length() > 2
                  ? before.substring(0, before.length() - 1) + "," + model + "]"
                  : "[" + model + "]";
          if (all.length() > MOST_HISTORY) {
            throw RegistryException.invalid(
                "the run has logged too many models: log this one in a run of its own");
          }
          return all;
        });
    return Map.of();
  }

  @PostMapping("/runs/log-inputs")
  Map<String, Object> inputs(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    List<DatasetInput> datasets = new ArrayList<>();
    for (Call part : call.parts("datasets")) {
      Call dataset = part.part("dataset");
      datasets.add(
          new DatasetInput(
              dataset.need("name"),
              dataset.need("digest"),
              dataset.text("source_type"),
              dataset.text("source"),
              dataset.text("schema"),
              dataset.text("profile"),
              part.entries("tags")));
    }
    runs.inputs(reach.fedRun(call.runId()), datasets);
    return Map.of();
  }

  @GetMapping("/metrics/get-history")
  Map<String, Object> history(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    Run run = reach.run(call.runId());
    int limit = call.limit(RunReader.MOST_METRICS, RunReader.MOST_METRICS);
    long offset = Page.offset(call);
    return Page.of(
            runs.reader().history(run.id(), call.need("metric_key"), offset, limit + 1),
            offset,
            limit)
        .as("metrics", Wire::metric);
  }
}
