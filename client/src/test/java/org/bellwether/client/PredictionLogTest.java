package org.bellwether.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Delivery against a real HTTP server with every fault that a network and a busy service have. */
@Timeout(60)
class PredictionLogTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant TIME = Instant.parse("2026-01-05T10:00:00Z");

  private static PredictionLogBuilder to(FaultyService service) {
    return PredictionLog.to(service.uri()).linger(Duration.ofMillis(20));
  }

  private static void predict(PredictionLog log, int from, int to) {
    ModelLog credit = log.model("credit", "3");
    IntStream.range(from, to).forEach(i -> credit.prediction("p-" + i).time(TIME).score(0.5).log());
  }

  private static String line(int i) {
    return "{\"id\":\"p-"
        + i
        + "\",\"model\":\"credit\",\"version\":\"3\",\"score\":0.5,\"time\":\""
        + TIME
        + "\"}";
  }

  private static List<String> lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(PredictionLogTest::line).toList();
  }

  @Test
  void sendsEveryKindToItsEndpointInOrder() throws InterruptedException {
    try (var service = new FaultyService();
        var log = to(service).token("bw_secret").build()) {
      predict(log, 0, 1234);
      ModelLog credit = log.model("credit", "3");
      credit.label("p-1", 1, TIME);
      credit.feedback("p-1", "adopted", true, "ana", null);
      credit.change("threshold", "From 0.5 to 0.6", null);

      assertThat(log.flush(SOON)).isTrue();
      assertThat(service.taken.subList(0, 1000)).isEqualTo(lines(0, 1000));
      assertThat(service.requests)
          .allMatch(request -> "Bearer bw_secret".equals(request.authorization()))
          .allMatch(request -> request.encoding().equals("gzip"))
          .allMatch(request -> request.lines().size() <= 500);
      assertThat(service.requests.stream().map(FaultyService.Request::path).distinct())
          .containsExactlyInAnyOrder(
              "/v1/predictions", "/v1/labels", "/v1/feedback", "/v1/changes");
      assertThat(service.taken)
          .contains("{\"id\":\"p-1\",\"model\":\"credit\",\"time\":\"" + TIME + "\",\"label\":1}");
      assertThat(log.counts()).isEqualTo(new Counts(1237, 1237, 0, Map.of(), 0, null));
    }
  }

  @Test
  void deliversAfterLingerWithoutFlush() throws InterruptedException {
    try (var service = new FaultyService();
        var log = to(service).build()) {
      predict(log, 0, 3);
      while (log.counts().pending() > 0) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertThat(service.taken).isEqualTo(lines(0, 3));
    }
  }

  @Test
  void repeatsWhatFailedUntilItArrives() throws InterruptedException {
    try (var service =
            new FaultyService()
                .then(500, "")
                .thenCut()
                .thenHang()
                .thenHangInBody()
                .then(503, "{\"reason\":\"starting\"}");
        var log = to(service).requestTimeout(Duration.ofSeconds(2)).build()) {
      predict(log, 0, 10);

      assertThat(log.flush(SOON)).isTrue();
      assertThat(service.requests).hasSize(6);
      assertThat(service.taken).isEqualTo(lines(0, 10));
      assertThat(log.counts().sent()).isEqualTo(10);
      assertThat(log.counts().retries()).isEqualTo(5);
      assertThat(log.counts().lastProblem()).isEqualTo("HTTP 503: starting");
    }
  }

  @Test
  void waitsAsLongAsTheServiceAsks() throws InterruptedException {
    try (var service = new FaultyService().thenRetryAfter(429, "1");
        var log = to(service).build()) {
      predict(log, 0, 1);
      long began = System.nanoTime();

      assertThat(log.flush(SOON)).isTrue();
      assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(1_000_000_000L);
      assertThat(service.taken).isEqualTo(lines(0, 1));
    }
  }

  @Test
  void survivesConnectionsThatAreReset() throws Exception {
    try (var closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var log =
            PredictionLog.to("http://localhost:" + closed.getLocalPort())
                .linger(Duration.ZERO)
                .build()) {
      predict(log, 0, 5);
      while (log.counts().retries() < 2) {
        Socket socket = closed.accept();
        socket.setSoLinger(true, 0);
        socket.close();
      }
      assertThat(log.counts().pending()).isEqualTo(5);
      assertThat(log.close(Duration.ofMillis(50))).isFalse();
      assertThat(log.counts().dropped()).isEqualTo(Map.of(DropReason.CLOSED, 5L));
      assertThat(log.counts().pending()).isZero();
    }
  }

  @Test
  void givesUpWhenToldTo() throws InterruptedException {
    try (var service = new FaultyService();
        var log =
            to(service)
                .requestTimeout(Duration.ofMillis(200))
                .giveUpAfter(Duration.ofMillis(700))
                .build()) {
      for (int i = 0; i < 20; i++) {
        service.then(500, "");
      }
      predict(log, 0, 7);

      assertThat(log.flush(SOON)).isTrue();
      assertThat(log.counts().dropped()).isEqualTo(Map.of(DropReason.RETRIES_EXHAUSTED, 7L));
      assertThat(log.counts().pending()).isZero();
    }
  }

  @Test
  void countsWhatTheServiceRefused() throws InterruptedException {
    try (var service =
            new FaultyService()
                .then(
                    200,
                    "{\"accepted\":2,\"duplicates\":1,\"refused\":1,\"refusals\":[{\"line\":2,"
                        + "\"field\":\"score\",\"reason\":\"must be a number\"}]}")
                .then(404, "{\"reason\":\"unknown model\"}")
                .then(401, "");
        var log = to(service).build()) {
      predict(log, 0, 4);
      log.flush(SOON);
      predict(log, 4, 6);
      log.flush(SOON);
      assertThat(log.counts().lastProblem()).isEqualTo("HTTP 404: unknown model");
      predict(log, 6, 7);
      log.flush(SOON);

      assertThat(log.counts().sent()).isEqualTo(3);
      assertThat(log.counts().dropped()).isEqualTo(Map.of(DropReason.REFUSED, 4L));
      assertThat(service.requests).hasSize(3);
    }
  }

  @Test
  void halvesBatchesThatAreTooLarge() throws InterruptedException {
    try (var service = new FaultyService();
        var log = to(service).batchEvents(8).build()) {
      service.then(413, "").then(413, "");
      predict(log, 0, 8);

      assertThat(log.flush(SOON)).isTrue();
      assertThat(service.requests.stream().map(request -> request.lines().size()))
          .containsExactly(8, 4, 2, 2, 4);
      assertThat(service.taken).isEqualTo(lines(0, 8));
    }
  }

  @Test
  void neverWaitsForAServiceThatHangs() throws InterruptedException {
    try (var service = new FaultyService().thenHang();
        var log = to(service).bufferEvents(1000).batchEvents(100).build()) {
      predict(log, 0, 100);
      while (service.requests.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      predict(log, 100, 5000);

      Counts counts = log.counts();
      assertThat(counts.pending()).isEqualTo(1000);
      assertThat(counts.accepted()).isEqualTo(1000);
      assertThat(counts.dropped()).isEqualTo(Map.of(DropReason.BUFFER_FULL, 4000L));
      assertThat(service.requests).hasSize(1);
      assertThat(log.flush(Duration.ofMillis(50))).isFalse();
      assertThat(log.close(Duration.ofMillis(50))).isFalse();
    }
  }

  @Test
  void boundsItsBytes() {
    try (var service = new FaultyService().thenHang();
        var log = to(service).bufferBytes(10_000).build()) {
      ModelLog model = log.model("m", null);
      for (int i = 0; i < 100; i++) {
        model.prediction("p-" + i).text("x".repeat(900)).log();
      }
      assertThat(log.counts().accepted()).isEqualTo(9);
      model.prediction("large").text("x".repeat(11_000)).log();
      assertThat(log.counts().dropped())
          .isEqualTo(Map.of(DropReason.BUFFER_FULL, 91L, DropReason.TOO_LARGE, 1L));
      log.close(Duration.ZERO);
    }
  }

  @Test
  void accountsForEveryEventOfManyThreadsWhileItCloses() throws InterruptedException {
    int threads = 4;
    int each = 20_000;
    try (var service = new FaultyService();
        var log = to(service).bufferEvents(5000).build()) {
      List<Thread> hosts = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int from = t * each;
        hosts.add(new Thread(() -> predict(log, from, from + each)));
      }
      hosts.forEach(Thread::start);
      while (service.taken.size() < 2000) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      log.close(Duration.ofMillis(20));
      for (Thread host : hosts) {
        host.join();
      }

      Counts counts = log.counts();
      assertThat(counts.pending()).isZero();
      assertThat(counts.sent() + counts.droppedTotal()).isEqualTo((long) threads * each);
      // The batch on its way when the log was closed counts as dropped.
      assertThat(counts.sent()).isBetween(1500L, (long) service.taken.size());
      assertThat(service.taken).doesNotHaveDuplicates();
    }
  }

  @Test
  void takesNothingAfterItWasClosed() {
    try (var service = new FaultyService()) {
      PredictionLog log = to(service).build();
      predict(log, 0, 2);
      assertThat(log.close(SOON)).isTrue();
      predict(log, 2, 3);
      assertThat(service.taken).isEqualTo(lines(0, 2));
      assertThat(log.counts())
          .isEqualTo(
              new Counts(
                  2, 2, 0, Map.of(DropReason.CLOSED, 1L), 0, "logged after the log was closed"));
      assertThat(log.close(SOON)).isTrue();
    }
  }

  @Test
  void dropsValuesThatNoEventCanHoldAndNamesThem() throws InterruptedException {
    try (var service = new FaultyService();
        var log = to(service).build()) {
      ModelLog model = log.model("m", null);
      model.prediction("a").score(Double.NaN).log();
      assertThat(log.counts().lastProblem())
          .isEqualTo("prediction a: score must be finite, not NaN");
      model.prediction("b").feature("income", Double.POSITIVE_INFINITY).log();
      assertThat(log.counts().lastProblem())
          .isEqualTo("prediction b: features.income must be finite, not Infinity");
      model.prediction("c").feature("when", new Object()).log();
      assertThat(log.counts().lastProblem())
          .startsWith("prediction c: features.when must be a number, a text, a boolean or null");
      model.label("d", Float.NaN);
      assertThat(log.counts().lastProblem()).isEqualTo("labels: label must be finite, not NaN");
      PredictionEntry twice = model.prediction("e").score(1);
      twice.log();
      twice.log();
      assertThat(log.counts().lastProblem()).isEqualTo("prediction e: was logged before");

      assertThat(log.flush(SOON)).isTrue();
      assertThat(service.taken).hasSize(1);
      assertThat(log.counts().dropped()).isEqualTo(Map.of(DropReason.INVALID, 5L));
    }
  }

  @Test
  void startsBeforeTheServiceDoes() {
    // Port 1 refuses connections.
    try (var log = PredictionLog.to(URI.create("http://localhost:1")).build()) {
      predict(log, 0, 1);
      assertThat(log.close(Duration.ofMillis(300))).isFalse();
      assertThat(log.counts().lastProblem()).contains("closed");
    }
  }

  @Test
  void neverTellsItsToken() throws InterruptedException {
    try (var service = new FaultyService().then(401, "");
        var log = to(service).token("bw_secret").build()) {
      predict(log, 0, 1);
      log.flush(SOON);
      assertThat(log.toString()).contains("with token").doesNotContain("bw_secret");
      assertThat(log.counts().toString()).doesNotContain("bw_secret");
    }
  }
}
