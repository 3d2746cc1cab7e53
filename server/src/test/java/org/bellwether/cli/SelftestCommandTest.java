package org.bellwether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelftestCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void printsTheShareOfRunsThatWarn() {
    assertEquals(
        0, run("selftest", "--false-alarms", "--fast", "--max-cell", "200", "--max-runs", "50"));
    assertTrue(out.toString().contains("| zipf | 200 | 1 |"), out.toString());
    assertTrue(out.toString().contains("No cell warns of unchanged data"), out.toString());
  }

  @Test
  void goesOnFromTheCellsOfAnInterruptedTable(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("table.md");
    String[] args = {
      "selftest",
      "--false-alarms",
      "--max-cell",
      "50",
      "--max-runs",
      "40",
      "--threads",
      "2",
      "--out",
      file.toString()
    };
    assertEquals(0, run(args));
    String whole = Files.readString(file);
    assertTrue(out.toString().startsWith(whole.substring(whole.indexOf('|'))), out.toString());
    // Of two cells one is lost and one is marked: only the lost one is simulated again.
    List<String> lines = new ArrayList<>(whole.lines().toList());
    lines.removeIf(line -> line.startsWith("| zipf |"));
    lines.replaceAll(line ->
        line.startsWith("| normal |")
            ? "| normal | 50 | 1 | 7 | 40 | 30 | 75.00 % | 58.80–87.31 % {range=30} FAILS |"
            : line);
    Files.writeString(file, String.join("\n", lines) + "\n");
    assertEquals(1, run(args));
    String again = Files.readString(file);
    assertTrue(again.contains("| 30 | 75.00 % | 58.80–87.31 % {range=30} FAILS |"), again);
    assertEquals(
        whole.lines().filter(line -> line.startsWith("| zipf |")).toList(),
        again.lines().filter(line -> line.startsWith("| zipf |")).toList());
  }

  @Test
  void refusesAnotherFileThanItsTable(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("notes.md"), "mine\n");
    assertEquals(2, run("selftest", "--false-alarms", "--out", file.toString()));
    assertTrue(err.toString().contains("notes.md does not begin with"), err.toString());
    assertEquals("mine\n", Files.readString(file));
    assertEquals(2, run("selftest", "--false-alarms", "--threads", "0"));
    assertTrue(err.toString().contains("--threads"), err.toString());
  }

  @Test
  void printsTheSmallestShiftFound() {
    assertEquals(0, run("selftest", "--power", "--max-cell", "50", "--max-runs", "10"));
    assertTrue(out.toString().contains("| normal | 50 | 1 |"), out.toString());
  }

  @Test
  void printsTheAlarmsOfHealthyYears() {
    assertEquals(0, run("selftest", "--healthy-years", "1", "--window-rows", "40", "--fast"));
    assertTrue(out.toString().contains("| 1 | 8,760 | 40 |"), out.toString());
    assertTrue(out.toString().contains("At most one false alarm"), out.toString());
    assertTrue(out.toString().contains("| 1.0 sd | 2 | 2 | 2 |"), out.toString());
    assertEquals(0, run("selftest", "--alert-years", "1", "--window-rows", "40", "--fast"));
    assertTrue(out.toString().contains("| 1 | 336 | 40 | 0 | 0.00–"), out.toString());
    assertEquals(2, run("selftest", "--healthy-years", "-1"));
  }

  @Test
  void asksWhatToTest() {
    assertEquals(2, run("selftest"));
    assertTrue(err.toString().contains("--false-alarms"), err.toString());
  }
}
