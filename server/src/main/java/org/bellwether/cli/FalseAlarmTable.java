package org.bellwether.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellwether.check.FalseAlarms.Cell;
import org.bellwether.check.FalseAlarms.Outcome;
import org.bellwether.files.WrongSettingException;
import org.jspecify.annotations.Nullable;

/**
 * The table of false alarms in Markdown, one row a cell. Kept in a file it is what an interrupted
 * simulation goes on from.
 */
final class FalseAlarmTable {

  private static final String HEAD =
      """
      | columns look | rows | columns | checks | runs | warned | share | 95 % interval |
      |---|--:|--:|--:|--:|--:|--:|---|
      """;

  private static final Pattern ROW =
      Pattern.compile(
          "\\| (\\S+) \\| (\\S+) \\| (\\S+) \\| (\\S+) \\| (\\S+) \\| (\\S+) \\| [^{|]*\\|"
              + " [^{|]*(?:\\{(\\S.*)})?.*\\|");

  private final PrintWriter out;
  private final @Nullable Path file;
  private final String origin;
  private final double level;
  private final Map<Cell, Outcome> rows = new LinkedHashMap<>();

  /**
   * Prints the head.
   *
   * @param file where the rows are kept too; {@code null} for the screen alone
   * @param seed what the rows of the file must have been made with
   * @throws WrongSettingException if the file is something else
   */
  FalseAlarmTable(PrintWriter out, @Nullable Path file, long seed, double level) {
    this.out = out;
    this.file = file;
    this.level = level;
    this.origin = "Unchanged data, seed " + seed + ", level " + level + "\n\n";
    if (file != null && Files.exists(file)) {
      read(file);
    }
    out.print(HEAD);
    out.flush();
  }

  private void read(Path from) {
    String text;
    try {
      text = Files.readString(from);
    } catch (IOException e) {
      throw new WrongSettingException(
          from + " cannot be read as an earlier table: name another file for --out", e);
    }
    if (!text.startsWith(origin)) {
      throw new WrongSettingException(
          from
              + " does not begin with '"
              + origin.strip()
              + "', as a table of this simulation would: name another file for --out");
    }
    for (String line : text.lines().skip(4).toList()) {
      Outcome outcome = parse(line, from);
      rows.put(outcome.cell(), outcome);
    }
  }

  /** Adds and prints a cell, simulating it if the file does not hold it; whether it fails. */
  boolean add(Cell cell, Function<Cell, Outcome> simulation) {
    Outcome outcome = rows.get(cell);
    if (outcome == null) {
      outcome = simulation.apply(cell);
      rows.put(cell, outcome);
      if (file != null) {
        StringBuilder text = new StringBuilder(origin).append(HEAD);
        rows.values().forEach(row -> text.append(line(row)).append('\n'));
        OutputFile.write(file.toString(), text.toString(), out);
      }
    }
    out.println(line(outcome));
    out.flush();
    return outcome.fails(level);
  }

  private String line(Outcome outcome) {
    Cell cell = outcome.cell();
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,d | %,d | %,d | %,d | %.2f %% | %.2f–%.2f %%%s%s |",
        cell.shape(),
        cell.rows(),
        cell.columns(),
        outcome.family(),
        cell.runs(),
        outcome.alarms(),
        100.0 * outcome.alarms() / cell.runs(),
        100 * outcome.interval().low(),
        100 * outcome.interval().high(),
        outcome.byCheck().isEmpty() ? "" : " " + outcome.byCheck(),
        outcome.fails(level) ? " FAILS" : "");
  }

  private static Outcome parse(String line, Path from) {
    Matcher row = ROW.matcher(line);
    if (!row.matches()) {
      throw new WrongSettingException(
          from + " holds '" + line + "', which is no row of the table: remove it");
    }
    Map<String, Integer> byCheck = new TreeMap<>();
    if (row.group(7) != null) {
      for (String entry : row.group(7).split(", ", -1)) {
        int equals = entry.lastIndexOf('=');
        byCheck.put(entry.substring(0, equals), number(entry.substring(equals + 1)));
      }
    }
    Cell cell =
        new Cell(row.group(1), number(row.group(2)), number(row.group(3)), number(row.group(5)));
    return new Outcome(cell, number(row.group(6)), number(row.group(4)), byCheck);
  }

  private static int number(String text) {
    return Integer.parseInt(text.replace(",", ""));
  }
}
