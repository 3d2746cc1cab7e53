package org.bellwether.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.bellwether.files.DuckDb;
import org.bellwether.files.KnownColumns;
import org.bellwether.files.Progress;
import org.bellwether.files.ReadOptions;
import org.bellwether.files.SchemaYaml;
import org.bellwether.files.TableReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Infers a table's schema and writes it as YAML, to be corrected and used with --schema. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Writes the schema of a table as YAML, to correct and use with --schema.")
final class SchemaCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "TABLE", description = "A CSV, Parquet or NDJSON file, a glob, or -.")
  String table = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write it (default: the screen).")
  String output = "-";

  @Mixin InputFlags input = new InputFlags();

  @Override
  public Integer call() {
    ReadOptions options = input.options(Progress.NONE);
    try (DuckDb duckDb = DuckDb.open()) {
      TableReader reader = TableReader.open(table, duckDb, options);
      new KnownColumns(List.of(reader.schema())).require(options);
      OutputFile.write(output, SchemaYaml.write(reader.schema()), spec.commandLine().getOut());
    }
    return ExitCode.FINE;
  }
}
