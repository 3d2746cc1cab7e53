package org.bellwether.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bellwether.access.Role;
import org.bellwether.access.Scope;
import org.bellwether.store.AuditLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.ModelRegistry;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.ActiveRun;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowContext;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.RunsPage;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** MLflow's own client against the running service. */
class MlflowClientTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts/";
  private static final String MLMODEL =
      """
      artifact_path: model
      flavors:
        sklearn: {pickled_model: model.pkl}
      signature:
        inputs: '[{"name": "income", "type": "double"}]'
        outputs: '[{"type": "double"}]'
      """;

  @TempDir static Path data;

  private static RunningService service;

  @BeforeAll
  static void start() {
    service = new RunningService(data, Map.of("registry.artifact-mib", "1"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static MlflowClient client(String token) {
    return new MlflowClient(new BasicMlflowHostCreds(service.uri("").toString(), token));
  }

  private static HttpResponse<String> send(
      String method, String path, String token, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.uri(path))
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void upload(String uri, String path, String content) throws Exception {
    String root = uri.replaceFirst("mlflow-artifacts:/", "");
    HttpResponse<String> answer =
        send("PUT", FILES + root + "/" + path, service.token(), bytes(content));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{}");
  }

  private static JsonNode json(String path, String token) throws Exception {
    HttpResponse<String> answer = send("GET", path, token, new byte[0]);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
  }

  @Test
  void aRunIsLoggedAndItsModelRegisteredUnderAnAlias() throws Exception {
    try (MlflowClient client = client(service.token())) {
      MlflowContext context = new MlflowContext(client);
      client.createExperiment("credit risk");
      context.setExperimentName("credit risk");
      ActiveRun run = context.startRun("first");
      run.logParams(Map.of("max_depth", "6", "seed", "42"));
      run.logMetric("auc", 0.78, 1);
      run.logMetric("auc", 0.81, 2);
      run.logMetric("loss", Double.NaN);
      run.setTags(Map.of("mlflow.source.git.commit", "3f2a91c", "bellwether.prompt", "p7"));
      upload(run.getArtifactUri(), "model/MLmodel", MLMODEL);
      upload(run.getArtifactUri(), "model/model.pkl", "weights");
      upload(run.getArtifactUri(), "bellwether/training.csv", training());
      run.endRun();

      client.sendPost("registered-models/create", "{\"name\":\"credit\"}");
      client.sendPost(
          "model-versions/create",
          "{\"name\":\"credit\",\"source\":\"runs:/%s/model\",\"run_id\":\"%s\"}"
              .formatted(run.getId(), run.getId()));
      client.sendPost(
          "registered-models/alias",
          "{\"name\":\"credit\",\"alias\":\"champion\",\"version\":\"1\"}");

      Service.Run back = client.getRun(run.getId());
      assertThat(back.getInfo().getStatus()).isEqualTo(Service.RunStatus.FINISHED);
      assertThat(back.getInfo().getEndTime()).isPositive();
      assertThat(back.getInfo().getRunName()).isEqualTo("first");
      assertThat(back.getData().getParamsList())
          .extracting(p -> p.getKey() + "=" + p.getValue())
          .containsExactly("max_depth=6", "seed=42");
      assertThat(back.getData().getMetricsList())
          .extracting(m -> m.getKey() + "=" + m.getValue() + " at " + m.getStep())
          .containsExactly("auc=0.81 at 2", "loss=NaN at 0");
      assertThat(client.getMetricHistory(run.getId(), "auc"))
          .extracting(Service.Metric::getValue)
          .containsExactly(0.78, 0.81);
      ModelRegistry.RegisteredModel model = client.getRegisteredModel("credit");
      assertThat(model.getAliasesList())
          .extracting(a -> a.getAlias() + " " + a.getVersion())
          .containsExactly("champion 1");
      assertThat(client.getModelVersionDownloadUri("credit", "1"))
          .isEqualTo(run.getArtifactUri() + "/model");
      assertThat(client.searchModelVersions("run_id = '" + run.getId() + "'").getItems())
          .hasSize(1);
      lineage(run.getId());
      artifacts(run);
      baseline(run.getId());
    }
  }

  private static String training() {
    StringBuilder rows = new StringBuilder("income,score\n");
    for (int i = 0; i < 200; i++) {
      rows.append(1_000 + i).append(',').append(i / 200.0).append('\n');
    }
    return rows.toString();
  }

  /** The training data become the baseline of the version beside the requests, within 60 s. */
  private static void baseline(String run) throws Exception {
    String path = "/v1/models/credit/versions/1/baseline";
    HttpResponse<String> known = send("GET", path, service.token(), new byte[0]);
    for (int i = 0; i < 600 && known.statusCode() != 200; i++) {
      Thread.sleep(100);
      known = send("GET", path, service.token(), new byte[0]);
    }
    assertThat(JSON.readTree(known.body()).get("rows").asInt()).isEqualTo(200);
    assertThat(JSON.readTree(known.body()).get("source").asString()).isEqualTo("run " + run);
  }

  private static void lineage(String run) throws Exception {
    assertThat(json("/v1/models/credit", service.token()).get("unit").asString())
        .isEqualTo("default");
    JsonNode version = json("/v1/models/credit/versions", service.token()).get(0);
    Map<String, String> known =
        version
            .get("lineage")
            .valueStream()
            .collect(
                java.util.stream.Collectors.toMap(
                    f -> f.get("part").asString(), f -> f.get("value").asString()));
    String listing = sha256(MLMODEL) + "  MLmodel\n" + sha256("weights") + "  model.pkl\n";
    assertThat(known)
        .containsEntry("code commit", "3f2a91c")
        .containsEntry("seed", "42")
        .containsEntry("prompt version", "p7")
        .containsEntry("run", run)
        .containsEntry("data version", "")
        .containsEntry("training profile", "bellwether/training.csv")
        .containsEntry("artifact hash", sha256(listing));
    assertThat(known.get("signature")).contains("income");
    assertThat(version.at("/artifact/files").asInt()).isEqualTo(2);
    assertThat(json("/v1/models/credit/versions/1", service.token())).isEqualTo(version);
  }

  private static void artifacts(ActiveRun run) throws Exception {
    JsonNode list =
        json(
            "/api/2.0/mlflow/artifacts/list?run_id=" + run.getId() + "&path=model",
            service.token());
    assertThat(list.toString())
        .contains("\"root_uri\":\"" + run.getArtifactUri() + "\"")
        .contains("{\"path\":\"model/model.pkl\",\"is_dir\":false,\"file_size\":\"7\"}");
    String file = FILES + run.getArtifactUri().replaceFirst("mlflow-artifacts:/", "");
    HttpResponse<String> part =
        send("GET", file + "/model/model.pkl", service.token(), new byte[0], "Range", "bytes=2-4");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("igh");
    HttpResponse<String> changed =
        send("PUT", file + "/model/model.pkl", service.token(), bytes("other"));
    assertThat(changed.statusCode()).isEqualTo(409);
    assertThat(changed.body()).contains("RESOURCE_CONFLICT").contains("version 1 of credit");
    assertThat(send("DELETE", file + "/model", service.token(), new byte[0]).statusCode())
        .isEqualTo(409);
    assertThat(send("GET", file + "/model/model.pkl", service.token(), new byte[0]).body())
        .isEqualTo("weights");
  }

  @Test
  void trainingDataThatCannotBeReadAreNamedOnTheVersion() throws Exception {
    try (MlflowClient client = client(service.token())) {
      Service.RunInfo run = client.createRun();
      client.sendPost("registered-models/create", "{\"name\":\"odd\"}");
      client.sendPost(
          "model-versions/create",
          "{\"name\":\"odd\",\"source\":\"s3://b/m\",\"run_id\":\"%s\"}".formatted(run.getRunId()));
      upload(run.getArtifactUri(), "bellwether/profile.bin", "no profile");
      String problem = "";
      for (int i = 0; i < 600 && problem.isEmpty(); i++) {
        Thread.sleep(100);
        problem =
            json("/v1/models/odd/versions/1", service.token())
                .path("tags")
                .path("bellwether.training.problem")
                .asString("");
      }
      assertThat(problem).isNotBlank();
      assertThat(json("/v1/models/odd/versions/1", service.token()).get("artifact").isNull())
          .isTrue();
    }
  }

  @Test
  void aTokenIsTakenAsThePasswordOfBasicAuthentication() throws IOException {
    try (MlflowClient client =
        new MlflowClient(
            new BasicMlflowHostCreds(service.uri("").toString(), "anybody", service.token()))) {
      assertThat(client.getExperiment("0").getName()).isEqualTo("Default");
    }
    try (MlflowClient client =
        new MlflowClient(
            new BasicMlflowHostCreds(service.uri("").toString(), "anybody", "wrong"))) {
      assertThatThrownBy(() -> client.getExperiment("0"))
          .isInstanceOfSatisfying(
              MlflowHttpException.class,
              e -> {
                assertThat(e.getStatusCode()).isEqualTo(401);
                assertThat(e.getBodyMessage()).contains("UNAUTHENTICATED");
              });
    }
  }

  @Test
  void aModelOfTheServiceIsOneOfMlflow() throws Exception {
    send(
        "POST",
        "/v1/models",
        service.token(),
        bytes("{\"name\":\"churn\",\"owner\":\"ann\"}"),
        "Content-Type",
        "application/json");
    try (MlflowClient client = client(service.token())) {
      assertThat(client.getRegisteredModel("churn").getUserId()).isEqualTo("ann");
      assertThatThrownBy(() -> client.sendPost("registered-models/create", "{\"name\":\"churn\"}"))
          .hasMessageContaining("RESOURCE_ALREADY_EXISTS");
    }
  }

  @Test
  void aRefusedCallIsSentThreeTimesAndRecordedOnce() throws Exception {
    String scientist =
        service.token("lab", Role.DATA_SCIENTIST, EnumSet.of(Scope.INGEST, Scope.READ));
    try (Relay relay = new Relay(service.uri(""), null);
        MlflowClient client =
            new MlflowClient(new BasicMlflowHostCreds(relay.uri().toString(), scientist))) {
      assertThatThrownBy(
              () -> client.sendPost("registered-models/create", "{\"name\":\"forbidden\"}"))
          .isInstanceOfSatisfying(
              MlflowHttpException.class, e -> assertThat(e.getStatusCode()).isEqualTo(403));
      assertThat(relay.requests()).hasSize(3);
    }
    assertThat(
            service.bean(AuditLog.class).before(Long.MAX_VALUE, 1_000).stream()
                .filter(e -> e.entry().action().equals("call.refused"))
                .filter(e -> String.valueOf(e.entry().after()).contains("forbidden")))
        .hasSize(1);
  }

  @Test
  void whatBelongsToAUnitStaysInIt() throws Exception {
    String lab = service.token("lab", Role.DATA_SCIENTIST, EnumSet.of(Scope.INGEST, Scope.READ));
    String shop = service.token("shop", Role.MODEL_OWNER, EnumSet.of(Scope.INGEST, Scope.READ));
    try (MlflowClient mine = client(lab);
        MlflowClient others = client(shop)) {
      String experiment = mine.createExperiment("of the lab");
      String run = mine.createRun(experiment).getRunId();
      String path = FILES + experiment + "/" + run + "/artifacts/secret.txt";
      assertThat(send("PUT", path, lab, bytes("s")).statusCode()).isEqualTo(200);

      assertThat(send("GET", path, shop, new byte[0]).statusCode()).isEqualTo(403);
      assertThat(send("PUT", path, shop, bytes("t")).statusCode()).isEqualTo(403);
      assertThatThrownBy(() -> others.getRun(run)).hasMessageContaining("PERMISSION_DENIED");
      assertThatThrownBy(() -> others.logMetric(run, "auc", 1))
          .hasMessageContaining("PERMISSION_DENIED");
      assertThat(search(others, experiment, "").getItems()).isEmpty();
      assertThat(others.searchExperiments().getItems())
          .extracting(Service.Experiment::getName)
          .doesNotContain("of the lab");
      assertThat(search(mine, experiment, "").getItems()).hasSize(1);
    }
  }

  private static RunsPage search(MlflowClient client, String experiment, String filter) {
    return client.searchRuns(
        List.of(experiment), filter, Service.ViewType.ACTIVE_ONLY, 3, List.of("metrics.auc DESC"));
  }

  @Test
  void pagesOfRunsFollowEachOther() {
    try (MlflowClient client = client(service.token())) {
      String experiment = client.createExperiment("pages");
      for (int i = 0; i < 5; i++) {
        String run = client.createRun(experiment).getRunId();
        client.logMetric(run, "auc", i / 10.0);
      }
      RunsPage page = search(client, experiment, "metrics.auc >= 0.1");
      assertThat(page.getItems())
          .extracting(r -> r.getData().getMetrics(0).getValue())
          .containsExactly(0.4, 0.3, 0.2);
      assertThat(page.getNextPage().getItems())
          .extracting(r -> r.getData().getMetrics(0).getValue())
          .containsExactly(0.1);
      assertThatThrownBy(() -> search(client, experiment, "metrics.auc maybe 1"))
          .hasMessageContaining("INVALID_PARAMETER_VALUE")
          .hasMessageContaining("maybe");
    }
  }

  @Test
  void aPathOutOfTheArtifactsOrAFileTooLargeIsRefused() throws Exception {
    try (MlflowClient client = client(service.token())) {
      String root = client.createRun().getArtifactUri().replaceFirst("mlflow-artifacts:/", "");
      for (String path :
          List.of(
              FILES + root + "/../../../../audit.head",
              FILES + root + "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/audit.head",
              FILES + root + "/..%2f..%2faudit.head",
              FILES + root + "/a%5c..%5cb",
              FILES + "../audit.head",
              FILES + "0/.arriving/artifacts/x")) {
        assertThat(send("PUT", path, service.token(), bytes("x")).statusCode())
            .as(path)
            .isBetween(400, 499);
        assertThat(send("GET", path, service.token(), new byte[0]).statusCode())
            .as(path)
            .isBetween(400, 499);
      }
      assertThat(
              send(
                      "GET",
                      "/api/2.0/mlflow-artifacts/artifacts?path=0/../../",
                      service.token(),
                      new byte[0])
                  .statusCode())
          .isEqualTo(400);
      HttpResponse<String> large =
          send("PUT", FILES + root + "/large.bin", service.token(), new byte[(1 << 20) + 1]);
      assertThat(large.statusCode()).isEqualTo(413);
      assertThat(large.body()).contains("registry.artifact-mib");
      HttpRequest unsaid =
          HttpRequest.newBuilder(service.uri(FILES + root + "/large.bin"))
              .header("Authorization", "Bearer " + service.token())
              .PUT(
                  HttpRequest.BodyPublishers.ofInputStream(
                      () -> new java.io.ByteArrayInputStream(new byte[(1 << 20) + 1])))
              .build();
      assertThat(HTTP.send(unsaid, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(413);
      assertThat(
              send("GET", FILES + root + "/large.bin", service.token(), new byte[0]).statusCode())
          .isEqualTo(404);
      assertThat(
              send(
                      "POST",
                      "/api/2.0/mlflow-artifacts/mpu/create/" + root + "/x",
                      service.token(),
                      bytes("{}"))
                  .body())
          .contains("Multipart upload is not supported for the current artifact repository");
      assertThat(send("POST", "/api/2.0/mlflow/traces", service.token(), bytes("{}")).body())
          .contains("ENDPOINT_NOT_FOUND");
    }
  }
}
