package org.bellwether.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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

  @Option(names = "--seed", paramLabel = "S", description = "default: ${DEFAULT-VALUE}")
  private long seed = 20_261_121;

  @Override
  public Integer call() {
    CommandSpec command = java.util.Objects.requireNonNull(spec);
    if (!falseAlarms && !power) {
      throw new ParameterException(
          command.commandLine(), "Say what to test: --false-alarms, --power, or both.");
    }
    PrintWriter out = command.commandLine().getOut();
    boolean failed = falseAlarms && falseAlarms(out);
    if (power) {
      power(out);
    }
    return failed ? 1 : 0;
  }

  private boolean falseAlarms(PrintWriter out) {
    FalseAlarms simulation = FalseAlarms.withDefaults();
    double level = simulation.options().level();
    boolean failed = false;
    out.println(
        "| columns look | rows | columns | checks | runs | warned | share | 95 % interval |");
    out.println("|---|--:|--:|--:|--:|--:|--:|---|");
    for (FalseAlarms.Cell all : fast ? FalseAlarms.fastCells() : FalseAlarms.cells()) {
      if ((long) all.rows() * all.columns() > maxCell) {
        continue;
      }
      FalseAlarms.Cell cell =
          new FalseAlarms.Cell(
              all.shape(), all.rows(), all.columns(), Math.min(maxRuns, all.runs()));
      FalseAlarms.Outcome outcome = simulation.run(cell, seed);
      boolean fails = outcome.fails(level);
      failed |= fails;
      out.printf(
          Locale.ROOT,
          "| %s | %,d | %,d | %,d | %,d | %,d | %.2f %% | %.2f–%.2f %%%s |%n",
          cell.shape(),
          cell.rows(),
          cell.columns(),
          outcome.family(),
          cell.runs(),
          outcome.alarms(),
          100.0 * outcome.alarms() / cell.runs(),
          100 * outcome.interval().low(),
          100 * outcome.interval().high(),
          outcome.byCheck().isEmpty() ? "" : " " + outcome.byCheck() + (fails ? " FAILS" : ""));
      out.flush();
    }
    out.println(
        failed
            ? "Some cells warn of unchanged data in more than 1 % of runs."
            : "No cell warns of unchanged data in more than 1 % of runs.");
    return failed;
  }

  private void power(PrintWriter out) {
    List<FalseAlarms.Cell> cells = DetectionPower.cells(Math.min(maxRuns, fast ? 20 : 100));
    out.println("| columns look | rows | columns | check | KS at 5 % | PSI above 0.2 |");
    out.println("|---|--:|--:|--:|--:|--:|");
    for (FalseAlarms.Cell cell : cells) {
      boolean large = (long) cell.rows() * cell.columns() > (fast ? 1_000 : maxCell);
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
