package org.bellwether.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.bellwether.files.Progress;

/** One line on a terminal with rows a second and time left, for anything that takes a while. */
final class ProgressBar implements Progress, AutoCloseable {

  private static final long DELAY = 2_000_000_000L;
  private static final long INTERVAL = 200_000_000L;
  private static final int WIDTH = 24;

  private final PrintWriter err;
  private final boolean shown;
  private final long began = System.nanoTime();
  private String table = "";
  private long tableBegan;
  private long last;
  private int drawn;

  ProgressBar(PrintWriter err, boolean shown) {
    this.err = err;
    this.shown = shown;
    this.tableBegan = began;
  }

  /** Shown on a terminal only: a pipe or a log gets no bar. */
  static ProgressBar onTerminal(PrintWriter err, boolean quiet) {
    return new ProgressBar(err, !quiet && isTerminal());
  }

  private static boolean isTerminal() {
    return java.util.Optional.ofNullable(System.console())
        .map(java.io.Console::isTerminal)
        .orElse(false);
  }

  @Override
  public void rows(String name, long rows, long total) {
    if (!shown) {
      return;
    }
    long now = System.nanoTime();
    if (!name.equals(table)) {
      table = name;
      tableBegan = now;
    }
    if (now - began < DELAY || now - last < INTERVAL) {
      return;
    }
    last = now;
    draw(line(name, rows, total, (now - tableBegan) / 1e9));
  }

  static String line(String name, long rows, long total, double seconds) {
    double rate = seconds <= 0 ? 0 : rows / seconds;
    StringBuilder line = new StringBuilder(name).append("  ");
    if (total > 0) {
      double done = Math.min(1, (double) rows / total);
      int filled = (int) (done * WIDTH);
      line.append("█".repeat(filled)).append("░".repeat(WIDTH - filled));
      line.append(String.format(Locale.ROOT, "  %d %%", Math.round(done * 100)));
    }
    line.append(String.format(Locale.ROOT, "  %,d rows  %,.0f rows/s", rows, rate));
    if (total > rows && rate > 0) {
      line.append("  ").append(duration((total - rows) / rate)).append(" left");
    }
    return line.toString();
  }

  private static String duration(double seconds) {
    long s = Math.max(1, Math.round(seconds));
    return s < 60 ? s + " s" : s / 60 + " min " + s % 60 + " s";
  }

  private void draw(String line) {
    int padding = Math.max(0, drawn - line.length());
    err.print("\r" + line + " ".repeat(padding));
    err.flush();
    drawn = line.length();
  }

  @Override
  public void close() {
    if (drawn > 0) {
      err.print("\r" + " ".repeat(drawn) + "\r");
      err.flush();
      drawn = 0;
    }
  }
}
