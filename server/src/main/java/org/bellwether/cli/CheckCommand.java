package org.bellwether.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.bellwether.check.Check;
import org.bellwether.check.CheckOptions;
import org.bellwether.check.CheckResult;
import org.bellwether.files.DuckDb;
import org.bellwether.files.KnownColumns;
import org.bellwether.files.ReadOptions;
import org.bellwether.files.TableReader;
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
      description = "The table judged; none with --every or --training.")
  @Nullable String current;

  @Option(
      names = "--every",
      paramLabel = "LENGTH",
      converter = WindowLength.Converter.class,
      description = "Cut one table into windows of 1h, 1d, 1w or 10000rows.")
  @Nullable WindowLength every;

  @Option(
      names = "--baseline",
      paramLabel = "BASELINE",
      converter = BaselineChoice.Converter.class,
      description =
          "What windows are compared with: 15000rows, 'until 2026-01-31', 'last 4 windows' or"
              + " seasonal.")
  @Nullable BaselineChoice baseline;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "Exit with 1 when the verdict is unknown, warning or critical, or worse.")
  @Nullable Severity failOn;

  @Mixin InputFlags input = new InputFlags();
  @Mixin MemoryFlags memory = new MemoryFlags();
  @Mixin LearnerFlags learner = new LearnerFlags();
  @Mixin TrainingTable training = new TrainingTable();

  @Mixin JudgeFlags judging = new JudgeFlags();
  @Mixin OutputFlags output = new OutputFlags();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    training.require(spec.commandLine(), current);
    requireTables();
    CheckResult result;
    try (ProgressBar progress = ProgressBar.onTerminal(err, output.quiet);
        DuckDb duckDb = DuckDb.open()) {
      result = run(duckDb, input.options(progress), err);
    }
    output.write(result, out);
    boolean failed = failOn != null && result.verdict().atLeast(failOn);
    return failed ? ExitCode.VERDICT : ExitCode.FINE;
  }

  private void requireTables() {
    boolean windows = every != null || baseline != null;
    if (training.wanted && windows) {
      throw wrong("--training judges one table as a whole: leave --every and --baseline out");
    }
    if (current != null && windows) {
      throw wrong("--every and --baseline cut one table into windows: name one table only");
    }
    if (current == null && !windows && !training.wanted) {
      throw wrong(
          "name two tables, or one table with --every 1d and --baseline 15000rows, or --training");
    }
    if (windows && (every == null || baseline == null)) {
      throw wrong("--every 1d needs --baseline, such as 15000rows or 'until 2026-01-31'");
    }
    if ("-".equals(current) && reference.equals("-")) {
      throw wrong("standard input can be one of the tables only");
    }
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private CheckResult run(DuckDb duckDb, ReadOptions options, PrintWriter err) {
    CheckOptions judged = judging.options(Instant.now());
    if (training.wanted) {
      return training.check(reference, duckDb, options, judged, memory, learner, err);
    }
    TableReader before = TableReader.open(reference, duckDb, options);
    Check check = learner.addTo(Check.withDefaults().with(judged));
    if (every != null && baseline != null) {
      new KnownColumns(List.of(before.schema())).require(options, judging.columns());
      ProfileOptions exactness = memory.profileOptions(List.of(before), err);
      WindowedTable table = WindowedTable.read(before, every, baseline, exactness);
      return check.runWindows(
          table.baselineTable(),
          table.baseline(),
          table.currentTable(),
          table.windows(),
          table.profiles(),
          baseline.policy(every));
    }
    TableReader now =
        TableReader.open(
            Objects.requireNonNull(current), duckDb, options.withLike(before.schema()));
    new KnownColumns(List.of(before.schema(), now.schema())).require(options, judging.columns());
    KnownColumns.requireCommon(before, now);
    ProfileOptions exactness = memory.profileOptions(List.of(before, now), err);
    ProfiledTable old = ProfiledTable.read(before, exactness);
    ProfiledTable fresh = ProfiledTable.read(now, exactness.withLayout(old.profile().layout()));
    return check.run(old.summary(), old.profile(), fresh.summary(), fresh.profile());
  }
}
