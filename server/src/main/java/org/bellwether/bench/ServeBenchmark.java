package org.bellwether.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Measures the running service under load, client and server on one machine. */
public final class ServeBenchmark {

  private static final String MODEL = "bench";
  private static final int BATCH = 500;
  private static final int SENDERS = 4;
  private static final int SINGLE_CONNECTIONS = 64;
  private static final int LABELS_PER_SECOND = 20_000;
  private static final int LABEL_SECONDS = 10;

  private final Path home;
  private final Path folder;
  private final PrintWriter out;
  private final InstantSource clock;
  private final AtomicLong next = new AtomicLong();

  /**
   * A benchmark.
   *
   * @param home folder of the launcher
   * @param folder where the service's data is kept meanwhile; what was there is deleted
   */
  public ServeBenchmark(Path home, Path folder, PrintWriter out, InstantSource clock) {
    this.home = home;
    this.folder = folder;
    this.out = out;
    this.clock = clock;
  }

  /**
   * Loads events, then labels, then single events at a constant rate, and prints a table.
   *
   * @param events to be stored first, in batches of 500
   * @param rate single events a second, sent at their time whether or not the service keeps up
   * @param seconds of single events
   */
  public void run(long events, int rate, int seconds) throws IOException, InterruptedException {
    delete(folder);
    Files.createDirectories(folder);
    Path data = folder.resolve("data");
    int port = freePort();
    try (ServiceProcess first = ServiceProcess.start(home, data, port)) {
      row("first start to ready", String.format(Locale.ROOT, "%.1f s", first.secondsToReady()));
    }
    try (ServiceProcess service = ServiceProcess.start(home, data, port)) {
      row("start to ready", String.format(Locale.ROOT, "%.1f s", service.secondsToReady()));
      String token = token(data);
      load(service, token, Math.min(events, 200_000), "warm-up");
      ServiceProcess.Usage early =
          load(
              service,
              token,
              Math.max(0, Math.min(events, 2_000_000) - next.get()),
              "up to 2 million");
      ServiceProcess.Usage late =
          load(service, token, Math.max(0, events - next.get()), "the rest");
      row(
          "memory, resident",
          String.format(
              Locale.ROOT,
              "%,d MB, then %,d MB",
              early.residentBytes() >> 20,
              late.residentBytes() >> 20));
      row(
          "memory, without mapped files",
          String.format(
              Locale.ROOT,
              "%,d MB, then %,d MB (%.2f times)",
              early.anonymousBytes() >> 20,
              late.anonymousBytes() >> 20,
              (double) late.anonymousBytes() / Math.max(1, early.anonymousBytes())));
      labels(service, token);
      singles(service, token, rate, seconds);
      load(service, token, Math.min(events, 1_000_000), "on top of " + millions(next.get()));
    }
    try (ServiceProcess again = ServiceProcess.start(home, data, port)) {
      row(
          "start to ready with " + millions(next.get()) + " events",
          String.format(Locale.ROOT, "%.1f s", again.secondsToReady()));
    }
    delete(data);
  }

  private static String millions(long events) {
    return String.format(Locale.ROOT, "%.1f million", events / 1e6);
  }

  private void row(String name, String figures) {
    out.printf(Locale.ROOT, "%-44s %s%n", name, figures);
    out.flush();
  }

  private ServiceProcess.Usage load(ServiceProcess service, String token, long events, String name)
      throws IOException, InterruptedException {
    if (events <= 0) {
      return service.usage();
    }
    ServiceProcess.Usage before = service.usage();
    long began = System.nanoTime();
    AtomicLong left = new AtomicLong(events / BATCH);
    inParallel(
        SENDERS,
        sender -> {
          EventBatch batch = EventBatch.predictions(MODEL, BATCH, sender);
          try (HttpConnection connection = new HttpConnection(service.port(), token)) {
            while (left.getAndDecrement() > 0) {
              byte[] body = batch.renew(next.getAndAdd(BATCH), clock.instant());
              while (connection.post("/v1/predictions", body, body.length).status() == 429) {
                LockSupport.parkNanos(100_000_000);
              }
            }
          }
          return 0L;
        });
    double took = (System.nanoTime() - began) / 1e9;
    awaitTables(service, token);
    double stored = (System.nanoTime() - began) / 1e9;
    ServiceProcess.Usage after = service.usage();
    row(
        "batches of " + BATCH + ", " + name,
        String.format(
            Locale.ROOT,
            "%,.0f events/s answered, %,.0f/s until all are in the tables; %.1f µs of the service's"
                + " processor time each",
            events / took,
            events / stored,
            1e6 * (after.cpuSeconds() - before.cpuSeconds()) / events));
    return after;
  }

  /** A rate that only the log kept up with is none that lasts. */
  private static void awaitTables(ServiceProcess service, String token) throws IOException {
    int status = 503;
    while (status == 503) {
      LockSupport.parkNanos(20_000_000);
      // The service closes a connection behind a 503.
      try (HttpConnection connection = new HttpConnection(service.port(), token)) {
        status = connection.get("/v1/models/" + MODEL + "/profile").status();
      }
    }
  }

  private void labels(ServiceProcess service, String token)
      throws IOException, InterruptedException {
    long total = Math.min(next.get(), (long) LABELS_PER_SECOND * LABEL_SECONDS);
    long first = next.get() - total;
    EventBatch batch = EventBatch.labels(MODEL, BATCH);
    ServiceProcess.Usage before = service.usage();
    long began = System.nanoTime();
    try (HttpConnection connection = new HttpConnection(service.port(), token)) {
      for (long sent = 0; sent < total; sent += BATCH) {
        pause(began + (long) (sent * 1e9 / LABELS_PER_SECOND));
        byte[] body = batch.renew(first + sent, clock.instant());
        connection.post("/v1/labels", body, body.length).require();
      }
      String profile = connection.get("/v1/models/" + MODEL + "/profile").require().body();
      double took = (System.nanoTime() - began) / 1e9;
      row(
          "labels, joined when read",
          String.format(
              Locale.ROOT,
              "%,.0f/s, %.1f µs each; %s of %,d matched",
              total / took,
              1e6 * (service.usage().cpuSeconds() - before.cpuSeconds()) / total,
              profile.replaceAll("(?s).*\"matched\":(\\d+).*", "$1"),
              total));
    }
  }

  private void singles(ServiceProcess service, String token, int rate, int seconds)
      throws IOException, InterruptedException {
    ServiceProcess.Usage before = service.usage();
    int each = rate * seconds / SINGLE_CONNECTIONS;
    long start = System.nanoTime() + 200_000_000;
    long[][] latencies = new long[SINGLE_CONNECTIONS][each];
    AtomicLong failed = new AtomicLong();
    inParallel(
        SINGLE_CONNECTIONS,
        sender -> {
          EventBatch event = EventBatch.predictions(MODEL, 1, sender);
          try (HttpConnection connection = new HttpConnection(service.port(), token)) {
            for (int i = 0; i < each; i++) {
              long intended =
                  start + (long) (((double) i * SINGLE_CONNECTIONS + sender) * 1e9 / rate);
              pause(intended);
              byte[] body = event.renew(next.getAndIncrement(), clock.instant());
              if (connection.post("/v1/predictions", body, body.length).status() != 200) {
                failed.incrementAndGet();
              }
              latencies[sender][i] = System.nanoTime() - intended;
            }
          }
          return 0L;
        });
    double took = (System.nanoTime() - start) / 1e9;
    long[] all = Arrays.stream(latencies).flatMapToLong(Arrays::stream).sorted().toArray();
    row(
        "single events at " + rate + "/s for " + seconds + " s",
        String.format(
            Locale.ROOT,
            "%,.0f/s; p50 %.1f, p99 %.1f, p99.9 %.1f, max %.0f ms; %d failed; %.0f µs each",
            all.length / took,
            all[all.length / 2] / 1e6,
            all[(int) (all.length * 0.99)] / 1e6,
            all[(int) (all.length * 0.999)] / 1e6,
            all[all.length - 1] / 1e6,
            failed.get(),
            1e6 * (service.usage().cpuSeconds() - before.cpuSeconds()) / all.length));
  }

  private static void pause(long until) {
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** What one of several senders does, by its number. */
  @FunctionalInterface
  private interface Sender {
    long send(int number) throws IOException;
  }

  private static void inParallel(int senders, Sender work)
      throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(senders)) {
      List<Callable<Long>> all = new ArrayList<>();
      for (int i = 0; i < senders; i++) {
        int number = i;
        all.add(() -> work.send(number));
      }
      for (Future<Long> one : threads.invokeAll(all)) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private String token(Path data) throws IOException, InterruptedException {
    ProcessMeter.Cost cost =
        ProcessMeter.run(
            List.of(
                home.resolve("bellwether").toString(),
                "token",
                "create",
                "bench",
                "--role",
                "admin",
                "--data",
                data.toString()));
    if (cost.exitCode() != 0) {
      throw new IOException("no token: " + cost.output());
    }
    return cost.output().strip().lines().reduce((a, b) -> b).orElseThrow();
  }

  private static int freePort() throws IOException {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
