package org.bellwether.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SplittableRandom;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The watch from outside: events in, windows and findings out. */
class WatchApiTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path data = Path.of("");

  private static HttpResponse<String> send(
      RunningService service, String method, String path, String type, String body)
      throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(service.uri(path).toString()))
            .header("Authorization", "Bearer " + service.token())
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode get(RunningService service, String path) throws Exception {
    HttpResponse<String> answer = send(service, "GET", path, "application/json", "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  private static String training() {
    StringBuilder csv = new StringBuilder("id,income,sex,defaulted,p\n");
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 3_000; i++) {
      double p = random.nextDouble();
      csv.append(
          "a%d,%.4f,%s,%s,%.4f%n"
              .formatted(
                  i,
                  50 + 10 * random.nextGaussian(),
                  random.nextBoolean() ? "f" : "m",
                  random.nextDouble() < p ? "yes" : "no",
                  p));
    }
    return csv.toString();
  }

  private static String predictions(Instant hour, double shift) {
    StringBuilder lines = new StringBuilder();
    SplittableRandom random = new SplittableRandom(hour.getEpochSecond());
    for (int i = 0; i < 1_500; i++) {
      lines.append(
          """
          {"id":"%s-%d","model":"credit","version":"7","time":"%s","score":%.4f,"features":{"income":%.4f,"sex":"%s"}}
          """
              .formatted(
                  hour.getEpochSecond(),
                  i,
                  hour.plusSeconds(2L * i),
                  random.nextDouble(),
                  50 + 10 * random.nextGaussian() + shift,
                  random.nextBoolean() ? "f" : "m"));
    }
    return lines.toString();
  }

  @Test
  void judgesAgainstUploadedTrainingData() throws Exception {
    try (RunningService service = new RunningService(data, Map.of())) {
      service
          .bean(Catalog.class)
          .register(Model.named("credit", Model.DEFAULT_UNIT, Instant.now()), "test");
      HttpResponse<String> kept =
          send(
              service,
              "POST",
              "/v1/models/credit/versions/7/baseline?label=defaulted&score=p&positiveLabel=yes&protected=sex",
              "text/csv",
              training());
      assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
      assertThat(get(service, "/v1/models/credit/versions/7/baseline").path("rows").asInt())
          .isEqualTo(3_000);
      Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(6, ChronoUnit.HOURS);
      for (int h = 0; h < 3; h++) {
        HttpResponse<String> answer =
            send(
                service,
                "POST",
                "/v1/predictions",
                "application/x-ndjson",
                predictions(hour.plus(h, ChronoUnit.HOURS), h == 1 ? 9 : 0));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      }

      JsonNode windows = JsonMapper.shared().createArrayNode();
      Instant give = Instant.now().plus(Duration.ofSeconds(60));
      while (windows.size() < 2 && Instant.now().isBefore(give)) {
        Thread.sleep(200);
        windows = get(service, "/v1/models/credit/windows");
      }
      JsonNode shifted = windows.get(windows.size() - 2);
      JsonNode first = windows.get(windows.size() - 1);
      assertThat(first.path("areas").path("DATA").asString()).isEqualTo("OK");
      assertThat(first.path("areas").path("FAIRNESS").asString()).isNotEmpty();
      assertThat(shifted.path("areas").path("DATA").asString()).isEqualTo("CRITICAL");
      JsonNode findings =
          get(
              service,
              "/v1/models/credit/findings?version=7&segment=&from="
                  + hour.plus(1, ChronoUnit.HOURS)
                  + "&to="
                  + hour.plus(2, ChronoUnit.HOURS));
      assertThat(findings.valueStream())
          .extracting(f -> f.path("baseline").asString() + " " + f.at("/finding/column").asString())
          .contains("training income", "recent income");
      JsonNode distributions =
          get(
              service,
              "/v1/models/credit/windows/distributions?version=7&start="
                  + shifted.path("start").asString());
      assertThat(distributions.path("window").toString()).contains("\"income\"");
      assertThat(distributions.path("training").isObject()).isTrue();
      assertThat(send(service, "GET", "/metrics", "text/plain", "").body())
          .containsPattern(
              "bellwether_model_severity\\{area=\"data\",model=\"credit\",version=\"7\"} [023]");
    }
  }

  @Test
  void keepsEveryVersionOfTheSettingsAndRefusesWrongOnes() throws Exception {
    try (RunningService service = new RunningService(data, Map.of())) {
      service
          .bean(Catalog.class)
          .register(Model.named("credit", Model.DEFAULT_UNIT, Instant.now()), "test");
      String path = "/v1/models/credit/monitor";
      assertThat(get(service, path).path("version").asInt()).isZero();
      String yaml =
          "window: 15min\nthresholds:\n  missing-rate:income: {warning: 0.05, critical: 0.2}\n";

      assertThat(
              send(service, "PUT", path + "?reason=short+days", "application/yaml", yaml)
                  .statusCode())
          .isEqualTo(200);
      assertThat(
              send(service, "PUT", path + "?reason=daily", "text/plain", "window: 1d").statusCode())
          .isEqualTo(200);

      JsonNode monitor = get(service, path);
      assertThat(monitor.path("version").asInt()).isEqualTo(2);
      assertThat(monitor.path("history").get(1).path("yaml").asString()).isEqualTo(yaml);
      assertThat(monitor.path("history").get(1).path("reason").asString()).isEqualTo("short days");
      assertThat(get(service, "/v1/audit").toString()).contains("monitor.change");
      assertThat(send(service, "PUT", path, "text/plain", "window: 1d").body())
          .contains("reason is missing");
      assertThat(send(service, "PUT", path + "?reason=x", "text/plain", "windw: 1d").body())
          .contains("line 1", "'windw' is no setting; the nearest is window");
      assertThat(send(service, "PUT", path + "?reason=x", "text/plain", "window: 7min").body())
          .contains("'7min' is no length of a window; there are", "15min");
      assertThat(
              send(service, "PUT", path + "?reason=x", "text/plain", "disabled: [missing-rat]")
                  .body())
          .contains("the nearest is missing-rate");
      assertThat(get(service, path).path("version").asInt()).isEqualTo(2);
    }
  }
}
