package org.bellwether.render;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the terminal can show.
 *
 * @param width columns, at least 40
 * @param colour whether escape sequences for colour may be written
 * @param quiet the verdict only
 */
public record TerminalStyle(int width, boolean colour, boolean quiet) {

  private static final int DEFAULT_WIDTH = 80;
  private static final Pattern SIZE = Pattern.compile("[0-9]+ ([1-9][0-9]{0,3})");

  public TerminalStyle {
    width = Math.max(40, width);
  }

  /** What to use where output goes to a file or a pipe. */
  public static TerminalStyle plain(boolean quiet) {
    return new TerminalStyle(100, false, quiet);
  }

  /** What the terminal that this process writes to can show; plain if it writes to none. */
  public static TerminalStyle detect(boolean quiet) {
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    return detect(terminal, System.getenv(), quiet);
  }

  static TerminalStyle detect(boolean terminal, Map<String, String> environment, boolean quiet) {
    if (!terminal) {
      return plain(quiet);
    }
    String noColour = environment.getOrDefault("NO_COLOR", "");
    boolean colour = noColour.isEmpty() && !"dumb".equals(environment.get("TERM"));
    String columns = environment.getOrDefault("COLUMNS", "");
    int width = columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : askTerminal();
    return new TerminalStyle(width, colour, quiet);
  }

  private static int askTerminal() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher size = SIZE.matcher(answer.trim());
      boolean answered = stty.waitFor(1, TimeUnit.SECONDS) && size.matches();
      return answered ? Integer.parseInt(size.group(1)) : DEFAULT_WIDTH;
    } catch (IOException noStty) {
      return DEFAULT_WIDTH;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DEFAULT_WIDTH;
    }
  }
}
