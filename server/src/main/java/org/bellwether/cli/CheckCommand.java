package org.bellwether.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.bellwether.check.Check;
import org.bellwether.check.CheckResult;
import org.bellwether.files.DuckDb;
import org.bellwether.files.KnownColumns;
import org.bellwether.files.ReadOptions;
import org.bellwether.files.TableReader;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Severity;
import org.bellwether.profile.ProfileOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether a table has gone wrong, compared with another. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Says whether the current table has gone wrong, compared with the reference.")
final class CheckCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "REFERENCE", description = "The table compared with.")
  String reference = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CURRENT",
      description = "The table judged; none with --training.")
  @Nullable String current;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "Exit with 1 when the verdict is unknown, warning or critical, or worse.")
  @Nullable Severity failOn;

  @Mixin InputFlags input = new InputFlags();
  @Mixin MemoryFlags memory = new MemoryFlags();
  @Mixin LearnerFlags learner = new LearnerFlags();
  @Mixin TrainingTable training = new TrainingTable();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    training.require(spec.commandLine(), current);
    if (current == null && !training.wanted) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "name two tables, or one table with --training");
    }
    CompletableFuture<DuckDb> opening = CompletableFuture.supplyAsync(DuckDb::open);
    CheckResult result;
    try (ProgressBar progress = ProgressBar.onTerminal(err, false)) {
      ReadOptions options = input.options(progress);
      try (DuckDb duckDb = opening.join()) {
        result = run(duckDb, options, err);
      }
    }
    out.println(result.headline());
    for (Finding finding : result.findings()) {
      if (finding.severity() != Severity.OK) {
        out.println(finding.severity() + "  " + finding.message());
      }
    }
    boolean failed = failOn != null && result.verdict().atLeast(failOn);
    return failed ? ExitCode.VERDICT : ExitCode.FINE;
  }

  private CheckResult run(DuckDb duckDb, ReadOptions options, PrintWriter err) {
    if (training.wanted) {
      return training.check(reference, duckDb, options, memory, learner, err);
    }
    TableReader before = TableReader.open(reference, duckDb, options);
    TableReader now =
        TableReader.open(
            Objects.requireNonNull(current), duckDb, options.withLike(before.schema()));
    new KnownColumns(List.of(before.schema(), now.schema())).require(options);
    ProfileOptions exactness = memory.profileOptions(List.of(before, now), err);
    ProfiledTable old = ProfiledTable.read(before, exactness);
    ProfiledTable fresh = ProfiledTable.read(now, exactness.withLayout(old.profile().layout()));
    return learner
        .addTo(Check.withDefaults())
        .run(old.summary(), old.profile(), fresh.summary(), fresh.profile());
  }
}
