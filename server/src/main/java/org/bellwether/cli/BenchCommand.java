package org.bellwether.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.bellwether.bench.CheckBenchmark;
import org.bellwether.bench.TableSize;
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
    String home = System.getProperty("bellwether.home");
    CommandSpec command = Objects.requireNonNull(spec);
    if (home == null || !Files.isExecutable(Path.of(home, "bellwether"))) {
      throw new CommandLine.ParameterException(
          command.commandLine(), "bench measures the launcher: run it as ./bellwether bench check");
    }
    PrintWriter out = command.commandLine().getOut();
    CheckBenchmark benchmark =
        new CheckBenchmark(Path.of(home), folder.toAbsolutePath().normalize(), out);
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
}
