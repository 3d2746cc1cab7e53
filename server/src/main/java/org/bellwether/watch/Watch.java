package org.bellwether.watch;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.bellwether.check.JudgedWindow;
import org.bellwether.event.Micros;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.Health;
import org.bellwether.store.WindowRows;
import org.bellwether.store.WindowRows.Counts;
import org.bellwether.watch.WindowTable.Print;
import org.bellwether.watch.WindowTable.Series;
import org.jspecify.annotations.Nullable;

/**
 * Watches every model that has events: judges windows as they close, and again when late
 * predictions, labels or corrections change them. One thread.
 *
 * <p>What has to be judged is told by comparing counts: those of the events with those that a
 * window had when it was judged. Which hours to compare is told by {@link
 * org.bellwether.store.Touched}, and after a start all of them are: so nothing is lost by a crash
 * at any moment.
 */
public final class Watch implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(Watch.class.getName());

  /** Windows of a version that are kept and looked at, the latest. */
  static final int MOST_WINDOWS = 2_400;

  /** Windows of a version whose profiles are kept. */
  private static final int MOST_PROFILES = 1_000;

  /** Versions of one window that are judged by themselves, those with the most rows. */
  private static final int MOST_VERSIONS = 10;

  private static final Duration LATE = Duration.ofSeconds(5);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(30);
  private static final long PAUSE_NANOS = 500_000_000L;

  /** Time for windows that changed before it is seen whether others have closed. */
  private static final Duration SLICE = Duration.ofSeconds(1);

  private final DuckDbEventStore store;
  private final WindowTable table;
  private final MonitorTable monitors;
  private final TrainingTable training;
  private final KpiTable kpis;
  private final ProfileFiles files;
  private final WindowListener listener;
  private final InstantSource clock;
  private final Map<String, WatchedModel> models = new TreeMap<>();
  private volatile boolean stopped;
  private volatile @Nullable String trouble;
  private @Nullable String troubledModel;
  private @Nullable Thread thread;

  /**
   * A watch that has not begun yet.
   *
   * @param folder where profiles of windows are kept
   */
  public Watch(
      DuckDbEventStore store,
      WindowTable table,
      MonitorTable monitors,
      TrainingTable training,
      KpiTable kpis,
      Path folder,
      WindowListener listener,
      InstantSource clock) {
    this.store = store;
    this.table = table;
    this.monitors = monitors;
    this.training = training;
    this.kpis = kpis;
    this.files = new ProfileFiles(folder);
    this.listener = listener;
    this.clock = clock;
    for (String model : store.models()) {
      models.computeIfAbsent(model, WatchedModel::new).lookAtEverything();
    }
  }

  /** Begins to watch. */
  public Watch start() {
    thread = Thread.ofPlatform().name("watch").start(this::run);
    return this;
  }

  private void run() {
    while (!stopped) {
      boolean worked = false;
      try {
        worked = step();
        if ("".equals(troubledModel)) {
          troubledModel = null;
          trouble = null;
        }
      } catch (RuntimeException e) {
        troubledModel = "";
        trouble = "windows are judged later, for now they cannot be: " + e.getMessage();
        LOGGER.log(Level.WARNING, trouble, e);
        LockSupport.parkNanos(AFTER_TROUBLE.toNanos());
      }
      if (!worked && !stopped) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /**
   * Judges what is due: first the windows that have just closed, then for a while those that have
   * changed since. For the watch's own thread, or for who drives a watch that was not begun.
   *
   * @return whether there was anything to do
   */
  public boolean step() {
    Instant now = clock.instant();
    store
        .touched()
        .take()
        .forEach((model, change) ->
            models.computeIfAbsent(model, WatchedModel::new).changed(change, now));
    boolean worked = false;
    for (WatchedModel model : models.values()) {
      if (!model.quiet()) {
        model.retry(now);
        find(model, now);
        worked |= !model.due().isEmpty();
      }
    }
    long end = System.nanoTime() + SLICE.toNanos();
    List<WatchedModel> waiting =
        models.values().stream()
            .filter(m -> !m.due().isEmpty())
            .sorted(Comparator.comparing((WatchedModel m) -> m.due().last()).reversed())
            .toList();
    for (WatchedModel model : waiting) {
      while (!model.due().isEmpty() && !stopped) {
        attempt(model, model.due().first(), now);
        if (System.nanoTime() > end) {
          break;
        }
      }
    }
    return worked;
  }

  /** Judges a window; one that cannot be judged is in nobody's way. */
  private void attempt(WatchedModel model, Instant start, Instant now) {
    try {
      judge(model, start, now);
      model.due().remove(start);
      if (model.name().equals(troubledModel)) {
        troubledModel = null;
        trouble = null;
      }
    } catch (IOException | RuntimeException e) {
      model.failed(start, now.plus(AFTER_TROUBLE));
      troubledModel = model.name();
      trouble =
          "the window of model '%s' that starts at %s cannot be judged and is tried again: %s"
              .formatted(model.name(), start, e.getMessage());
      LOGGER.log(Level.WARNING, trouble, e);
    }
  }

  /** Finds the closed windows of a model that hold something else than when they were judged. */
  private void find(WatchedModel model, Instant now) {
    WindowRows rows = store.rows(model.name());
    if (rows == null) {
      return;
    }
    MonitorSettings settings = monitors.current(model.name()).settings();
    WindowLength length = settings.window();
    if (model.everything()) {
      Instant[] span = rows.span();
      model.lookedAtEverything();
      if (span != null) {
        model.seen(span[1].isAfter(now) ? now : span[1]);
        Instant to = length.start(model.closedUpTo(settings, now));
        Instant from = length.start(span[0]);
        Instant earliest = length.shifted(to, -MOST_WINDOWS);
        // The first window may have lost rows to retention: what was said of it stands.
        compare(model, rows, length, from.isAfter(earliest) ? from : earliest, to, from);
        model.open(to, span[1]);
      }
    }
    List<Instant> taken = model.take(settings, now);
    if (taken.isEmpty()) {
      return;
    }
    Instant to = length.end(taken.get(taken.size() - 1));
    compare(model, rows, length, taken.get(0), to, Instant.MIN);
    model.lateAgain(now.plus(LATE));
  }

  private void compare(
      WatchedModel model,
      WindowRows rows,
      WindowLength length,
      Instant from,
      Instant to,
      Instant truncated) {
    if (!from.isBefore(to)) {
      return;
    }
    Map<Long, Counts> counts =
        rows.counts(
            from, to, length.step(), micros -> Micros.of(length.start(Micros.instant(micros))));
    Map<String, Map<Instant, Print>> prints = new TreeMap<>();
    for (Series series : table.series(model.name())) {
      prints.put(series.version(), table.prints(series.id(), from, to));
    }
    Map<Instant, Long> marks = kpis.marks(model.name(), length, from, to);
    counts.forEach((micros, held) -> {
      Instant start = Micros.instant(micros);
      long mark = marks.getOrDefault(start, 0L);
      for (String version : versions(held)) {
        Map<Instant, Print> known = prints.get(version);
        Print print = known == null ? null : known.get(start);
        boolean expired = print != null && start.equals(truncated) && less(held, version, print);
        if (!expired && differs(held, mark, version, print)) {
          model.due().add(start);
        }
      }
    });
  }

  private static List<String> versions(Counts held) {
    return held.rows().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST_VERSIONS)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean differs(Counts held, long mark, String version, @Nullable Print print) {
    return print == null
        || !print.told()
        || print.rows() != held.rows().getOrDefault(version, 0L)
        || print.labels() != held.labels()
        || print.kpis() != mark;
  }

  private static boolean less(Counts held, String version, Print print) {
    return held.rows().getOrDefault(version, 0L) < print.rows();
  }

  private void judge(WatchedModel model, Instant start, Instant now) throws IOException {
    WindowRows rows = store.rows(model.name());
    if (rows == null) {
      return;
    }
    MonitorTable.Current monitor = monitors.current(model.name());
    WindowLength length = monitor.settings().window();
    Instant end = length.end(start);
    Map<Long, Counts> counts =
        rows.counts(
            start, end, length.step(), micros -> Micros.of(length.start(Micros.instant(micros))));
    Counts held = counts.get(Micros.of(start));
    if (held == null) {
      return;
    }
    long mark = kpis.marks(model.name(), length, start, end).getOrDefault(start, 0L);
    String lead = versions(held).get(0);
    for (String version : versions(held)) {
      long id = table.series(model.name(), version);
      Print print = table.prints(id, start, end).get(start);
      if (differs(held, mark, version, print)) {
        VersionWatch watch =
            model
                .versions()
                .computeIfAbsent(
                    version,
                    v -> new VersionWatch(new Series(id, model.name(), v), table, files, training));
        JudgedWindow judged =
            watch.judge(
                new VersionWatch.Job(
                    rows,
                    monitor,
                    start,
                    end,
                    print == null,
                    print == null ? 1 : print.told() ? print.revision() + 1 : print.revision(),
                    held.rows().getOrDefault(version, 0L),
                    held.labels(),
                    mark,
                    version.equals(lead) ? kpis.inWindow(model.name(), length, start) : Map.of(),
                    now));
        listener.judged(judged);
        table.told(id, start);
        forget(id, length, start, judged);
      }
    }
  }

  /** Once a day of windows, forgets those that are too old. */
  private void forget(long series, WindowLength length, Instant start, JudgedWindow judged)
      throws IOException {
    if (judged.revision() == 1 && judged.window().index() % 24 == 0) {
      table.forgetBefore(series, length.shifted(start, -MOST_WINDOWS));
      files.forgetBefore(series, length.shifted(start, -MOST_PROFILES));
    }
  }

  /** Whether windows are judged as they close. */
  public Health.Report health() {
    String problem = trouble;
    return problem == null
        ? new Health.Report("watch", Health.State.OK, "")
        : new Health.Report("watch", Health.State.DEGRADED, problem);
  }

  @Override
  public void close() {
    stopped = true;
    Thread running = thread;
    if (running != null) {
      LockSupport.unpark(running);
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
