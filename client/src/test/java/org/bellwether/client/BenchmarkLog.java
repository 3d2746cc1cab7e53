package org.bellwether.client;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What logging one prediction of 20 features costs the host's thread: at a pace that is delivered,
 * and while the buffer is full because nobody answers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BenchmarkLog {

  private static final String[] NAMES = new String[20];

  static {
    for (int i = 0; i < NAMES.length; i++) {
      NAMES[i] = "feature_" + i;
    }
  }

  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private final HttpServer service;
  private final PredictionLog open;
  private final PredictionLog full;
  private final ModelLog delivered;
  private final ModelLog refused;
  private long next;

  /** Starts a service that takes everything at once. */
  public BenchmarkLog() {
    try {
      service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    service.setExecutor(threads);
    service.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    service.start();
    open = PredictionLog.to("http://localhost:" + service.getAddress().getPort()).build();
    full = PredictionLog.to("http://localhost:1").bufferEvents(1).build();
    delivered = open.model("credit", "3");
    refused = full.model("credit", "3");
    predict(refused, 0);
  }

  @TearDown
  public void stop() {
    System.out.println(open.counts());
    open.close(Duration.ofSeconds(10));
    full.close(Duration.ZERO);
    service.stop(0);
    threads.shutdown();
  }

  private static void predict(ModelLog model, long id) {
    PredictionEntry entry = model.prediction("p-" + id).score(0.83).prediction("approve");
    for (int i = 0; i < NAMES.length - 1; i++) {
      entry.feature(NAMES[i], (id % 1000) * 0.5 + i);
    }
    entry.feature(NAMES[NAMES.length - 1], "EU").latencyMs(12).log();
  }

  @Benchmark
  public void logged() {
    predict(delivered, next++);
  }

  @Benchmark
  public void bufferFull() {
    predict(refused, next++);
  }
}
