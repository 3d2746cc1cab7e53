package org.bellwether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

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
  void printsTheSmallestShiftFound() {
    assertEquals(0, run("selftest", "--power", "--max-cell", "50", "--max-runs", "10"));
    assertTrue(out.toString().contains("| normal | 50 | 1 |"), out.toString());
  }

  @Test
  void asksWhatToTest() {
    assertEquals(2, run("selftest"));
    assertTrue(err.toString().contains("--false-alarms"), err.toString());
  }
}
