package org.bellwether.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code bellwether}. */
@Command(
    name = "bellwether",
    description = "Watches production AI: data, predictions, performance and fairness.",
    mixinStandardHelpOptions = true,
    version = "bellwether 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DemoCommand.class, BenchCommand.class})
public final class Main {

  /** Exit code of an error that is ours, not the user's. */
  static final int INTERNAL_ERROR = 4;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a command and returns its exit code. */
  static int run(String... args) {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler((error, command, parsed) -> {
          command.getErr().println("bellwether: internal error: " + error);
          return INTERNAL_ERROR;
        })
        .execute(args);
  }
}
