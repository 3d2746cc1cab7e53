package org.bellwether.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bellwether.check.DetectionPower;
import org.bellwether.check.FalseAlarms;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures by simulation what a verdict is worth. */
@Command(
    name = "selftest",
    description = "Simulates tables to show how often the check warns, and what it finds.",
    mixinStandardHelpOptions = true)
final class SelftestCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--false-alarms",
      description = "how often it warns of unchanged data; fails above 1 %%")
  private boolean falseAlarms;

  @Option(names = "--power", description = "the smallest shift that it finds 9 times in 10")
  private boolean power;

  @Option(
      names = "--healthy-years",
      paramLabel = "N",
      description = "how often the stream detector alarms in N years of hourly windows")
  private int healthyYears;

  @Option(
      names = "--alert-years",
      paramLabel = "N",
      description = "how often people are told of anything in N such years, with every check")
  private int alertYears;

  @Option(
      names = "--window-rows",
      paramLabel = "N",
      description = "mean rows of those windows (default: ${DEFAULT-VALUE})")
  private int windowRows = 200;

  @Option(names = "--fast", description = "a few small tables only")
  private boolean fast;

  @Option(
      names = "--max-runs",
      paramLabel = "N",
      description = "at most so many runs a cell (default: 2,000, and 300 of the largest)")
  private int maxRuns = Integer.MAX_VALUE;

  @Option(
      names = "--max-cell",
      paramLabel = "VALUES",
      description = "leave out cells with more rows x columns than this")
  private long maxCell = Long.MAX_VALUE;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "keep the table of false alarms there; cells that it holds are not run again")
  private @Nullable Path file;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "runs at a time (default: ${DEFAULT-VALUE})")
  private int threads = 1;

  @Option(names = "--seed", paramLabel = "S", description = "default: ${DEFAULT-VALUE}")
  private long seed = 20_261_121;

  @Override
  public Integer call() {
    CommandSpec command = java.util.Objects.requireNonNull(spec);
    if (!falseAlarms && !power && healthyYears == 0 && alertYears == 0) {
      throw new ParameterException(
          command.commandLine(),
          "Say what to test: --false-alarms, --power, --healthy-years, --alert-years, or several.");
    }
    if (threads < 1 || maxRuns < 1 || healthyYears < 0 || alertYears < 0 || windowRows < 1) {
      throw new ParameterException(
          command.commandLine(),
          "--threads, --max-runs, --healthy-years, --alert-years and --window-rows must be at"
              + " least 1.");
    }
    PrintWriter out = command.commandLine().getOut();
    boolean failed = falseAlarms && falseAlarms(out);
    if (power) {
      power(out);
    }
    if (healthyYears > 0) {
      failed |= new HealthyYearsTable(windowRows, seed, threads, fast).print(healthyYears, out);
    }
    if (alertYears > 0) {
      failed |= new HealthyYearsTable(windowRows, seed, threads, fast).alerts(alertYears, out);
    }
    return failed ? 1 : 0;
  }

  private boolean falseAlarms(PrintWriter out) {
    FalseAlarms simulation = FalseAlarms.withDefaults();
    FalseAlarmTable table = new FalseAlarmTable(out, file, seed, simulation.options().level());
    boolean failed = false;
    for (FalseAlarms.Cell cell : fast ? FalseAlarms.fastCells() : FalseAlarms.cells()) {
      if (cell.values() <= maxCell) {
        failed |= table.add(cell.atMost(maxRuns), c -> simulate(simulation, c));
      }
    }
    out.println(
        failed
            ? "Some cells warn of unchanged data in more than 1 % of runs."
            : "No cell warns of unchanged data in more than 1 % of runs.");
    return failed;
  }

  /** The runs of a cell on some threads: each has its own seed, so their order does not matter. */
  private FalseAlarms.Outcome simulate(FalseAlarms simulation, FalseAlarms.Cell cell) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<CompletableFuture<FalseAlarms.Run>> runs =
          IntStream.range(0, cell.runs())
              .mapToObj(
                  run -> CompletableFuture.supplyAsync(() -> simulation.run(cell, seed, run), pool))
              .toList();
      return FalseAlarms.Outcome.of(cell, runs.stream().map(CompletableFuture::join).toList());
    }
  }

  private void power(PrintWriter out) {
    List<FalseAlarms.Cell> cells = DetectionPower.cells(Math.min(maxRuns, fast ? 20 : 100));
    out.println("| columns look | rows | columns | check | KS at 5 % | PSI above 0.2 |");
    out.println("|---|--:|--:|--:|--:|--:|");
    for (FalseAlarms.Cell cell : cells) {
      boolean large = cell.values() > (fast ? 1_000 : maxCell);
      if (!large) {
        DetectionPower.Outcome outcome = DetectionPower.withDefaults().run(cell, seed);
        out.printf(
            Locale.ROOT,
            "| %s | %,d | %,d | %s | %s | %s |%n",
            cell.shape(),
            cell.rows(),
            cell.columns(),
            shift(outcome.check()),
            shift(outcome.kolmogorovSmirnov()),
            shift(outcome.stabilityIndex()));
        out.flush();
      }
    }
  }

  private static String shift(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return Double.isInfinite(value) ? "none" : String.format(Locale.ROOT, "%.2f", value);
  }
}
