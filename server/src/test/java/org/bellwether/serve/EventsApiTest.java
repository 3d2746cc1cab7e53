package org.bellwether.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API over a real socket. */
class EventsApiTest {

  private static final String PREDICTION =
      """
      {"id":"%s","model":"credit","version":"3","time":"2026-01-05T10:00:00Z",\
      "features":{"income":1200.5,"region":"EU"},"score":0.83,"prediction":"approve","latencyMs":12}\
      """;

  @TempDir private static Path folder = Path.of("");
  private static @Nullable RunningService service;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    service = new RunningService(folder, Map.of("ingest.auto-register", "true"));
  }

  private static RunningService service() {
    return Objects.requireNonNull(service);
  }

  @AfterAll
  static void stop() {
    service().close();
  }

  private static URI uri(String path) {
    return service().uri(path);
  }

  private static HttpResponse<String> post(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + service().token())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return post(path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + service().token())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void keepsWhatItAnswersFor() throws Exception {
    assertThat(post("/v1/predictions", PREDICTION.formatted("a-1")).body())
        .isEqualTo("{\"accepted\":1,\"duplicates\":0,\"refused\":0,\"reasons\":[]}");
    assertThat(post("/v1/predictions", PREDICTION.formatted("a-1")).body())
        .startsWith("{\"accepted\":0,\"duplicates\":1");
    assertThat(
            post(
                    "/v1/labels",
                    "{\"id\":\"a-1\",\"model\":\"credit\",\"label\":1,\"time\":\"2026-03-01T00:00:00Z\"}")
                .body())
        .startsWith("{\"accepted\":1");

    HttpResponse<String> found = get("/v1/predictions/a-1?model=credit");
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body())
        .contains("\"income\":1200.5", "\"latencyMs\":12.0", "\"labels\":[{\"label\":1.0")
        .doesNotContain("null");
    assertThat(get("/v1/models").body()).contains("\"name\":\"credit\"");
  }

  @Test
  void keepsTheGoodLinesAndNamesTheBadOnes() throws Exception {
    String body =
        PREDICTION.formatted("b-1")
            + "\n{\"id\":\"b-2\",\"model\":\"credit\",\"time\":\"yesterday\"}\n\n{broken\n"
            + PREDICTION.formatted("b-3")
            + "\n"
            + PREDICTION.formatted("b-4").replace("1200.5", "\"low\"")
            + "\n"
            + PREDICTION.formatted("b-5").replace("\"score\"", "\"scor\"");
    HttpResponse<String> answer = post("/v1/predictions", body);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"accepted\":2,\"duplicates\":0,\"refused\":4")
        .contains("{\"line\":2,\"field\":\"time\",\"reason\":\"must be a moment")
        .contains("{\"line\":4,\"field\":\"\",\"reason\":\"is no JSON")
        .contains(
            "{\"line\":6,\"field\":\"features.income\",\"reason\":\"is a number in this model")
        .contains("{\"line\":7,\"field\":\"scor\",\"reason\":\"is unknown; the nearest is 'score'");
  }

  @Test
  void readsArraysAndGoesOnAfterABadElement() throws Exception {
    String body =
        "["
            + PREDICTION.formatted("c-1")
            + ",{\"id\":{\"deep\":[{}]},\"features\":{\"x\":1}},7,["
            + "{}],"
            + PREDICTION.formatted("c-2")
            + "]";
    HttpResponse<String> answer = post("/v1/predictions", body);

    assertThat(answer.body())
        .startsWith("{\"accepted\":2,\"duplicates\":0,\"refused\":3")
        .contains("{\"line\":2,\"field\":\"id\"", "{\"line\":3,", "{\"line\":4,");
  }

  @Test
  void readsGzip() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(PREDICTION.formatted("d-1").getBytes(StandardCharsets.UTF_8));
    }

    assertThat(post("/v1/predictions", bytes.toByteArray(), "Content-Encoding", "gzip").body())
        .startsWith("{\"accepted\":1");
    HttpResponse<String> broken =
        post("/v1/predictions", new byte[] {1, 2, 3}, "Content-Encoding", "gzip");
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.body()).contains("gzip");
  }

  @Test
  void refusesWhatItCannotRead() throws Exception {
    HttpResponse<String> cut = post("/v1/predictions", "[{\"id\":\"e\"");
    assertThat(cut.statusCode()).isEqualTo(400);
    assertThat(cut.body()).contains("\"detail\":\"the body is no JSON");
    assertThat(post("/v1/predictions", "").statusCode()).isEqualTo(400);
    assertThat(post("/v1/predictions", "{}").statusCode()).isEqualTo(400);
    assertThat(post("/v1/predictions", new byte[17 << 20]).statusCode()).isEqualTo(413);
    assertThat(get("/v1/predictions/none?model=nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void takesFeedbackAndChanges() throws Exception {
    assertThat(
            post(
                    "/v1/feedback",
                    "{\"id\":\"f\",\"model\":\"credit\",\"kind\":\"rating\",\"value\":4,\"time\":\"2026-03-01T00:00:00+01:00\"}")
                .body())
        .startsWith("{\"accepted\":1");
    assertThat(
            post(
                    "/v1/changes",
                    "{\"id\":\"c\",\"kind\":\"version\",\"time\":\"2026-03-01T00:00:00Z\",\"description\":\"to 4\",\"details\":{\"to\":\"4\"}}")
                .body())
        .startsWith("{\"accepted\":1");
  }
}
