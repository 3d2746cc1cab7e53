package org.bellwether.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.bellwether.files.UnreadableTableException;
import org.bellwether.files.WrongSettingException;
import org.bellwether.settings.InvalidSettingException;
import org.bellwether.store.MetadataException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Turns exceptions into one line for the user and an exit code; stack traces go to a log file. */
final class Failures {

  private Failures() {}

  static int wrongUsage(CommandLine.ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("bellwether: " + e.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println(
          "Run '"
              + e.getCommandLine().getCommandSpec().qualifiedName()
              + " --help' for the options.");
    }
    return ExitCode.WRONG_USAGE;
  }

  static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (e instanceof CompletionException && e.getCause() instanceof Exception cause) {
      return failed(cause, command, parsed);
    }
    return switch (e) {
      case CommandLine.ParameterException wrong -> wrongUsage(wrong, new String[0]);
      case UnreadableTableException unreadable -> {
        err.println("bellwether: " + unreadable.getMessage());
        yield ExitCode.UNREADABLE_DATA;
      }
      case WrongSettingException wrong -> {
        err.println("bellwether: " + wrong.getMessage());
        yield ExitCode.WRONG_USAGE;
      }
      case InvalidSettingException wrong -> {
        err.println("bellwether: " + wrong.getMessage());
        yield ExitCode.WRONG_USAGE;
      }
      case MetadataException unusable -> {
        err.println("bellwether: " + unusable.getMessage());
        yield ExitCode.UNREADABLE_DATA;
      }
      case ServiceAnswerException refused -> {
        err.println("bellwether: " + refused.getMessage());
        yield ExitCode.WRONG_USAGE;
      }
      case UncheckedIOException temporary -> {
        err.println(
            "bellwether: "
                + temporary.getMessage()
                + ": "
                + reason(temporary.getCause())
                + ". Make room there, or name another folder with"
                + " BELLWETHER_JAVA_OPTS=-Djava.io.tmpdir=FOLDER");
        yield ExitCode.INTERNAL_ERROR;
      }
      default -> internal(e, err);
    };
  }

  private static long twiceTheHeap() {
    return (2 * Runtime.getRuntime().maxMemory()) >> 20;
  }

  private static String reason(@Nullable IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException missing -> "there is no such folder";
      case null -> "it cannot be used";
      default -> String.valueOf(e.getMessage());
    };
  }

  /** One line on the screen; everything else in a file. */
  static int internal(Throwable e, PrintWriter err) {
    String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String first = what.lines().findFirst().orElse("");
    err.println(
        "bellwether: internal error: "
            + first
            + (e instanceof OutOfMemoryError
                ? " (give it more with BELLWETHER_JAVA_OPTS=-Xmx" + twiceTheHeap() + "m)"
                : "")
            + log(e));
    return ExitCode.INTERNAL_ERROR;
  }

  private static String log(Throwable e) {
    try {
      Path log = Files.createTempFile("bellwether-error-", ".log");
      try (PrintWriter out =
          new PrintWriter(Files.newBufferedWriter(log, StandardCharsets.UTF_8))) {
        out.println(Instant.now());
        e.printStackTrace(out);
      }
      return ". Details: " + log;
    } catch (IOException unwritable) {
      return ". No log could be written: " + unwritable.getMessage();
    }
  }
}
