package org.bellwether.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bellwether.access.OperatorKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service that runs on a data folder, commanded with the secret it left there. */
final class RunningService {

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final OperatorKey.Control control;

  private RunningService(OperatorKey.Control control) {
    this.control = control;
  }

  /** The service that runs on the folder; empty if none answers. */
  static Optional<RunningService> of(Path data) {
    Optional<OperatorKey.Control> control = OperatorKey.read(data);
    if (control.isEmpty()) {
      return Optional.empty();
    }
    RunningService service = new RunningService(control.get());
    try {
      return service.send("GET", "/v1/me", "application/json", null).statusCode() == 200
          ? Optional.of(service)
          : Optional.empty();
    } catch (IOException e) {
      // A service that was killed leaves its file behind.
      return Optional.empty();
    }
  }

  /**
   * Sends a request.
   *
   * @param body to send as JSON, {@code null} for none
   * @return the answer, a missing node where it has no body
   * @throws ServiceAnswerException if the service refuses
   */
  JsonNode ask(String method, String path, @Nullable Object body) {
    return ask(
        method,
        path,
        "application/json",
        body == null ? null : JsonMapper.shared().writeValueAsString(body));
  }

  /**
   * Sends a request of another type.
   *
   * @param text to send, {@code null} for none
   * @return the answer, a missing node where it has no body
   * @throws ServiceAnswerException if the service refuses
   */
  JsonNode ask(String method, String path, String type, @Nullable String text) {
    try {
      HttpResponse<String> answer = send(method, path, type, text);
      JsonNode json = JsonMapper.shared().readTree(answer.body());
      if (answer.statusCode() / 100 != 2) {
        throw new ServiceAnswerException(json.path("detail").asString(answer.body()));
      }
      return json;
    } catch (IOException e) {
      throw new ServiceAnswerException("the running service did not answer: " + e);
    }
  }

  private HttpResponse<String> send(String method, String path, String type, @Nullable String text)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + control.secret())
            .header("Content-Type", type)
            .method(
                method,
                text == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(text))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
