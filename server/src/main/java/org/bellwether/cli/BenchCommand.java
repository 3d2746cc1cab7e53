package org.bellwether.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.bellwether.bench.CheckBenchmark;
import org.bellwether.bench.ServeBenchmark;
import org.bellwether.bench.TableSize;
import org.bellwether.bench.WatchBenchmark;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellwether bench}: how fast, beside what a user would run instead. */
@Command(name = "bench", description = "Measure the speed of Bellwether on this machine.")
final class BenchCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "check",
      description = {
        "Measure the whole check, CPU seconds and peak memory, as processes of their own,",
        "beside a DuckDB scan and a hand-written pandas script."
      },
      mixinStandardHelpOptions = true)
  int check(
      @Parameters(
              paramLabel = "SIZE",
              arity = "0..*",
              description = "Rows of each table, such as 10k, 1M or 10M (default: 10k 1M).")
          @Nullable List<String> sizes,
      @Option(
              names = "--folder",
              paramLabel = "FOLDER",
              defaultValue = "bench-data",
              description = "Where the tables are made and kept (default: ${DEFAULT-VALUE}).")
          Path folder)
      throws Exception {
    CommandSpec command = Objects.requireNonNull(spec);
    Path home = launcher("check");
    PrintWriter out = command.commandLine().getOut();
    CheckBenchmark benchmark = new CheckBenchmark(home, folder.toAbsolutePath().normalize(), out);
    List<String> wanted = sizes == null || sizes.isEmpty() ? List.of("10k", "1M") : sizes;
    boolean agrees = true;
    try {
      for (TableSize size : wanted.stream().map(TableSize::parse).toList()) {
        agrees &= benchmark.run(size);
      }
    } catch (IllegalArgumentException wrong) {
      throw new CommandLine.ParameterException(command.commandLine(), wrong.getMessage());
    }
    out.flush();
    return agrees ? 0 : 1;
  }

  @Command(
      name = "serve",
      description = {
        "Measure the running service: batches of events, labels, single events at a constant rate,",
        "client and server on this machine."
      },
      mixinStandardHelpOptions = true)
  int serve(
      @Option(
              names = "--events",
              paramLabel = "NUMBER",
              defaultValue = "10000000",
              description = "Events to store first (default: ${DEFAULT-VALUE}).")
          long events,
      @Option(
              names = "--rate",
              paramLabel = "NUMBER",
              defaultValue = "8000",
              description = "Single events a second (default: ${DEFAULT-VALUE}).")
          int rate,
      @Option(
              names = "--seconds",
              paramLabel = "NUMBER",
              defaultValue = "30",
              description = "How long to send single events (default: ${DEFAULT-VALUE}).")
          int seconds,
      @Option(
              names = "--folder",
              paramLabel = "FOLDER",
              defaultValue = "bench-data/serve",
              description = "Where the data is kept meanwhile (default: ${DEFAULT-VALUE}).")
          Path folder)
      throws Exception {
    CommandSpec command = Objects.requireNonNull(spec);
    new ServeBenchmark(
            launcher("serve"),
            folder.toAbsolutePath().normalize(),
            command.commandLine().getOut(),
            Clock.systemUTC())
        .run(events, rate, seconds);
    return ExitCode.FINE;
  }

  @Command(
      name = "watch",
      description = {
        "Measure how long the watch takes to judge an hourly window of 20 columns and 10 segments,",
        "when it closes and again when its labels have come."
      },
      mixinStandardHelpOptions = true)
  int watch(
      @Option(
              names = "--events",
              paramLabel = "NUMBER",
              defaultValue = "100000",
              description = "Events of a window (default: ${DEFAULT-VALUE}).")
          int events,
      @Option(
              names = "--windows",
              paramLabel = "NUMBER",
              defaultValue = "12",
              description = "Windows to judge (default: ${DEFAULT-VALUE}).")
          int windows,
      @Option(
              names = "--folder",
              paramLabel = "FOLDER",
              defaultValue = "bench-data/watch",
              description = "Where the data is kept meanwhile (default: ${DEFAULT-VALUE}).")
          Path folder)
      throws Exception {
    new WatchBenchmark(
            folder.toAbsolutePath().normalize(),
            Objects.requireNonNull(spec).commandLine().getOut())
        .run(events, windows);
    return ExitCode.FINE;
  }

  private Path launcher(String what) {
    String home = System.getProperty("bellwether.home");
    if (home == null || !Files.isExecutable(Path.of(home, "bellwether"))) {
      throw new CommandLine.ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "bench measures the launcher: run it as ./bellwether bench " + what);
    }
    return Path.of(home);
  }
}
