package org.bellwether.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.bellwether.files.DuckDb;
import org.bellwether.files.KnownColumns;
import org.bellwether.files.ReadOptions;
import org.bellwether.files.TableReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Summarises a table. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = "Summarises a table: counts, quantiles, categories, outcomes.")
final class ProfileCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "TABLE", description = "A CSV, Parquet or NDJSON file, a glob, or -.")
  String table = "";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where to write the summary as JSON (default: the screen).")
  String json = "-";

  @Option(
      names = "--bytes",
      paramLabel = "FILE",
      description = "Where to write the mergeable profile.")
  @Nullable Path bytes;

  @Mixin InputFlags input = new InputFlags();
  @Mixin MemoryFlags memory = new MemoryFlags();

  @Override
  public Integer call() {
    try (ProgressBar progress = ProgressBar.onTerminal(spec.commandLine().getErr(), false);
        DuckDb duckDb = DuckDb.open()) {
      ReadOptions options = input.options(progress);
      TableReader reader = TableReader.open(table, duckDb, options);
      new KnownColumns(List.of(reader.schema())).require(options);
      ProfiledTable profiled =
          ProfiledTable.read(
              reader, memory.profileOptions(List.of(reader), spec.commandLine().getErr()));
      progress.close();
      OutputFile.write(json, profiled.profile().toJson(), spec.commandLine().getOut());
      if (bytes != null) {
        OutputFile.write(bytes, profiled.profile().toBytes());
      }
    }
    return ExitCode.FINE;
  }
}
