package org.bellwether.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bellwether.check.CheckOptions;
import org.bellwether.check.CheckResult;
import org.bellwether.check.TrainingCheck;
import org.bellwether.files.DuckDb;
import org.bellwether.files.KnownColumns;
import org.bellwether.files.ReadOptions;
import org.bellwether.files.TableReader;
import org.bellwether.quality.DataDictionary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options for a table that a model is to be trained with, and the check of it. */
final class TrainingTable {

  @Option(
      names = "--training",
      description = "Say whether one table, REFERENCE, is fit to train a model.")
  boolean wanted;

  @Option(
      names = "--dictionary",
      paramLabel = "FILE.md",
      description = "With --training: write what each column holds, as Markdown.")
  @Nullable Path dictionary;

  /** Refuses flags that do not go together. */
  void require(CommandLine line, @Nullable String current) {
    if (wanted && current != null) {
      throw new CommandLine.ParameterException(
          line, "--training looks at one table: name one, not also " + current);
    }
    if (dictionary != null && !wanted) {
      throw new CommandLine.ParameterException(
          line, "--dictionary describes a training table: add --training");
    }
  }

  CheckResult check(
      String file,
      DuckDb duckDb,
      ReadOptions options,
      CheckOptions judged,
      MemoryFlags memory,
      LearnerFlags learner,
      PrintWriter err) {
    TableReader reader = TableReader.open(file, duckDb, options);
    new KnownColumns(List.of(reader.schema())).require(options);
    ProfiledTable table = ProfiledTable.read(reader, memory.profileOptions(List.of(reader), err));
    Path target = dictionary;
    if (target != null) {
      OutputFile.write(
          target,
          DataDictionary.markdown(reader.name(), table.profile()).getBytes(StandardCharsets.UTF_8));
    }
    return TrainingCheck.run(
        judged, table.summary(), table.profile(), learner.measure(table.profile()));
  }
}
