package org.bellwether.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellwether.access.Endpoint;
import org.bellwether.access.Endpoints;
import org.bellwether.access.Role;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API as OpenAPI 3.1: paths, roles and scopes come from the table of endpoints, bodies from the
 * files {@code openapi.json} and {@code mlflow.json} beside this class.
 */
@RestController
public class OpenApiController {

  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
  private static final String MLFLOW = "/api/2.0/mlflow";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String document = JSON.writeValueAsString(document());

  @GetMapping(value = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  String openApi() {
    return document;
  }

  /** Whether the document describes an endpoint; pages are for people. */
  static boolean describes(Endpoint endpoint) {
    return endpoint.path().startsWith("/v1/")
        || endpoint.path().startsWith(MLFLOW)
        || endpoint.path().matches("/(health|ready|metrics|openapi\\.json)");
  }

  /** A path as the document writes it. */
  static String path(Endpoint endpoint) {
    return endpoint.path().replace("{*", "{");
  }

  /** What requests and answers hold, by method and path of the table. */
  static ObjectNode bodies() {
    ObjectNode bodies = read("openapi.json");
    ObjectNode mlflow = read("mlflow.json");
    bodies.withObjectProperty("operations").setAll((ObjectNode) mlflow.get("operations"));
    bodies
        .withObjectProperty("components")
        .withObjectProperty("schemas")
        .setAll((ObjectNode) mlflow.get("schemas"));
    return bodies;
  }

  private static ObjectNode read(String name) {
    try (InputStream in = OpenApiController.class.getResourceAsStream(name)) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode document() {
    ObjectNode bodies = bodies();
    ObjectNode document = JSON.createObjectNode();
    document.put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Bellwether")
        .put("version", "1")
        .put("description", "What a page shows, and what a page does, with a token.");
    ObjectNode paths = document.putObject("paths");
    for (Endpoint endpoint : Endpoints.TABLE) {
      if (describes(endpoint)) {
        JsonNode body = bodies.path("operations").path(endpoint.method() + " " + endpoint.path());
        paths
            .withObjectProperty(path(endpoint))
            .set(endpoint.method().toLowerCase(java.util.Locale.ROOT), operation(endpoint, body));
      }
    }
    document.set("components", bodies.path("components"));
    return document;
  }

  private static ObjectNode operation(Endpoint endpoint, JsonNode body) {
    ObjectNode operation = JSON.createObjectNode();
    operation.put("summary", endpoint.meaning());
    if (endpoint.scope() == null) {
      operation.putArray("security");
    } else {
      operation.putArray("security").addObject().putArray("token");
      ArrayNode roles = operation.putArray("x-roles");
      endpoint.roles().stream().sorted().map(Role::word).forEach(roles::add);
      operation.put("x-scope", endpoint.scope().word());
    }
    ArrayNode parameters = operation.putArray("parameters");
    Matcher variables = VARIABLE.matcher(path(endpoint));
    while (variables.find()) {
      parameters
          .addObject()
          .put("name", variables.group(1))
          .put("in", "path")
          .put("required", true)
          .putObject("schema")
          .put("type", "string");
    }
    body.path("query")
        .properties()
        .forEach(query ->
            parameters
                .addObject()
                .put("name", query.getKey())
                .put("in", "query")
                .set("schema", query.getValue()));
    if (body.has("request")) {
      ObjectNode request = operation.putObject("requestBody").put("required", true);
      request.set("content", content(body.path("requestTypes"), body.path("request")));
    }
    ObjectNode responses = operation.putObject("responses");
    ObjectNode good =
        responses.putObject(body.path("status").asString("200")).put("description", "As asked for");
    if (body.has("response")) {
      good.set("content", content(body.path("responseTypes"), body.path("response")));
    }
    ObjectNode problem =
        responses.putObject("default").put("description", "What is wrong, and what to do");
    boolean mlflow = endpoint.path().startsWith(MLFLOW);
    problem
        .putObject("content")
        .putObject(mlflow ? "application/json" : "application/problem+json")
        .putObject("schema")
        .put("$ref", "#/components/schemas/" + (mlflow ? "MlflowError" : "Problem"));
    return operation;
  }

  private static ObjectNode content(JsonNode types, JsonNode schema) {
    ObjectNode content = JSON.createObjectNode();
    if (types.isMissingNode()) {
      content.putObject(MediaType.APPLICATION_JSON_VALUE).set("schema", schema);
    }
    types.forEach(type -> content.putObject(type.asString()).set("schema", schema));
    return content;
  }
}
