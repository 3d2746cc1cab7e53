package org.bellwether.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bellwether.check.JudgedWindow;
import org.bellwether.event.Label;
import org.bellwether.event.Prediction;
import org.bellwether.settings.Settings;
import org.bellwether.store.AuditHead;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Databases;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.Metadata;
import org.bellwether.store.StoreOptions;

/** A store of events and a watch over it, with a clock of the test's own, and drawn predictions. */
final class WatchedService implements AutoCloseable {

  static final String MODEL = "credit";

  /** A Monday. */
  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private final Path folder;
  final List<JudgedWindow> heard = new ArrayList<>();
  final DuckDbEventStore store;
  final Metadata metadata;
  final WindowTable table;
  final MonitorTable monitors;
  final TrainingTable training;
  final KpiTable kpis;
  final Windows windows;
  Watch watch;
  Instant now = START;
  String deafTo = "";

  WatchedService(Path folder, Databases database) throws IOException {
    this(folder, database.fresh(folder));
  }

  WatchedService(Path folder, Settings settings) throws IOException {
    this.folder = folder;
    InstantSource clock = () -> now;
    store = DuckDbEventStore.open(folder.resolve("events"), StoreOptions.defaults(), clock);
    metadata = Metadata.open(settings);
    AuditLog audit = new AuditLog(metadata, new AuditHead(folder), clock);
    table = new WindowTable(metadata);
    monitors = new MonitorTable(metadata, audit, clock);
    training = new TrainingTable(metadata, audit, table, clock);
    kpis = new KpiTable(metadata, store.touched(), clock);
    windows = new Windows(table, training, folder.resolve("watch"));
    watch = restarted();
  }

  private void hear(JudgedWindow window) {
    if (window.model().equals(deafTo)) {
      throw new IllegalStateException("nobody hears of " + deafTo);
    }
    heard.add(window);
  }

  /** A watch that knows nothing but what is kept. */
  Watch restarted() {
    return new Watch(
        store, table, monitors, training, kpis, folder.resolve("watch"), this::hear, () -> now);
  }

  /** What was appended arrives 31 s before; then the clock goes on, and what is due is judged. */
  void until(Instant moment) {
    store.await();
    now = moment.minusSeconds(31);
    watch.step();
    now = moment;
    while (watch.step()) {
      // There may be more.
    }
  }

  /** What is kept of all windows, oldest first. */
  List<WatchedWindow> kept() {
    return windows.of(MODEL, null, Instant.EPOCH, now.plusSeconds(1), 1_000).reversed();
  }

  /** Predictions of one hour, evenly spread, with scores that mean what they say. */
  static List<Prediction> hour(int hour, int rows, double incomeShift) {
    SplittableRandom random = new SplittableRandom(71L * hour + 3);
    List<Prediction> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      String id = "h" + hour + "-" + i;
      all.add(
          Prediction.of(id, MODEL, START.plusSeconds(3_600L * hour + 3_600L * i / rows))
              .version("1")
              .feature("income", 50 + 10 * random.nextGaussian() + incomeShift)
              .feature("employed", random.nextDouble() < 0.8)
              .segment("region", random.nextBoolean() ? "north" : "south")
              .score(score(id))
              .build());
    }
    return all;
  }

  static double score(String id) {
    return new SplittableRandom(id.hashCode()).nextDouble();
  }

  /** The label that a score's promise draws, or with a flip the opposite. */
  static Label label(String id, Instant time, boolean flipped) {
    boolean positive = new SplittableRandom(31L * id.hashCode()).nextDouble() < score(id);
    return new Label(id, MODEL, positive != flipped, time, null);
  }

  static Instant at(int hour) {
    return START.plus(Duration.ofHours(hour));
  }

  @Override
  public void close() {
    watch.close();
    store.close();
    metadata.close();
  }
}
