package org.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tables cut into windows, and the options of judging, through the command line. */
class WindowsTest {

  private static final int A_DAY = 400;

  @TempDir private Path folder;

  /** Weekends are higher by two; from the given day on everything is higher by two more. */
  private static List<String> rows(int days, int from) {
    Random random = new Random(11);
    List<String> rows = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      // 2026-01-05 is a Monday.
      LocalDate date = LocalDate.of(2026, 1, 5).plusDays(day);
      double mean = (day % 7 >= 5 ? 2 : 0) + (day >= from ? 2 : 0);
      for (int i = 0; i < A_DAY; i++) {
        rows.add(date + "," + (mean + random.nextGaussian()) + "," + random.nextInt(5));
      }
    }
    return rows;
  }

  private Path write(List<String> rows) throws IOException {
    return Files.writeString(
        folder.resolve("days.csv"), "day,v,g\n" + String.join("\n", rows) + "\n");
  }

  private static JsonNode json(Object... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.err()).isEmpty();
    return JsonMapper.builder().build().readTree(run.out());
  }

  /** Indices of the windows in which the distribution of v is an alarm. */
  private static Set<Integer> alarms(JsonNode result) {
    Set<Integer> windows = new TreeSet<>();
    for (JsonNode finding : result.get("findings")) {
      String severity = finding.get("severity").asString();
      if ((severity.equals("warning") || severity.equals("critical"))
          && finding.get("check").asString().equals("distribution")
          && finding.get("column").asString().equals("v")) {
        windows.add(finding.get("window").get("index").asInt());
      }
    }
    return windows;
  }

  private static Object[] check(Path table, String every, String baseline) {
    return new Object[] {
      "check",
      table,
      "--every",
      every,
      "--baseline",
      baseline,
      "--time",
      "day",
      "--json",
      "-",
      "--all"
    };
  }

  @Test
  void fixedBaselineTakesWeekendsForAChangeWhereASeasonalOneDoesNot() throws IOException {
    Path table = write(rows(28, 24));

    Set<Integer> fixed = alarms(json(check(table, "1d", "until 2026-01-10")));
    // The baseline is Monday to Friday; window 0 is the first Saturday.
    assertThat(fixed).containsExactlyInAnyOrder(0, 1, 7, 8, 14, 15, 19, 20, 21, 22);

    Set<Integer> seasonal = alarms(json(check(table, "1d", "seasonal")));
    // The first day starts the timeline, so window 23 is the 25th day.
    assertThat(seasonal).contains(23, 24, 25, 26).allMatch(w -> w >= 23);
  }

  @Test
  void rollingBaselineKeepsToHealthyWindows() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String row : rows(20, 12)) {
      boolean weekend = LocalDate.parse(row.substring(0, 10)).getDayOfWeek().getValue() > 5;
      if (!weekend) {
        rows.add(row);
      }
    }
    Set<Integer> rolling = alarms(json(check(write(rows), "1d", "last 3 windows")));
    // Three days start the timeline; the days that changed never become the baseline.
    assertThat(rolling).contains(7, 8, 9, 10, 11).allMatch(w -> w >= 7);
  }

  @Test
  void rowsNeedNotBeInOrderOfTime() throws IOException {
    List<String> rows = rows(10, 8);
    Set<Integer> ordered = alarms(json(check(write(rows), "1d", "until 2026-01-10")));
    Collections.shuffle(rows, new Random(5));
    Set<Integer> shuffled = alarms(json(check(write(rows), "1d", "until 2026-01-10")));
    assertThat(shuffled).isEqualTo(ordered).containsExactlyInAnyOrder(0, 1, 3, 4);
  }

  @Test
  void windowsOfRowsAndRowsWithoutATime() throws IOException {
    List<String> rows = rows(5, 4);
    JsonNode byRows =
        json("check", write(rows), "--every", "400rows", "--baseline", "800rows", "--json", "-");
    assertThat(byRows.get("windows").size()).isEqualTo(3);
    assertThat(alarms(byRows)).containsExactly(2);

    rows.set(rows.size() - 1, ",1,1");
    CommandRun timeless =
        CommandRun.of(
            "check",
            write(rows),
            "--every",
            "1d",
            "--baseline",
            "until 2026-01-07",
            "--time",
            "day");
    assertThat(timeless.out()).contains("1 rows have no time and are in no window");
  }

  @Test
  void refusesWindowsThatCannotBe() throws IOException {
    Path table = write(rows(3, 9));
    assertThat(CommandRun.of(check(table, "1d", "until 2020-01-01")).err())
        .contains("--baseline", "no row of", "days.csv", "Choose a later end");
    assertThat(CommandRun.of(check(table, "1d", "until 2030-01-01")).err())
        .contains("--every", "days.csv", "Choose an earlier end");
    assertThat(CommandRun.of(check(table, "100rows", "seasonal")).err())
        .contains("seasonal", "--every 1d");
    CommandRun timeless =
        CommandRun.of(
            "check", table, "--every", "1d", "--baseline", "last 2 windows", "--ignore", "day");
    assertThat(timeless.code()).isEqualTo(2);
    assertThat(timeless.err()).contains("--time");
  }

  @Test
  void judgesByTheMethodAndThresholdThatWereNamed() throws IOException {
    Path table = write(rows(2, 9));
    for (String method : List.of("wasserstein-normed", "v=wasserstein-normed")) {
      JsonNode result = json("check", table, table, "--method", method, "--json", "-", "--all");
      assertThat(result.get("findings"))
          .anyMatch(f ->
              f.get("check").asString().equals("distribution")
                  && f.get("column").asString().equals("v")
                  && f.get("method").get("name").asString().equals("wasserstein-normed"));
    }
    JsonNode warned =
        json(
            "check",
            table,
            table,
            "--warn",
            "missing-rate:v=0.03,0.3",
            "--level",
            "0.05",
            "--json",
            "-",
            "--all");
    assertThat(warned.get("level").asDouble()).isEqualTo(0.05);
    assertThat(warned.get("findings"))
        .anyMatch(f ->
            f.get("check").asString().equals("missing-rate")
                && f.get("threshold").get("warning").asDouble() == 0.03);
  }

  @Test
  void refusesJudgementsThatCannotBe() throws IOException {
    Path table = write(rows(2, 9));
    Object[][] wrong = {
      {"--method", "guess", "'guess' is no method", "kolmogorov-smirnov"},
      {"--method", "nope=wasserstein", "--method", "nope"},
      {"--warn", "missing-rate", "write missing-rate=0.05,0.2", "no threshold"},
      {"--warn", "missing-rate=a,b", "two numbers", "no threshold"},
    };
    for (Object[] w : wrong) {
      CommandRun run = CommandRun.of("check", table, table, w[0], w[1]);
      assertThat(run.code()).as("%s %s", w[0], w[1]).isEqualTo(2);
      assertThat(run.err()).contains(w[2].toString(), w[3].toString()).doesNotContain("\tat ");
    }
  }
}
