package org.bellwether.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of MLflow's API. A call names its model, experiment or run in its body or query, so
 * which unit it is about is looked at where it is answered.
 */
final class MlflowEndpoints {

  private static final Set<Role> ALL = EnumSet.allOf(Role.class);
  private static final Set<Role> SENDERS =
      Set.of(Role.DATA_SCIENTIST, Role.MODEL_OWNER, Role.ADMIN);
  private static final Set<Role> OWNERS = Set.of(Role.MODEL_OWNER, Role.ADMIN);

  static final List<Endpoint> TABLE =
      List.of(
          log("POST", "experiments/create", "Creates an experiment"),
          read("GET", "experiments/get", "One experiment"),
          read("GET", "experiments/get-by-name", "The same by name"),
          read("GET", "experiments/search", "Experiments that fit"),
          read("POST", "experiments/search", "The same"),
          log("POST", "experiments/update", "Renames an experiment"),
          log("POST", "experiments/delete", "Deletes an experiment; it can be restored"),
          log("POST", "experiments/restore", "Restores an experiment"),
          log("POST", "experiments/set-experiment-tag", "Tags an experiment"),
          log("POST", "runs/create", "Starts a run"),
          read("GET", "runs/get", "One run"),
          read("POST", "runs/search", "Runs that fit"),
          log("POST", "runs/update", "Ends or renames a run"),
          log("POST", "runs/delete", "Deletes a run; it can be restored"),
          log("POST", "runs/restore", "Restores a run"),
          log("POST", "runs/log-metric", "Logs a metric"),
          log("POST", "runs/log-parameter", "Logs a parameter"),
          log("POST", "runs/log-batch", "Logs metrics, parameters and tags"),
          log("POST", "runs/log-inputs", "Logs the datasets of a run"),
          log("POST", "runs/log-model", "Logs that a run made a model"),
          log("POST", "runs/set-tag", "Tags a run"),
          log("POST", "runs/delete-tag", "Deletes a tag of a run"),
          read("GET", "metrics/get-history", "All values of a metric"),
          read("GET", "artifacts/list", "Artifacts of a run"),
          log("POST", "registered-models/create", "Registers a model: model-owner with manage"),
          read("GET", "registered-models/get", "One model with its aliases"),
          read("GET", "registered-models/search", "Models that fit"),
          read("GET", "registered-models/get-latest-versions", "Latest version of each stage"),
          read("POST", "registered-models/get-latest-versions", "The same"),
          manage("POST", "registered-models/rename", "Refused: a model keeps its name"),
          manage("PATCH", "registered-models/update", "Describes a model"),
          manage("DELETE", "registered-models/delete", "Deletes a model's versions and aliases"),
          manage("POST", "registered-models/set-tag", "Tags a model"),
          manage("DELETE", "registered-models/delete-tag", "Deletes a tag of a model"),
          read("GET", "registered-models/alias", "The version of an alias"),
          manage("POST", "registered-models/alias", "Points an alias to a version"),
          manage("DELETE", "registered-models/alias", "Deletes an alias"),
          log("POST", "model-versions/create", "Registers a version"),
          read("GET", "model-versions/get", "One version"),
          read("GET", "model-versions/search", "Versions that fit"),
          read("GET", "model-versions/get-download-uri", "Where its artifact is"),
          log("PATCH", "model-versions/update", "Describes a version"),
          manage("POST", "model-versions/transition-stage", "Moves a version to a stage"),
          manage("DELETE", "model-versions/delete", "Deletes a version"),
          log("POST", "model-versions/set-tag", "Tags a version"),
          log("DELETE", "model-versions/delete-tag", "Deletes a tag of a version"),
          file(Scope.READ, ALL, "GET", "artifacts", "Artifacts below a path"),
          file(Scope.READ, ALL, "GET", "artifacts/{*path}", "Downloads an artifact"),
          file(Scope.INGEST, SENDERS, "PUT", "artifacts/{*path}", "Uploads an artifact"),
          file(Scope.INGEST, SENDERS, "DELETE", "artifacts/{*path}", "Deletes an artifact"),
          file(Scope.INGEST, SENDERS, "POST", "mpu/create/{*path}", "Answers 501: send one PUT"),
          file(Scope.INGEST, SENDERS, "POST", "mpu/complete/{*path}", "The same"),
          file(Scope.INGEST, SENDERS, "POST", "mpu/abort/{*path}", "The same"));

  private MlflowEndpoints() {}

  private static Endpoint read(String method, String path, String meaning) {
    return row(Scope.READ, ALL, method, "mlflow/" + path, meaning);
  }

  private static Endpoint log(String method, String path, String meaning) {
    return row(Scope.INGEST, SENDERS, method, "mlflow/" + path, meaning);
  }

  private static Endpoint manage(String method, String path, String meaning) {
    return row(Scope.MANAGE, OWNERS, method, "mlflow/" + path, meaning);
  }

  private static Endpoint file(
      Scope scope, Set<Role> roles, String method, String path, String meaning) {
    return row(scope, roles, method, "mlflow-artifacts/" + path, meaning);
  }

  private static Endpoint row(
      Scope scope, Set<Role> roles, String method, String path, String meaning) {
    return new Endpoint(method, "/api/2.0/" + path, Endpoint.Reach.UNIT, roles, scope, meaning);
  }
}
