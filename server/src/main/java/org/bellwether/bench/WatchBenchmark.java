package org.bellwether.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bellwether.check.JudgedWindow;
import org.bellwether.event.Event;
import org.bellwether.event.Label;
import org.bellwether.event.NotKeptException;
import org.bellwether.event.Prediction;
import org.bellwether.settings.SettingsReader;
import org.bellwether.store.AuditHead;
import org.bellwether.store.AuditLog;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.Metadata;
import org.bellwether.store.StoreOptions;
import org.bellwether.watch.KpiTable;
import org.bellwether.watch.MonitorTable;
import org.bellwether.watch.TrainingTable;
import org.bellwether.watch.Watch;
import org.bellwether.watch.WindowTable;

/**
 * How long the watch takes to judge one hourly window, from the moment it could close to the
 * verdict on the disk: 20 columns (16 numbers, 4 texts) and 10 segments, against the last healthy
 * windows.
 */
public final class WatchBenchmark {

  private static final String MODEL = "bench";
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final int NUMBERS = 16;
  private static final int TEXTS = 4;
  private static final int SEGMENTS = 10;
  private static final int CHUNK = 2_000;

  private final Path folder;
  private final PrintWriter out;
  private final List<JudgedWindow> heard = new ArrayList<>();
  private final List<Double> processorSeconds = new ArrayList<>();
  private Instant now = START;

  /**
   * A benchmark.
   *
   * @param folder where data is kept meanwhile; it is emptied
   */
  public WatchBenchmark(Path folder, PrintWriter out) {
    this.folder = folder;
    this.out = out;
  }

  /**
   * Measures.
   *
   * @param events of each window
   * @param windows how many, the first of which warm up
   */
  public void run(int events, int windows) throws IOException {
    remove(folder);
    Files.createDirectories(folder);
    try (DuckDbEventStore store =
            DuckDbEventStore.open(folder.resolve("events"), StoreOptions.defaults(), () -> now);
        Metadata metadata =
            Metadata.open(
                SettingsReader.read(
                    Map.of("port", "0", "data", folder.toString()), null, Map.of()))) {
      AuditLog audit = new AuditLog(metadata, new AuditHead(folder), () -> now);
      WindowTable table = new WindowTable(metadata);
      try (Watch watch =
          new Watch(
              store,
              table,
              new MonitorTable(metadata, audit, () -> now),
              new TrainingTable(metadata, audit, table, () -> now),
              new KpiTable(metadata, store.touched(), () -> now),
              folder.resolve("watch"),
              heard::add,
              () -> now)) {
        out.printf(
            Locale.ROOT,
            "%,d events a window, %d columns, %d segments, %d windows%n",
            events,
            NUMBERS + TEXTS,
            SEGMENTS,
            windows);
        measure(store, watch, events, windows);
      }
    } finally {
      remove(folder);
    }
  }

  private void measure(DuckDbEventStore store, Watch watch, int events, int windows)
      throws IOException {
    double[] closing = new double[windows];
    double[] again = new double[windows];
    for (int hour = 0; hour < windows; hour++) {
      Instant start = START.plus(Duration.ofHours(hour));
      now = start.plus(Duration.ofHours(1));
      for (int from = 0; from < events; from += CHUNK) {
        append(store, predictions(start, hour, from, Math.min(events, from + CHUNK), events));
      }
      store.await();
      watch.step();
      now = now.plusSeconds(31);
      closing[hour] = judged(watch);
      for (int from = 0; from < events; from += CHUNK) {
        append(store, labels(hour, from, Math.min(events, from + CHUNK)));
      }
      store.await();
      now = now.plusSeconds(10);
      again[hour] = judged(watch);
      out.printf(
          Locale.ROOT,
          "window %2d: closed in %.3f s, judged again with its labels in %.3f s, %s%n",
          hour + 1,
          closing[hour],
          again[hour],
          heard.get(heard.size() - 1).verdict());
      out.flush();
    }
    int warm = windows / 2;
    double[] processor = processorSeconds.stream().mapToDouble(s -> s).toArray();
    out.printf(
        Locale.ROOT,
        "last %d windows: closing %.3f s (median), %.3f s (worst); again %.3f s, %.3f s%n",
        windows - warm,
        median(closing, warm),
        Arrays.stream(closing).skip(warm).max().orElse(Double.NaN),
        median(again, warm),
        Arrays.stream(again).skip(warm).max().orElse(Double.NaN));
    out.printf(
        Locale.ROOT,
        "processor time of the whole process meanwhile: %.3f s (median of both)%n",
        median(processor, 2 * warm));
    out.flush();
  }

  private static double median(double[] seconds, int from) {
    double[] sorted = Arrays.copyOfRange(seconds, from, seconds.length);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private double judged(Watch watch) throws IOException {
    int before = heard.size();
    long processor = processorNanos();
    long start = System.nanoTime();
    while (watch.step()) {
      // Until nothing is due.
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    processorSeconds.add((processorNanos() - processor) / 1e9);
    if (heard.size() != before + 1) {
      throw new IllegalStateException("judged " + (heard.size() - before) + " windows, not one");
    }
    return seconds;
  }

  private static long processorNanos() {
    return ((com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void append(DuckDbEventStore store, List<? extends Event> events) {
    while (true) {
      try {
        store.append(events);
        return;
      } catch (NotKeptException busy) {
        store.await();
      }
    }
  }

  private static List<Prediction> predictions(
      Instant start, int hour, int from, int to, int events) {
    SplittableRandom random = new SplittableRandom(31L * hour + from);
    List<Prediction> all = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      Prediction.Builder p =
          Prediction.of(hour + "-" + i, MODEL, start.plusNanos(3_600_000_000_000L / events * i))
              .version("1");
      double first = random.nextGaussian();
      p.feature("n0", first);
      for (int c = 1; c < NUMBERS; c++) {
        p.feature("n" + c, 0.3 * first + random.nextGaussian());
      }
      for (int c = 0; c < TEXTS; c++) {
        p.feature("t" + c, "value " + random.nextInt(5 + 20 * c));
      }
      p.segment("region", "r" + random.nextInt(SEGMENTS));
      p.score(score(hour, i));
      all.add(p.build());
    }
    return all;
  }

  private static double score(int hour, int i) {
    return new SplittableRandom(7L * hour + 1_000_003L * i).nextDouble();
  }

  private static List<Label> labels(int hour, int from, int to) {
    List<Label> all = new ArrayList<>(to - from);
    Instant known = START.plus(Duration.ofHours(hour + 1));
    for (int i = from; i < to; i++) {
      boolean positive =
          new SplittableRandom(11L * hour + 999_983L * i).nextDouble() < score(hour, i);
      all.add(new Label(hour + "-" + i, MODEL, positive, known, null));
    }
    return all;
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.sorted(java.util.Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
