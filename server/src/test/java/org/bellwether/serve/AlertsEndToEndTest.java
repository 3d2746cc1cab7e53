package org.bellwether.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.bellwether.access.Caller;
import org.bellwether.access.Role;
import org.bellwether.access.Scope;
import org.bellwether.access.Tokens;
import org.bellwether.notify.Receiver;
import org.bellwether.notify.Receiver.Request;
import org.bellwether.store.Metadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events in, windows close, the right person hears once; then somebody answers over the API. */
class AlertsEndToEndTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int HOURS = 10;
  private static final int ROWS = 600;

  @TempDir private Path data = Path.of("");

  private @Nullable RunningService running;

  private RunningService service() {
    return Objects.requireNonNull(running);
  }

  private JsonNode call(String method, String path, String body, String token, int status)
      throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(service().uri(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode())
        .as(method + " " + path + ": " + answer.body())
        .isEqualTo(status);
    return answer.body().isEmpty()
        ? JsonMapper.shared().createObjectNode()
        : JsonMapper.shared().readTree(answer.body());
  }

  private JsonNode call(String method, String path, String body, int status) throws Exception {
    return call(method, path, body, service().token(), status);
  }

  /** Predictions of the last hours; in the last three the income is in another currency. */
  private void send(Instant end) throws Exception {
    SplittableRandom random = new SplittableRandom(20261125);
    for (int hour = 0; hour < HOURS; hour++) {
      StringBuilder body = new StringBuilder("[");
      Instant start = end.minus(Duration.ofHours(HOURS - hour));
      for (int row = 0; row < ROWS; row++) {
        body.append(row == 0 ? "" : ",")
            .append(
                """
                {"id":"%d-%d","model":"credit","version":"3","time":"%s",\
                "features":{"income":%.2f,"region":"%s"},"score":%.3f}
                """
                    .formatted(
                        hour,
                        row,
                        start.plusMillis(3_600_000L * row / ROWS),
                        (hour < HOURS - 3 ? 1 : 1.6) * (50 + 10 * random.nextGaussian()),
                        random.nextBoolean() ? "north" : "south",
                        random.nextDouble()));
      }
      call("POST", "/v1/predictions", body.append("]").toString(), 200);
    }
  }

  @Test
  void theRightPersonHearsOnce() throws Exception {
    try (Receiver hook = new Receiver(0);
        RunningService started =
            new RunningService(data, Map.of("alerts.private-addresses", "true"))) {
      running = started;
      call("POST", "/v1/models", "{\"name\":\"credit\"}", 201);
      JsonNode channel =
          call(
              "POST",
              "/v1/channels",
              """
              {"name":"team","kind":"webhook","target":"%s","secret":"a key of enough characters"}
              """
                  .formatted(hook.url("/hook")),
              201);
      assertThat(channel.toString()).doesNotContain("enough characters");
      String test = "/v1/channels/" + channel.path("id").asString() + "/test";
      assertThat(call("POST", test, "", 200).path("delivered").asBoolean()).isTrue();
      assertThat(hook.requests("/hook")).hasSize(1);

      send(Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1)));
      Instant heard = awaitAlert(hook);
      Instant judged = judged(heard);
      assertThat(Duration.between(judged, heard)).isLessThan(Duration.ofSeconds(5));

      JsonNode alerts = call("GET", "/v1/alerts?model=credit", "", 200);
      assertThat(alerts).hasSize(1);
      JsonNode alert = alerts.get(0);
      assertThat(alert.path("sentence").asString()).startsWith("credit 3: ").contains("income");
      String path = "/v1/alerts/" + alert.path("id").asString();
      answer(path);
      // Windows that come again, and those that follow, tell nobody twice.
      Thread.sleep(3_000);
      assertThat(raised(hook)).hasSize(1);
      JsonNode whole = call("GET", path, "", 200);
      assertThat(whole.path("alert").path("status").asString()).isEqualTo("acknowledged");
      assertThat(whole.path("deliveries").get(0).path("delivered").isString()).isTrue();
      assertThat(call("GET", "/v1/audit?limit=20", "", 200).toString())
          .contains("alert.acknowledged")
          .contains("channel.create")
          .doesNotContain("enough characters");
    }
  }

  private static List<Request> raised(Receiver hook) {
    return hook.requests("/hook").stream()
        .filter(r -> r.body().contains("\"reason\":\"raised\""))
        .toList();
  }

  private static Instant awaitAlert(Receiver hook) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (raised(hook).isEmpty()) {
      assertThat(System.nanoTime()).as("no alert within two minutes").isLessThan(end);
      Thread.sleep(10);
    }
    return Instant.now();
  }

  /** When the window that raised it was judged: the latest one before the message. */
  private Instant judged(Instant heard) {
    return service()
        .bean(Metadata.class)
        .jdbc()
        .sql("select max(judged) from watched_window where judged <= ?")
        .param(heard.atOffset(java.time.ZoneOffset.UTC))
        .query(java.time.OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private void answer(String path) throws Exception {
    String viewer =
        service()
            .bean(Tokens.class)
            .create("v", Role.VIEWER, Caller.EVERY_UNIT, EnumSet.allOf(Scope.class), null, "test")
            .secret();
    String body = "{\"action\":\"acknowledge\",\"reason\":\"the feed changed its currency\"}";
    call("POST", path, body, viewer, 403);
    assertThat(call("POST", path, "{\"action\":\"acknowledge\"}", 400).path("detail").asString())
        .contains("reason");
    assertThat(call("POST", path, "{\"action\":\"shout\"}", 400).path("detail").asString())
        .contains("must be acknowledge, snooze or assign");
    call("POST", path, "{\"action\":\"assign\",\"to\":\"ann\"}", 200);
    JsonNode answered = call("POST", path, body, 200);
    assertThat(answered.path("answer").asString()).endsWith("the feed changed its currency");
    assertThat(answered.path("assignee").asString()).isEqualTo("ann");
  }
}
