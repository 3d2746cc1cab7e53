package org.bellwether.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.bellwether.event.EventStore.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files sent to a running service. */
class TableUploadTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private RunningService service;

  @BeforeEach
  void start() {
    service =
        new RunningService(
            folder.resolve("data"),
            Map.of("ingest.auto-register", "true", "ingest.table-size", "1"));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private Path parquet(String select) throws Exception {
    Path file = folder.resolve("table.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
    }
    return file;
  }

  private HttpResponse<String> send(String path, byte[] body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(service.uri(path))
            .header("Authorization", "Bearer " + service.token())
            .header("Content-Type", "application/vnd.apache.parquet")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String path, Path file) throws Exception {
    return send(path, Files.readAllBytes(file));
  }

  @Test
  void everyKindOfColumnBecomesItsField() throws Exception {
    Path file =
        parquet(
            """
            SELECT 'p-' || i AS id, TIMESTAMPTZ '2026-01-05 12:00:00+02' + to_seconds(i) AS time,
              3 AS version, 0.25::FLOAT AS score, 'yes' AS prediction, i::DOUBLE AS subject,
              12 AS "latencyMs", 1.5::DECIMAL(9, 2) AS income, CASE i WHEN 1 THEN 'nan'::DOUBLE ELSE i END AS age,
              i % 2 = 0 AS member, DATE '2025-12-24' AS since, 'EU' AS region, 'gold' AS "segments.tier",
              {'a': 1, 'b': {'c': 'x'}} AS home, {'no': 0.75, 'yes': 0.25} AS scores,
              MAP {'income': 0.5} AS attributions, [0.5::FLOAT, 1] AS embedding,
              170141183460469231731687303715884105727::HUGEINT AS huge, 'note' AS note
            FROM range(3000) t(i)
            """);

    HttpResponse<String> answer =
        send("/v1/predictions?model=credit&segment=region&ignore=note", file);

    assertThat(answer.body())
        .isEqualTo("{\"accepted\":3000,\"duplicates\":0,\"refused\":0,\"reasons\":[]}");
    Recorded found = Objects.requireNonNull(service.find("credit", "p-2999"));
    assertThat(found.prediction().time()).isEqualTo(Instant.parse("2026-01-05T10:49:59Z"));
    assertThat(found.prediction().version()).isEqualTo("3");
    assertThat(found.prediction().score()).isEqualTo(0.25);
    assertThat(found.prediction().prediction()).isEqualTo("yes");
    assertThat(found.prediction().subject()).isEqualTo("2999");
    assertThat(found.prediction().latencyMs()).isEqualTo(12.0);
    assertThat(found.prediction().segments()).isEqualTo(Map.of("region", "EU", "tier", "gold"));
    assertThat(found.prediction().scores()).isEqualTo(Map.of("no", 0.75, "yes", 0.25));
    assertThat(found.prediction().attributions()).isEqualTo(Map.of("income", 0.5));
    assertThat(found.prediction().embedding()).containsExactly(0.5f, 1f);
    assertThat(found.prediction().features())
        .isEqualTo(
            Map.of(
                "income", 1.5,
                "age", 2999.0,
                "member", false,
                "since", "2025-12-24",
                "home.a", 1.0,
                "home.b.c", "x",
                "huge", 1.7014118346046923e38));
    assertThat(Objects.requireNonNull(service.find("credit", "p-1")).prediction().features())
        .as("NaN is missing")
        .doesNotContainKey("age");
    assertThat(send("/v1/predictions?model=credit&segment=region&ignore=note", file).body())
        .as("a broken upload is simply sent again")
        .contains("\"accepted\":0,\"duplicates\":3000");
    assertThat(folder.resolve("data/uploads")).isEmptyDirectory();
  }

  @Test
  void labelsComeAfterTheirPredictionsAndWrongRowsAreNamed() throws Exception {
    Path file =
        parquet(
            """
            SELECT CASE WHEN i = 4999 THEN NULL ELSE i END AS nr,
              CASE WHEN i = 2500 THEN 'yesterday' ELSE '2026-01-05 10:00:00' END AS at,
              i / 5000.0 AS p, CASE WHEN i % 10 = 0 THEN i % 20 END AS outcome,
              TIMESTAMP '2026-03-01 00:00:00' AS known, 'x' AS text
            FROM range(5000) t(i)
            """);

    HttpResponse<String> answer =
        send(
            "/v1/predictions?model=credit&id=nr&time=at&score=p&label=outcome&labelTime=known"
                + "&feature=text",
            file);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"accepted\":5498,\"duplicates\":0,\"refused\":2")
        .contains("\"line\":2501,\"field\":\"time\"", "and is 'yesterday'")
        .contains("\"line\":5000,\"field\":\"id\",\"reason\":\"is missing\"");
    Recorded found = Objects.requireNonNull(service.find("credit", "10"));
    assertThat(found.prediction().time()).isEqualTo(Instant.parse("2026-01-05T10:00:00Z"));
    assertThat(found.prediction().features()).isEqualTo(Map.of("text", "x"));
    assertThat(found.labels())
        .singleElement()
        .satisfies(label -> {
          assertThat(label.label()).isEqualTo(10.0);
          assertThat(label.time()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        });
    assertThat(Objects.requireNonNull(service.find("credit", "11")).labels()).isEmpty();
  }

  @Test
  void labelsAndFeedbackHaveTablesOfTheirOwn() throws Exception {
    send("/v1/predictions?model=m", parquet("SELECT 'a' AS id, now() AS time, 1 AS x"));
    assertThat(
            send(
                    "/v1/labels?model=m&label=y",
                    parquet("SELECT 'a' AS id, now() AS time, true AS y"))
                .body())
        .contains("\"accepted\":1");
    assertThat(
            send(
                    "/v1/feedback",
                    parquet(
                        "SELECT 'a' AS id, 'm' AS model, now() AS time, 'rating' AS kind, 4 AS value"))
                .body())
        .contains("\"accepted\":1");
    Recorded found = Objects.requireNonNull(service.find("m", "a"));
    assertThat(found.labels()).hasSize(1);
    assertThat(found.feedback()).hasSize(1);
  }

  @Test
  void whatCannotBeReadIsSaid() throws Exception {
    Path file = parquet("SELECT i AS nr, now() AS time, [i] AS list FROM range(60000) t(i)");
    assertThat(send("/v1/predictions?model=m", file).body())
        .contains("there is no column 'id': say id=COLUMN. The columns are nr, time, list");
    assertThat(send("/v1/predictions?model=m&id=no", file).body())
        .contains("id=no: there is no such column");
    assertThat(send("/v1/predictions?model=m&id=nr", file).body())
        .contains("column 'list' is a list", "ignore=list");
    assertThat(send("/v1/predictions?nodel=m&id=nr", file).body())
        .contains("'nodel' is no option of a table");
    assertThat(send("/v1/changes", file).body()).contains("changes are sent as JSON");
    byte[] whole = Files.readAllBytes(file);
    HttpResponse<String> cut =
        send("/v1/predictions?model=m&id=nr&ignore=list", Arrays.copyOf(whole, whole.length / 2));
    assertThat(cut.statusCode()).isEqualTo(400);
    assertThat(cut.body()).contains("the Parquet file is cut off or damaged");
    assertThat(
            send(
                    "/v1/predictions?model=m",
                    "id,time".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .body())
        .contains("this is not a Parquet file");
    HttpResponse<String> large = send("/v1/predictions?model=m", new byte[(1 << 20) + 1]);
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).contains("ingest.table-size");
    assertThat(folder.resolve("data/uploads")).isEmptyDirectory();
  }
}
