package org.bellwether.mlflow;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.registry.DatasetInput;
import org.bellwether.registry.Experiment;
import org.bellwether.registry.Metric;
import org.bellwether.registry.ModelVersion;
import org.bellwether.registry.RegisteredModel;
import org.bellwether.registry.Run;
import org.bellwether.registry.Stage;
import org.bellwether.store.ArtifactFolder;
import org.bellwether.store.Artifacts;

/**
 * Things of the registry under MLflow's names. As in Protobuf's JSON, 64-bit whole numbers are
 * texts, and so are NaN and the infinities.
 */
final class Wire {

  private Wire() {}

  static Map<String, Object> experiment(Experiment experiment) {
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("experiment_id", experiment.id());
    wire.put("name", experiment.name());
    wire.put("artifact_location", "mlflow-artifacts:/" + experiment.id());
    wire.put("lifecycle_stage", lifecycle(experiment.active()));
    wire.put("last_update_time", millis(experiment.updated()));
    wire.put("creation_time", millis(experiment.created()));
    wire.put("tags", entries(experiment.tags()));
    return wire;
  }

  static String lifecycle(boolean active) {
    return active ? "active" : "deleted";
  }

  static Map<String, Object> run(Run run) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("metrics", run.metrics().stream().map(Wire::metric).toList());
    data.put("params", entries(run.params()));
    data.put("tags", entries(run.tags()));
    return Map.of(
        "info",
        info(run),
        "data",
        data,
        "inputs",
        Map.of("dataset_inputs", run.datasets().stream().map(Wire::dataset).toList()));
  }

  static Map<String, Object> info(Run run) {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("run_id", run.id());
    info.put("run_uuid", run.id());
    info.put("run_name", run.name());
    info.put("experiment_id", run.experiment());
    info.put("user_id", run.user());
    info.put("status", run.status().name());
    info.put("start_time", millis(run.started()));
    Instant ended = run.ended();
    if (ended != null) {
      info.put("end_time", millis(ended));
    }
    info.put("artifact_uri", Artifacts.uri(run));
    info.put("lifecycle_stage", lifecycle(run.active()));
    return info;
  }

  static Map<String, Object> metric(Metric metric) {
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("key", metric.key());
    double value = metric.value();
    wire.put("value", Double.isFinite(value) ? (Object) value : String.valueOf(value));
    wire.put("timestamp", String.valueOf(metric.timestamp()));
    wire.put("step", String.valueOf(metric.step()));
    return wire;
  }

  private static Map<String, Object> dataset(DatasetInput input) {
    Map<String, Object> dataset = new LinkedHashMap<>();
    dataset.put("name", input.name());
    dataset.put("digest", input.digest());
    dataset.put("source_type", input.sourceType());
    dataset.put("source", input.source());
    dataset.put("schema", input.schema());
    dataset.put("profile", input.profile());
    return Map.of("dataset", dataset, "tags", entries(input.tags()));
  }

  static Map<String, Object> model(RegisteredModel model, Collection<ModelVersion> versions) {
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("name", model.name());
    wire.put("creation_timestamp", millis(model.model().registered()));
    wire.put("last_updated_timestamp", millis(model.updated()));
    wire.put("user_id", model.model().owner());
    wire.put("description", model.description());
    wire.put("latest_versions", latest(versions).stream().map(Wire::version).toList());
    wire.put("tags", entries(model.tags()));
    wire.put(
        "aliases",
        model.aliases().entrySet().stream()
            .map(e -> Map.of("alias", e.getKey(), "version", String.valueOf(e.getValue())))
            .toList());
    return wire;
  }

  /** The latest version of each stage. */
  static Collection<ModelVersion> latest(Collection<ModelVersion> versions) {
    Map<Stage, ModelVersion> latest = new TreeMap<>();
    versions.forEach(v -> latest.merge(v.stage(), v, (a, b) -> a.number() > b.number() ? a : b));
    return latest.values();
  }

  static Map<String, Object> version(ModelVersion version) {
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("name", version.model());
    wire.put("version", String.valueOf(version.number()));
    wire.put("creation_timestamp", millis(version.created()));
    wire.put("last_updated_timestamp", millis(version.updated()));
    wire.put("user_id", version.creator());
    wire.put("current_stage", version.stage().word());
    wire.put("description", version.description());
    wire.put("source", version.source());
    wire.put("run_id", version.run());
    wire.put("status", "READY");
    wire.put("tags", entries(version.tags()));
    wire.put("run_link", version.runLink());
    wire.put("aliases", version.aliases());
    return wire;
  }

  static Map<String, Object> file(String folder, ArtifactFolder.Item item) {
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("path", folder.isEmpty() ? item.path() : folder + "/" + item.path());
    wire.put("is_dir", item.folder());
    if (!item.folder()) {
      wire.put("file_size", String.valueOf(item.bytes()));
    }
    return wire;
  }

  private static String millis(Instant time) {
    return String.valueOf(time.toEpochMilli());
  }

  private static List<Map<String, String>> entries(Map<String, String> entries) {
    return new TreeMap<>(entries)
        .entrySet().stream().map(e -> Map.of("key", e.getKey(), "value", e.getValue())).toList();
  }
}
