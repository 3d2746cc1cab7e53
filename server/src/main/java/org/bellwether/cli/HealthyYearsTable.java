package org.bellwether.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bellwether.alert.HealthyYears;
import org.bellwether.stat.Bounds;
import org.bellwether.stat.Intervals;

/** Alarms of the stream detector a year, and how soon it finds a change, in Markdown. */
final class HealthyYearsTable {

  private static final int WEEK = 168;
  private static final int FAST_WINDOWS = 2 * WEEK;

  private final HealthyYears simulation;
  private final int rows;
  private final long seed;
  private final int threads;
  private final boolean fast;

  HealthyYearsTable(int rows, long seed, int threads, boolean fast) {
    this.simulation = new HealthyYears(rows);
    this.rows = rows;
    this.seed = seed;
    this.threads = threads;
    this.fast = fast;
  }

  /** Prints both tables; whether there were surely more than one alarm a year. */
  boolean print(int years, PrintWriter out) {
    List<HealthyYears.Year> all = each(years, i -> simulation.healthy(seed + i));
    int alarms = all.stream().mapToInt(y -> y.alarms().size()).sum();
    int alarmed = (int) all.stream().filter(y -> !y.alarms().isEmpty()).count();
    double highest = all.stream().mapToDouble(HealthyYears.Year::highest).max().orElse(Double.NaN);
    // Alarms of a detector that is restarted are rare events: Poisson bounds, by way of binomial
    // ones over windows.
    long windows = (long) years * HealthyYears.WINDOWS;
    Bounds bounds = Intervals.clopperPearson(alarms, Math.toIntExact(windows), 0.95);
    out.println(
        "| model-years | windows | rows a window | alarms | a year | 95 % interval |"
            + " years with any | highest evidence of 8,760 |");
    out.println("|--:|--:|--:|--:|--:|---|--:|--:|");
    out.printf(
        Locale.ROOT,
        "| %,d | %,d | %,d | %,d | %.2f | %.2f–%.2f | %,d | %,.0f |%n",
        years,
        windows,
        rows,
        alarms,
        (double) alarms / years,
        bounds.low() * HealthyYears.WINDOWS,
        bounds.high() * HealthyYears.WINDOWS,
        alarmed,
        Math.exp(highest));
    boolean failed = bounds.low() * HealthyYears.WINDOWS > 1;
    out.println();
    out.println(
        failed
            ? "More than one false alarm a model and year."
            : "At most one false alarm a model and year.");
    out.println();
    delays(out);
    return failed;
  }

  /** Prints how often people are told; whether that is surely more than once a year. */
  boolean alerts(int years, PrintWriter out) {
    int windows = fast ? FAST_WINDOWS : HealthyYears.WINDOWS;
    List<HealthyYears.Year> all = each(years, i -> simulation.alerts(seed + i, windows));
    int alerts = all.stream().mapToInt(y -> y.alarms().size()).sum();
    Bounds bounds = Intervals.clopperPearson(alerts, Math.toIntExact((long) years * windows), 0.95);
    out.println("| model-years | windows each | rows a window | alerts | 95 % interval, a year |");
    out.println("|--:|--:|--:|--:|---|");
    out.printf(
        Locale.ROOT,
        "| %,d | %,d | %,d | %,d | %.2f–%.2f |%n",
        years,
        windows,
        rows,
        alerts,
        bounds.low() * HealthyYears.WINDOWS,
        bounds.high() * HealthyYears.WINDOWS);
    out.flush();
    return bounds.low() * HealthyYears.WINDOWS > 1;
  }

  private void delays(PrintWriter out) {
    int streams = fast ? 2 : 20;
    out.println(
        "| shift of one column of six | earlier weeks | streams | found within a week |"
            + " median windows | 9 of 10 within |");
    out.println("|--:|--:|--:|--:|--:|--:|");
    for (int weeks : fast ? new int[] {2} : new int[] {2, 4, 13}) {
      for (double shift : fast ? new double[] {1} : new double[] {0.1, 0.25, 0.5, 1, 2}) {
        int[] delays =
            each(streams, i -> simulation.delay(seed + i, weeks * WEEK, shift, WEEK)).stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        long found = Arrays.stream(delays).filter(d -> d <= WEEK).count();
        out.printf(
            Locale.ROOT,
            "| %s sd | %d | %d | %d | %s | %s |%n",
            shift,
            weeks,
            streams,
            found,
            words(delays[(delays.length - 1) / 2]),
            words(delays[(int) Math.ceil(0.9 * delays.length) - 1]));
        out.flush();
      }
    }
  }

  private static String words(int delay) {
    return delay > WEEK ? "none" : String.valueOf(delay);
  }

  /** Runs on some threads: each has its own seed, so their order does not matter. */
  private <T> List<T> each(int runs, IntFunction<T> run) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<CompletableFuture<T>> all =
          IntStream.range(0, runs)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> run.apply(i), pool))
              .toList();
      return all.stream().map(CompletableFuture::join).toList();
    }
  }
}
