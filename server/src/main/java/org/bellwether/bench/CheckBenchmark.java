package org.bellwether.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bellwether.bench.BenchTables.Format;
import org.jspecify.annotations.Nullable;

/**
 * Measures the whole check beside what a user would run instead, each as a process of its own, in
 * one run, in seconds of processor time.
 */
public final class CheckBenchmark {

  private static final String PACKAGES = "import numpy, pandas, scipy, sklearn";

  private final Path home;
  private final Path folder;
  private final PrintWriter out;

  /**
   * A benchmark.
   *
   * @param home folder of the launcher and of scripts
   * @param folder where the tables are made, and kept for the next run
   * @param out where the figures are printed
   */
  public CheckBenchmark(Path home, Path folder, PrintWriter out) {
    this.home = home;
    this.folder = folder;
    this.out = out;
  }

  /**
   * Measures one size and prints a line for each job.
   *
   * @return whether the exact statistics are those of the baseline, or there was no baseline
   */
  public boolean run(TableSize size) throws IOException, InterruptedException, SQLException {
    BenchTables tables = new BenchTables(size, folder);
    out.printf(Locale.ROOT, "%s + %s rows: making the tables%n", size.name(), size.name());
    out.flush();
    tables.make();
    out.println("| job | CPU s | wall s | peak memory | rows/s (wall) |");
    out.println("|---|---|---|---|---|");
    ProcessMeter.Cost csv = measure(size, "check CSV", check(tables, Format.CSV, null));
    Path result = folder.resolve("exact_" + size.name() + ".json");
    ProcessMeter.Cost exact = measure(size, "check CSV --exact", check(tables, Format.CSV, result));
    ProcessMeter.Cost parquet = measure(size, "check Parquet", check(tables, Format.PARQUET, null));
    measure(size, "DuckDB scan with deciles, CSV", scan(tables, Format.CSV));
    ProcessMeter.Cost scan =
        measure(size, "DuckDB scan with deciles, Parquet", scan(tables, Format.PARQUET));
    ratio("check Parquet / DuckDB scan", parquet, scan);
    String python = python();
    if (python == null) {
      out.println("left out: np_baseline.py (no python3 with pandas, scipy and scikit-learn)");
      return true;
    }
    ProcessMeter.Cost baseline =
        measure(
            size,
            "np_baseline.py, CSV",
            List.of(
                python,
                home.resolve("scripts/np_baseline.py").toString(),
                tables.reference(Format.CSV).toString(),
                tables.current(Format.CSV).toString()));
    ratio("np_baseline.py / check CSV", baseline, csv);
    ratio("np_baseline.py / check CSV --exact", baseline, exact);
    Map<String, Map<String, String>> expected = BaselineOutput.parse(baseline.output());
    ExactComparison.Outcome outcome = ExactComparison.compare(expected, result);
    out.printf(
        Locale.ROOT,
        "exact statistics against np_baseline.py: %d values, %d differ%n",
        outcome.compared(),
        outcome.differences().size());
    outcome.differences().forEach(line -> out.println("  " + line));
    out.flush();
    return outcome.differences().isEmpty();
  }

  private ProcessMeter.Cost measure(TableSize size, String job, List<String> command)
      throws IOException, InterruptedException {
    ProcessMeter.Cost cost = ProcessMeter.run(command);
    if (cost.exitCode() > 1) {
      throw new IOException(
          job + " ended with code " + cost.exitCode() + ":\n" + cost.output().strip());
    }
    out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %s | %,.0f |%n",
        job,
        cost.cpuSeconds(),
        cost.wallSeconds(),
        ProcessMeter.megabytes(cost.peakBytes()),
        2 * size.rows() / cost.wallSeconds());
    out.flush();
    return cost;
  }

  private void ratio(String what, ProcessMeter.Cost numerator, ProcessMeter.Cost denominator) {
    out.printf(
        Locale.ROOT, "%s: %.2f (CPU)%n", what, numerator.cpuSeconds() / denominator.cpuSeconds());
  }

  private List<String> check(BenchTables tables, Format format, @Nullable Path exactResult) {
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("bellwether").toString(),
                "check",
                tables.reference(format).toString(),
                tables.current(format).toString(),
                "--task",
                "binary",
                "--label",
                "label",
                "--score",
                "score",
                "--segment",
                "c0"));
    if (exactResult != null) {
      command.addAll(List.of("--exact", "--all", "--json", exactResult.toString()));
    }
    return command;
  }

  private List<String> scan(BenchTables tables, Format format) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        QuantileScan.class.getName(),
        tables.reference(format).toString(),
        tables.current(format).toString());
  }

  private static @Nullable String python() throws IOException, InterruptedException {
    for (String candidate : List.of("python3", "/usr/bin/python3")) {
      if (ProcessMeter.works(candidate, "-c", PACKAGES)) {
        return candidate;
      }
    }
    return null;
  }
}
