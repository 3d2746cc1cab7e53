package org.bellwether.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.Erasures;
import org.bellwether.store.Metadata;
import org.bellwether.store.Restore;
import org.bellwether.store.StoreOptions;
import org.bellwether.store.Tombstone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasure, backup, restore and retention of a running service, over its API. */
class KeepTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SUBJECT = "subject-Q7Z3XW-erase-me";
  private static final double INCOME = 987_654.328125;
  private static final String STREET = "Zanzibar-Street-4711";

  @TempDir private Path folder;
  private Path data;
  private RunningService service;

  @BeforeEach
  void start() {
    data = folder.resolve("data");
    service = new RunningService(data, Map.of("ingest.auto-register", "true"));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private HttpResponse<String> ask(String method, String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(service.uri(path))
            .header("Authorization", "Bearer " + service.token())
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> ok(String method, String path, String body) throws Exception {
    HttpResponse<String> answer = ask(method, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer;
  }

  private static String prediction(
      String id, String time, String subject, double income, String street) {
    return """
    {"id":"%s","model":"credit","time":"%s","subject":"%s","score":0.5,\
    "features":{"income":%s,"street":"%s"}}
    """
        .formatted(id, time, subject, income, street);
  }

  private void send(String prefix, int count, String time) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(
          prediction(prefix + i, time, "other-" + i % 50, 1000 + i, "Main-Street-" + i % 9));
    }
    ok("POST", "/v1/predictions", lines.toString());
  }

  private void sendTheirs() throws Exception {
    ok(
        "POST",
        "/v1/predictions",
        prediction("theirs-1", "2026-01-05T10:00:00Z", SUBJECT, INCOME, STREET)
            + prediction("theirs-2", "2026-01-06T10:00:00Z", SUBJECT, INCOME, STREET));
    ok(
        "POST",
        "/v1/labels",
        "{\"id\":\"theirs-1\",\"model\":\"credit\",\"label\":1,\"time\":\"2026-03-01T00:00:00Z\"}");
    ok(
        "POST",
        "/v1/feedback",
        """
        {"id":"theirs-2","model":"credit","kind":"comment","value":"from %s",\
        "time":"2026-03-01T00:00:00Z"}
        """
            .formatted(STREET));
  }

  /** Files of a folder that hold a trace of the person, as text or as the bytes of a number. */
  private static List<String> traces(Path in) throws IOException {
    List<byte[]> wanted =
        List.of(
            SUBJECT.getBytes(UTF_8),
            STREET.getBytes(UTF_8),
            "theirs-".getBytes(UTF_8),
            String.valueOf(INCOME).getBytes(UTF_8),
            ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(INCOME).array(),
            ByteBuffer.allocate(8).putDouble(INCOME).array());
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(in)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < wanted.size(); i++) {
          if (contains(bytes, wanted.get(i))) {
            found.add(in.relativize(file) + " holds trace " + i);
          }
        }
      }
    }
    return found;
  }

  private static boolean contains(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      int j = 0;
      while (j < wanted.length && bytes[i + j] == wanted[j]) {
        j++;
      }
      if (j == wanted.length) {
        return true;
      }
    }
    return false;
  }

  private void refuseALine() {
    service
        .bean(Metadata.class)
        .jdbc()
        .sql(
            """
            insert into refused_line (received, line, field, reason)
            values (current_timestamp, 1, 'income', ?)
            """)
        .param("{\"subject\":\"" + SUBJECT + "\",\"street\":\"" + STREET + "\"")
        .update();
  }

  private Tombstone finished() throws InterruptedException {
    Erasures erasures = service.bean(Erasures.class);
    Instant until = InstantSource.system().instant().plus(Duration.ofMinutes(2));
    while (erasures.all().getFirst().finished() == null
        && InstantSource.system().instant().isBefore(until)) {
      Thread.sleep(50);
    }
    return erasures.all().getFirst();
  }

  @Test
  void erasesEveryTraceFromEveryFile() throws Exception {
    send("before-", 3_000, "2026-01-05T10:00:00Z");
    sendTheirs();
    refuseALine();
    Path backup = folder.resolve("backup");
    Path older = folder.resolve("older");
    ok("POST", "/v1/backups", "{\"folder\":\"" + backup + "\"}");
    copy(backup, older);
    assertThat(traces(data)).as("the test must see what is there").isNotEmpty();
    assertThat(traces(backup)).isNotEmpty();

    HttpResponse<String> ordered = ok("DELETE", "/v1/subjects/" + SUBJECT, "");

    assertThat(ordered.statusCode()).isEqualTo(202);
    assertThat(ordered.body())
        .contains("\"predictions\":2,\"labels\":1,\"feedback\":1")
        .doesNotContain(SUBJECT);
    assertThat(ask("GET", "/v1/predictions/theirs-1?model=credit", "").statusCode()).isEqualTo(404);
    send("meanwhile-", 500, "2026-01-07T10:00:00Z");
    Tombstone tombstone = finished();
    assertThat(tombstone.finished()).as(tombstone.problem()).isNotNull();
    assertThat(traces(data)).isEmpty();
    assertThat(traces(backup)).isEmpty();
    assertThat(ok("GET", "/v1/audit", "").body())
        .contains("subject.erased", tombstone.subjectHash())
        .doesNotContain(SUBJECT);
    othersAreThere();
    staysOutWhenSentAgain();
    restoresWithout(backup, older, tombstone);
  }

  private void othersAreThere() throws Exception {
    for (String id : List.of("before-0", "before-2999", "meanwhile-0", "meanwhile-499")) {
      assertThat(ask("GET", "/v1/predictions/" + id + "?model=credit", "").statusCode())
          .as(id)
          .isEqualTo(200);
    }
  }

  private void staysOutWhenSentAgain() throws Exception {
    assertThat(
            ok(
                    "POST",
                    "/v1/predictions",
                    prediction("theirs-1", "2026-01-05T10:00:00Z", SUBJECT, INCOME, STREET))
                .body())
        .contains("\"accepted\":0,\"duplicates\":1");
    ok(
        "POST",
        "/v1/labels",
        "{\"id\":\"theirs-2\",\"model\":\"credit\",\"label\":0,\"time\":\"2026-04-01T00:00:00Z\"}");
    assertThat(ask("GET", "/v1/predictions/theirs-2?model=credit", "").statusCode()).isEqualTo(404);
  }

  private void restoresWithout(Path backup, Path older, Tombstone tombstone) throws Exception {
    Path restored = folder.resolve("restored");
    assertThat(Restore.run(backup, restored, List.of(), InstantSource.system()).events())
        .containsEntry("credit", new Restore.EventTotals(3_000, 0, 0));
    assertThat(traces(restored)).isEmpty();

    Path from = folder.resolve("restored-older");
    assertThat(traces(older)).isNotEmpty();
    assertThat(Restore.run(older, from, List.of(tombstone), InstantSource.system()).erased())
        .isEqualTo(tombstone.deleted());
    assertThat(traces(from)).isEmpty();
    assertThat(Restore.erasuresIn(from)).hasSize(1);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  @Test
  void backsUpUnderLoadEverythingAcknowledgedBefore() throws Exception {
    AtomicInteger acknowledged = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    Thread load =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; !stop.get(); i++) {
                try {
                  send("batch-" + i + "-", 200, "2026-01-05T10:00:00Z");
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                acknowledged.set(i + 1);
              }
            });
    while (acknowledged.get() < 10) {
      Thread.sleep(5);
    }
    Path backup = folder.resolve("backup");
    int before = acknowledged.get();
    ok("POST", "/v1/backups", "{\"folder\":\"" + backup + "\"}");
    int after = acknowledged.get();
    stop.set(true);
    load.join();

    assertThat(after).as("events went on being taken").isGreaterThan(before);
    Path restored = folder.resolve("restored");
    Restore.run(backup, restored, List.of(), InstantSource.system());
    try (DuckDbEventStore store =
        DuckDbEventStore.open(
            restored.resolve("events"), StoreOptions.defaults(), InstantSource.system())) {
      for (int i = 0; i < before; i++) {
        for (int j = 0; j < 200; j += 33) {
          String id = "batch-" + i + "-" + j;
          assertThat(store.find("credit", id)).as(id).isNotNull();
        }
      }
    }
  }

  @Test
  void refusesABackupThatIsNotWhole() throws Exception {
    send("p-", 100, "2026-01-05T10:00:00Z");
    Path backup = folder.resolve("backup");
    ok("POST", "/v1/backups", "{\"folder\":\"" + backup + "\"}");
    assertThat(ask("POST", "/v1/backups", "{\"folder\":\"" + backup + "\"}").body())
        .contains("is not empty");
    assertThatThrownBy(() -> Restore.run(backup, data, List.of(), InstantSource.system()))
        .hasMessageContaining("is not empty");

    Path tables = backup.resolve("events/events.duckdb");
    byte[] bytes = Files.readAllBytes(tables);
    bytes[bytes.length / 2] ^= 1;
    Files.write(tables, bytes);
    Files.delete(backup.resolve("events/ids.key"));
    Path to = folder.resolve("to");
    assertThatThrownBy(() -> Restore.run(backup, to, List.of(), InstantSource.system()))
        .hasMessageContaining("events/events.duckdb is not what was written")
        .hasMessageContaining("events/ids.key is missing");
    assertThat(to).doesNotExist();
    assertThatThrownBy(
            () -> Restore.run(folder.resolve("nothing"), to, List.of(), InstantSource.system()))
        .hasMessageContaining("is no backup");
  }

  @Test
  void deletesWhatIsOlderThanItsModelsAge() throws Exception {
    Instant now = InstantSource.system().instant();
    send("old-", 400, now.minus(Duration.ofDays(40)).toString());
    send("older-", 400, now.minus(Duration.ofDays(45)).toString());
    send("young-", 300, now.minus(Duration.ofDays(20)).toString());
    ok(
        "POST",
        "/v1/labels",
        "{\"id\":\"old-1\",\"model\":\"credit\",\"label\":1,\"time\":\"%s\"}"
            .formatted(now.minus(Duration.ofDays(2))));
    assertThat(ok("POST", "/v1/retention", "").body()).isEqualTo("{}");
    ok("PUT", "/v1/models/credit", "{\"retentionDays\":30}");

    assertThat(ok("POST", "/v1/retention?model=credit", "").body())
        .isEqualTo("{\"credit\":{\"predictions\":800,\"labels\":1,\"feedback\":0}}");
    assertThat(ask("GET", "/v1/predictions/old-1?model=credit", "").statusCode()).isEqualTo(404);
    assertThat(ask("GET", "/v1/predictions/young-1?model=credit", "").statusCode()).isEqualTo(200);
    assertThat(ok("GET", "/v1/audit", "").body()).contains("events.expire");
    assertThat(
            ask(
                    "POST",
                    "/v1/predictions",
                    prediction("old-1", now.minus(Duration.ofDays(40)).toString(), "s", 1, "m"))
                .body())
        .as("what is too old is refused, not kept until the next night")
        .contains("\"refused\":1")
        .contains("is older than the 30 days");
  }

  @Test
  void erasesASubjectThatNoPathCanHold() throws Exception {
    ok("POST", "/v1/predictions", prediction("p", "2026-01-05T10:00:00Z", "Jane Doe/7", 1, "m"));

    assertThat(ok("DELETE", "/v1/subjects?subject=Jane%20Doe%2F7&model=credit", "").body())
        .contains("\"predictions\":1");
    assertThat(ask("DELETE", "/v1/subjects?subject=a&model=none", "").statusCode()).isEqualTo(404);
  }
}
