package org.bellwether.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bellwether.access.Caller;
import org.bellwether.access.Endpoint;
import org.bellwether.access.Endpoints;
import org.bellwether.access.Role;
import org.bellwether.access.Scope;
import org.bellwether.access.Tokens;
import org.bellwether.serve.Server;
import org.bellwether.settings.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description at /openapi.json is complete, valid, and true of what the service answers. */
class OpenApiTest {

  @TempDir static Path data;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static ConfigurableApplicationContext context;
  private static String token = "";
  private static JsonNode document = JsonMapper.shared().createObjectNode();

  @BeforeAll
  static void start() throws Exception {
    context = Server.start(Settings.of(0, data));
    token =
        context
            .getBean(Tokens.class)
            .create("t", Role.ADMIN, Caller.EVERY_UNIT, EnumSet.allOf(Scope.class), null, "test")
            .secret();
    document = JsonMapper.shared().readTree(send("GET", "/openapi.json", "").body());
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + Server.port(context) + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void everyEndpointOfTheApiIsDescribedWithItsRoles() {
    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    described.add(
                        operation.getKey().toUpperCase(java.util.Locale.ROOT)
                            + " "
                            + path.getKey())));
    Set<String> wanted = new TreeSet<>();
    for (Endpoint endpoint : Endpoints.TABLE) {
      if (OpenApiController.describes(endpoint)) {
        wanted.add(endpoint.method() + " " + OpenApiController.path(endpoint));
      }
    }
    assertThat(described).isEqualTo(wanted);
    assertThat(document.at("/paths/~1v1~1tokens/post/x-roles").toString()).isEqualTo("[\"admin\"]");
  }

  @Test
  void everyOperationSaysWhatItAnswersAndEveryReferenceIsThere() {
    JsonNode bodies = OpenApiController.bodies();
    Set<String> operations = new TreeSet<>();
    bodies.path("operations").propertyNames().forEach(operations::add);
    Set<String> rows = new TreeSet<>();
    Endpoints.TABLE.stream()
        .filter(OpenApiController::describes)
        .forEach(row -> rows.add(row.method() + " " + row.path()));
    assertThat(operations).as("operations of openapi.json against the table").isEqualTo(rows);

    assertThat(document.path("openapi").asString()).startsWith("3.1");
    assertThat(document.path("info").path("title").isString()).isTrue();
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asString().substring(1)).isMissingNode())
          .as(reference.asString())
          .isFalse();
    }
    for (JsonNode path : document.path("paths")) {
      for (JsonNode operation : path) {
        assertThat(operation.path("responses").size()).isGreaterThanOrEqualTo(2);
      }
    }
  }

  @Test
  void answersAreAsDescribed() throws Exception {
    check("POST", "/v1/units", "{\"name\":\"retail\"}", "/v1/units");
    check(
        "POST",
        "/v1/models",
        "{\"name\":\"credit\",\"unit\":\"retail\",\"retentionDays\":30,\"privacy\":{\"text\":\"NONE\"}}",
        "/v1/models");
    check("PUT", "/v1/models/credit", "{\"owner\":\"ann\"}", "/v1/models/{model}");
    check(
        "POST",
        "/v1/users",
        "{\"login\":\"ann\",\"password\":\"correct horse battery\",\"grants\":{\"retail\":\"viewer\"}}",
        "/v1/users");
    check("PUT", "/v1/users/ann", "{\"active\":false}", "/v1/users/{login}");
    check("DELETE", "/v1/subjects/s-1", "", "/v1/subjects/{subject}");
    check("POST", "/v1/retention", "", "/v1/retention");
    check(
        "POST",
        "/v1/channels",
        "{\"name\":\"mail\",\"kind\":\"email\",\"target\":\"ann@example.org\"}",
        "/v1/channels");
    check(
        "POST",
        "/v1/calendar",
        "{\"name\":\"sale\",\"type\":\"promotion\",\"start\":\"2026-11-27T00:00:00Z\",\"end\":\"2026-11-28T00:00:00Z\"}",
        "/v1/calendar");
    check("POST", "/v1/tokens", "{\"name\":\"ci\",\"role\":\"viewer\"}", "/v1/tokens");
    for (String path :
        List.of(
            "/health",
            "/ready",
            "/v1/me",
            "/v1/models",
            "/v1/units",
            "/v1/users",
            "/v1/tokens",
            "/v1/audit",
            "/v1/audit/verify",
            "/v1/alerts",
            "/v1/channels",
            "/v1/deliveries",
            "/v1/calendar",
            "/v1/erasures",
            "/v1/backups")) {
      check("GET", path, "", path);
    }
    check("GET", "/v1/models/credit", "", "/v1/models/{model}");
  }

  @Test
  void errorsAreProblemsThatNameTheField() throws Exception {
    for (var wrong :
        Map.of(
                "{\"name\":\"x\"}", "field role is missing",
                "{\"name\":\"x\",\"role\":\"boss\"}", "no role 'boss'",
                "{\"name\":7,\"role\":[]}", "role",
                "{", "not valid JSON",
                "", "send one JSON object",
                "{\"name\":\"x\",\"role\":\"viewer\",\"rol\":1}", "rol")
            .entrySet()) {
      HttpResponse<String> answer = send("POST", "/v1/tokens", wrong.getKey());
      assertThat(answer.statusCode()).as(wrong.getKey()).isEqualTo(400);
      assertThat(answer.body()).as(wrong.getKey()).contains(wrong.getValue());
      validate(answer.body(), "#/components/schemas/Problem");
    }
  }

  private static void check(String method, String path, String body, String template)
      throws Exception {
    HttpResponse<String> answer = send(method, path, body);
    JsonNode responses =
        document
            .path("paths")
            .path(template)
            .path(method.toLowerCase(java.util.Locale.ROOT))
            .path("responses");
    assertThat(responses.has(String.valueOf(answer.statusCode())))
        .as(method + " " + path + ": " + answer.statusCode() + " " + answer.body())
        .isTrue();
    JsonNode content = responses.path(String.valueOf(answer.statusCode())).path("content");
    if (content.has("application/json")) {
      validate(answer.body(), content.path("application/json").path("schema"));
    }
  }

  private static void validate(String body, String reference) {
    validate(body, JsonMapper.shared().createObjectNode().put("$ref", reference));
  }

  private static void validate(String body, JsonNode schema) {
    tools.jackson.databind.node.ObjectNode whole = JsonMapper.shared().createObjectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", document.path("components"));
    JsonSchema validator =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole.toString());
    Set<ValidationMessage> messages =
        validator.validate(body, com.networknt.schema.InputFormat.JSON);
    assertThat(messages).as(body).isEmpty();
  }
}
