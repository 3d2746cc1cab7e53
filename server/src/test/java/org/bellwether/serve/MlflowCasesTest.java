package org.bellwether.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bellwether.access.Role;
import org.bellwether.access.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Requests that MLflow's own client was seen to send, sent to the running service, and what that
 * client was seen to do, done again. Where the folder is absent the test says so and passes, unless
 * it is demanded.
 */
class MlflowCasesTest {

  private static final Path SHARED =
      Path.of(System.getProperty("bellwether.shared", "../../shared"));
  private static final Path FILE =
      Path.of(
              System.getProperty(
                  "bellwether.conformance", SHARED.resolve("conformance").toString()))
          .resolve("governance/mlflow_rest.json");
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern TIME = Pattern.compile("(start|end)_time");

  /** What a case is about, made before it: its names and ids in place of the recorded ones. */
  private record Scene(String suffix, String experiment, String run) {

    String name(String recorded) {
      return recorded.equals("absent") ? recorded : recorded + suffix;
    }

    JsonNode in(JsonNode node, String field) {
      if (node.isObject()) {
        ObjectNode copy = JSON.createObjectNode();
        node.properties().forEach(e -> copy.set(e.getKey(), in(e.getValue(), e.getKey())));
        return copy;
      }
      if (node.isArray()) {
        List<JsonNode> all = new ArrayList<>();
        node.forEach(one -> all.add(in(one, field)));
        return JSON.createArrayNode().addAll(all);
      }
      return node.isString() ? StringNode.valueOf(in(node.asString(), field)) : node;
    }

    String in(String text, String field) {
      return switch (field) {
        case "experiment_id", "experiment_ids" -> experiment;
        case "run_id", "run_uuid" -> run;
        case "name", "new_name", "experiment_name" -> name(text);
        case "filter" -> text.replaceAll("'([em])'", "'$1" + suffix + "'");
        case "artifact_uri" -> text.replace("/1/r1/", "/" + experiment + "/" + run + "/");
        default -> text;
      };
    }
  }

  @TempDir Path data;

  @Test
  void everyCaseHolds() throws Exception {
    if (!Files.exists(FILE)) {
      String left = "conformance: no " + FILE + ", its cases were left out";
      boolean demanded =
          Boolean.getBoolean("bellwether.demand-shared") || "true".equals(System.getenv("CI"));
      assertThat(demanded).as(left).isFalse();
      System.out.println(left);
      return;
    }
    List<String> failures = new ArrayList<>();
    int cases = 0;
    try (RunningService service = new RunningService(data, Map.of())) {
      for (JsonNode c : JSON.readTree(Files.readString(FILE)).get("cases")) {
        cases++;
        String failure =
            c.get("method").asString().equals("recorded_request")
                ? replay(service, c, "-" + cases)
                : behave(service, c);
        if (!failure.isEmpty()) {
          failures.add(c.get("id").asString() + ": " + failure);
        }
      }
    }
    System.out.printf(
        "conformance: mlflow_rest.json: %d cases, %d passed, %d failed, 0 not applicable%n",
        cases, cases - failures.size(), failures.size());
    assertThat(failures).isEmpty();
  }

  private static HttpResponse<String> send(
      RunningService service, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.uri(path))
            .header("Authorization", "Bearer " + service.token())
            .header("User-Agent", "mlflow-java-client/2.17.2")
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode post(RunningService service, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(service, "POST", "/api/2.0/mlflow/" + path, body);
    assertThat(answer.statusCode()).as(path + " " + body + " " + answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** Makes what a recorded request takes for granted. */
  private static Scene scene(RunningService service, String id, String suffix)
      throws IOException, InterruptedException {
    if (id.endsWith("experiments/create")) {
      return new Scene(suffix, "1", "");
    }
    String experiment =
        post(service, "experiments/create", "{\"name\":\"e%s\"}".formatted(suffix))
            .get("experiment_id")
            .asString();
    String run =
        post(service, "runs/create", "{\"experiment_id\":\"%s\"}".formatted(experiment))
            .at("/run/info/run_id")
            .asString();
    Scene scene = new Scene(suffix, experiment, run);
    String ofRun = "{\"run_id\":\"%s\"}".formatted(run);
    switch (id.replaceAll("java_\\d+ \\w+ ", "")) {
      case "experiments/restore" ->
          post(service, "experiments/delete", "{\"experiment_id\":\"%s\"}".formatted(experiment));
      case "runs/restore" -> post(service, "runs/delete", ofRun);
      case "runs/get", "metrics/get-history" ->
          post(
              service,
              "runs/log-metric",
              "{\"run_id\":\"%s\",\"key\":\"auc\",\"value\":0.9,\"timestamp\":1}".formatted(run));
      case "runs/delete-tag" ->
          post(
              service,
              "runs/set-tag",
              "{\"run_id\":\"%s\",\"key\":\"k\",\"value\":\"v\"}".formatted(run));
      case "model-versions/create" -> model(service, scene, "");
      case "registered-models/alias" -> model(service, scene, "s");
      case "registered-models/get" -> {
        model(service, scene, "s");
        post(
            service,
            "registered-models/alias",
            "{\"name\":\"m%s\",\"alias\":\"champion\",\"version\":\"1\"}".formatted(suffix));
      }
      case "registered-models/get-latest-versions" -> {
        model(service, scene, "s");
        post(
            service,
            "model-versions/transition-stage",
            "{\"name\":\"m%s\",\"version\":\"1\",\"stage\":\"Production\"}".formatted(suffix));
      }
      case "model-versions/get-download-uri" -> model(service, scene, "runs:/" + run + "/model");
      case "model-versions/search" -> model(service, scene, "s");
      default -> {}
    }
    return scene;
  }

  private static void model(RunningService service, Scene scene, String source)
      throws IOException, InterruptedException {
    String name = "m" + scene.suffix();
    post(service, "registered-models/create", "{\"name\":\"%s\"}".formatted(name));
    if (!source.isEmpty()) {
      post(
          service,
          "model-versions/create",
          "{\"name\":\"%s\",\"source\":\"%s\",\"run_id\":\"%s\"}"
              .formatted(name, source, scene.run()));
    }
  }

  private static String replay(RunningService service, JsonNode c, String suffix)
      throws IOException, InterruptedException {
    Scene scene = scene(service, c.get("id").asString(), suffix);
    Scene asked = scene;
    JsonNode inputs = c.get("inputs");
    StringBuilder path = new StringBuilder(inputs.get("path").asString());
    inputs
        .get("query")
        .properties()
        .forEach(e -> {
          for (JsonNode one : e.getValue().isArray() ? e.getValue() : List.of(e.getValue())) {
            path.append(path.indexOf("?") < 0 ? '?' : '&')
                .append(e.getKey())
                .append('=')
                .append(
                    URLEncoder.encode(
                        asked.in(one.asString(), e.getKey()), StandardCharsets.UTF_8));
          }
        });
    JsonNode body = inputs.get("body");
    HttpResponse<String> answer =
        send(
            service,
            inputs.get("http_method").asString(),
            path.toString(),
            body.isNull() ? "" : scene.in(body, "").toString());
    JsonNode expected = c.get("expected");
    if (answer.statusCode() != expected.get("status").asInt()) {
      return "answered " + answer.statusCode() + " " + answer.body();
    }
    JsonNode actual = JSON.readTree(answer.body());
    String started = actual.at("/run/info/run_id").asString("");
    if (inputs.get("path").asString().endsWith("runs/create") && started.matches("[0-9a-f]{32}")) {
      scene = new Scene(suffix, scene.experiment(), started);
    }
    JsonNode shape = expected.has("body") ? expected.get("body") : expected.get("body_shape");
    String difference = difference(scene.in(shape, ""), actual, "");
    return difference.isEmpty() && expected.has("client_attempts")
        ? attempts(service, expected)
        : difference;
  }

  /** Every field that is expected is there, of the same type, with the same value. */
  private static String difference(JsonNode expected, JsonNode actual, String at) {
    if (expected.getNodeType() != actual.getNodeType()) {
      return at + " should be like " + expected + " and is " + actual;
    }
    if (expected.isObject()) {
      return expected.properties().stream()
          .map(e -> difference(e.getValue(), actual.path(e.getKey()), at + "/" + e.getKey()))
          .filter(d -> !d.isEmpty())
          .findFirst()
          .orElse("");
    }
    if (expected.isArray()) {
      if (!expected.isEmpty() && expected.size() != actual.size()) {
        return at + " should have " + expected.size() + " and is " + actual;
      }
      for (int i = 0; i < expected.size(); i++) {
        String difference = difference(expected.get(i), actual.get(i), at + "/" + i);
        if (!difference.isEmpty()) {
          return difference;
        }
      }
      return "";
    }
    boolean same =
        expected.asString().equals("<text>")
            ? !actual.asString().isBlank()
            : TIME.matcher(at.replaceAll(".*/", "")).matches()
                ? actual.asString().matches("\\d{13}")
                : expected.equals(actual);
    return same ? "" : at + " should be " + expected + " and is " + actual;
  }

  private static MlflowClient client(URI uri, String token) {
    return new MlflowClient(new BasicMlflowHostCreds(uri.toString(), token));
  }

  private static String attempts(RunningService service, JsonNode expected) throws IOException {
    try (Relay relay = new Relay(service.uri(""), null);
        MlflowClient client = client(relay.uri(), service.token())) {
      Optional<Service.Experiment> found = client.getExperimentByName("absent");
      return found.isEmpty() && relay.requests().size() == expected.get("client_attempts").asInt()
          ? ""
          : "the client found " + found + " by " + relay.requests();
    }
  }

  /** What the client makes of an answer; statuses that the service gives are the service's own. */
  private static String behave(RunningService service, JsonNode c) throws Exception {
    String id = c.get("id").asString();
    Relay.Canned canned =
        switch (id) {
          case "client_int64_as_string_or_number" ->
              new Relay.Canned(
                  200,
                  """
                  {"run":{"info":{"run_id":"r","start_time":"1700000000000",\
                  "end_time":1700000000001}}}\
                  """);
          case "client_unknown_enum" ->
              new Relay.Canned(
                  200, "{\"run\":{\"info\":{\"run_id\":\"r\",\"status\":\"PAUSED\"}}}");
          case "client_empty_object" -> new Relay.Canned(200, "{}");
          case "client_empty_body" -> new Relay.Canned(200, "");
          case "client_status_201" ->
              new Relay.Canned(201, "{\"run\":{\"info\":{\"run_id\":\"r\"}}}");
          case "client_status_409" ->
              new Relay.Canned(409, "{\"error_code\":\"RESOURCE_CONFLICT\",\"message\":\"taken\"}");
          case "client_path_prefix" ->
              new Relay.Canned(200, "{\"run\":{\"info\":{\"run_id\":\"r\"}}}");
          default -> null;
        };
    try (Relay relay = new Relay(service.uri(""), canned)) {
      String done = act(service, id, relay);
      int sent = c.at("/expected/requests_sent").asInt();
      return done.isEmpty() && relay.requests().size() != sent
          ? "sent " + relay.requests() + " instead of " + sent + " requests"
          : done;
    }
  }

  private static String act(RunningService service, String id, Relay relay) {
    URI uri = id.equals("client_path_prefix") ? relay.uri().resolve("/projects/p1") : relay.uri();
    try (MlflowClient client = client(uri, service.token())) {
      return switch (id) {
        case "client_status_404" ->
            refused(() -> client.getRun("absent"), 404, "RESOURCE_DOES_NOT_EXIST");
        case "client_status_403" -> {
          String elsewhere =
              service.token("elsewhere", Role.DATA_SCIENTIST, EnumSet.allOf(Scope.class));
          try (MlflowClient stranger = client(uri, elsewhere)) {
            yield refused(() -> stranger.getExperiment("0"), 403, "PERMISSION_DENIED");
          }
        }
        case "client_status_409" -> refused(() -> client.getRun("r"), 409, "RESOURCE_CONFLICT");
        case "client_empty_body" -> {
          try {
            client.getRun("r");
            yield "took an empty body";
          } catch (MlflowClientException e) {
            yield "";
          }
        }
        default -> understood(id, client.getRun("r"), relay);
      };
    }
  }

  private static String understood(String id, Service.Run run, Relay relay) {
    Service.RunInfo info = run.getInfo();
    boolean right =
        switch (id) {
          case "client_int64_as_string_or_number" ->
              info.getStartTime() == 1_700_000_000_000L && info.getEndTime() == 1_700_000_000_001L;
          case "client_unknown_enum" -> !info.hasStatus();
          case "client_empty_object" -> run.equals(Service.Run.getDefaultInstance());
          case "client_status_201" -> info.getRunId().equals("r");
          case "client_path_prefix" ->
              relay.requests().get(0).startsWith("GET /projects/p1/api/2.0/mlflow/runs/get");
          default -> false;
        };
    return right ? "" : "understood " + run + " of " + relay.requests();
  }

  /** A call of the client. */
  private interface Refused {
    Object call();
  }

  private static String refused(Refused call, int status, String code) {
    try {
      return "answered " + call.call();
    } catch (MlflowHttpException e) {
      return e.getStatusCode() == status && e.getBodyMessage().contains(code)
          ? ""
          : "answered " + e.getStatusCode() + " " + e.getBodyMessage();
    }
  }
}
