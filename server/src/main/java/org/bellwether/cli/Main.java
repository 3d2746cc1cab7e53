package org.bellwether.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code bellwether}. A new command is a class in this package and a name below. */
@Command(
    name = "bellwether",
    description = "Watches production AI: data, predictions, performance and fairness.",
    mixinStandardHelpOptions = true,
    version = "bellwether 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ServeCommand.class,
      TokenCommand.class,
      AuditCommand.class,
      DoctorCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      EraseCommand.class,
      ImportCommand.class,
      CheckCommand.class,
      SchemaCommand.class,
      ProfileCommand.class,
      DemoCommand.class,
      BenchCommand.class,
      SelftestCommand.class,
    })
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(
        run(
            new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8),
            args));
  }

  /** Runs a command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    try {
      return new CommandLine(new Main())
          .setOut(out)
          .setErr(err)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setUsageHelpAutoWidth(true)
          .setParameterExceptionHandler(Failures::wrongUsage)
          .setExecutionExceptionHandler(Failures::failed)
          .execute(args);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return Failures.internal(e, err);
    } finally {
      out.flush();
      err.flush();
    }
  }
}
