package org.bellwether.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.bellwether.files.DuckDb;
import org.bellwether.files.KnownColumns;
import org.bellwether.files.ReadOptions;
import org.bellwether.files.TableReader;
import org.bellwether.profile.Profile;
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
    Profile profile = read();
    OutputFile.write(json, profile.toJson(), spec.commandLine().getOut());
    if (bytes != null) {
      OutputFile.write(bytes, profile.toBytes());
    }
    return ExitCode.FINE;
  }

  private Profile read() {
    PrintWriter err = spec.commandLine().getErr();
    try (ProgressBar progress = ProgressBar.onTerminal(err, false);
        DuckDb duckDb = DuckDb.open()) {
      ReadOptions options = input.options(progress);
      TableReader reader = TableReader.open(table, duckDb, options);
      new KnownColumns(List.of(reader.schema())).require(options);
      return ProfiledTable.read(reader, memory.profileOptions(List.of(reader), err)).profile();
    }
  }
}
