package org.bellwether.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.bellwether.access.OperatorKey;
import org.bellwether.files.EventShape;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends lines of events to a service, again while it is busy or away. */
final class EventSender {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Set<Integer> AGAIN = Set.of(429, 500, 502, 503, 504);
  private static final Set<Integer> REFUSED = Set.of(200, 400, 403, 404, 413);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String url;
  private final String token;

  private EventSender(String url, String token) {
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.token = token;
  }

  /** To the service that runs on a data folder of this machine. */
  static EventSender to(OperatorKey.Control control) {
    return new EventSender("http://127.0.0.1:" + control.port(), control.secret());
  }

  /**
   * To the service at a URL.
   *
   * @param tokenFile holds a token that may send events
   */
  static EventSender to(String url, Path tokenFile) {
    try {
      return new EventSender(url, Files.readString(tokenFile).strip());
    } catch (NoSuchFileException e) {
      throw new ServiceAnswerException(tokenFile + ": there is no such file with a token");
    } catch (IOException e) {
      throw new ServiceAnswerException(tokenFile + " cannot be read: " + e.getMessage());
    }
  }

  /**
   * Sends lines and waits until they are kept.
   *
   * @return the answer, with the counts and reasons
   * @throws ServiceAnswerException if the service does not take them, or does not answer for two
   *     minutes
   */
  JsonNode send(EventShape shape, byte[] ndjson) {
    String path =
        switch (shape) {
          case PREDICTION -> "/v1/predictions";
          case LABEL -> "/v1/labels";
          case FEEDBACK -> "/v1/feedback";
        };
    long end = System.nanoTime() + PATIENCE.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      String problem;
      try {
        HttpResponse<String> answer =
            http.send(request(path, ndjson), HttpResponse.BodyHandlers.ofString());
        if (!AGAIN.contains(answer.statusCode())) {
          return read(answer);
        }
        problem = "answers " + answer.statusCode() + " " + detail(answer);
      } catch (IOException e) {
        problem = "does not answer: " + e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ServiceAnswerException("interrupted; import the file again for the rest");
      }
      if (System.nanoTime() - end > 0) {
        throw new ServiceAnswerException(
            "the service at " + url + " " + problem + ". Import the file again for the rest");
      }
      rest(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
    }
  }

  private HttpRequest request(String path, byte[] ndjson) {
    try {
      return HttpRequest.newBuilder(URI.create(url + path))
          .timeout(Duration.ofMinutes(1))
          .header("Authorization", "Bearer " + token)
          .header("Content-Type", "application/x-ndjson")
          .POST(HttpRequest.BodyPublishers.ofByteArray(ndjson))
          .build();
    } catch (IllegalArgumentException e) {
      throw new ServiceAnswerException("--url " + url + " is no http address: " + e.getMessage());
    }
  }

  private JsonNode read(HttpResponse<String> answer) {
    if (REFUSED.contains(answer.statusCode())) {
      JsonNode json = json(answer);
      if (json != null && json.has("accepted")) {
        if (answer.statusCode() == 403 || answer.statusCode() == 404) {
          throw new ServiceAnswerException(json.path("reasons").path(0).path("reason").asString());
        }
        return json;
      }
    }
    throw new ServiceAnswerException(
        "the service at " + url + " answers " + answer.statusCode() + " " + detail(answer));
  }

  private static @Nullable JsonNode json(HttpResponse<String> answer) {
    try {
      return JsonMapper.shared().readTree(answer.body());
    } catch (tools.jackson.core.JacksonException e) {
      return null;
    }
  }

  private static String detail(HttpResponse<String> answer) {
    JsonNode json = json(answer);
    return json == null ? "" : json.path("detail").asString("");
  }

  private static void rest(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceAnswerException("interrupted; import the file again for the rest");
    }
  }
}
