package org.bellwether.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Cases of other tools' own tests, with inputs and expected values, from the folder in system
 * property {@code bellwether.conformance}. Prints one line for each file. Where the folder is
 * absent the test says what was left out and passes, unless it is demanded by {@code
 * bellwether.demand-shared=true} or by the environment's {@code CI=true}.
 */
class ConformanceTest {

  /** One for each file of the pack. */
  static final List<Suite> SUITES =
      List.of(
          new AlibiDetectCases(),
          new WhylogsCases(),
          new NannymlUnivariateCases(),
          new EvidentlyStatTestCases(),
          new DeequCases(),
          new NannymlThresholdCases(),
          new TrustyaiCases(),
          new SamplingErrorCases(),
          new FairlearnCases(),
          new Aif360Cases(),
          new EvidentlyMetricsCases(),
          new AuditChainCases());

  /** Files whose data are Parquet tables: {@code NannymlTablesTest} of the server runs them. */
  private static final Set<String> OF_SERVER =
      Set.of("nannyml_cbpe_multiclass", "nannyml_realized_and_dle");

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyCaseHoldsOrIsExplained() throws IOException {
    Path folder = folder();
    if (!Files.isDirectory(folder)) {
      String left = "conformance: no folder " + folder + ", its cases were left out";
      assertThat(demanded()).as(left).isFalse();
      System.out.println(left);
      return;
    }
    Map<String, Suite> suites =
        SUITES.stream().collect(Collectors.toMap(Suite::file, s -> s, (a, b) -> a, TreeMap::new));
    List<String> failures = new ArrayList<>();
    TreeSet<String> notApplicable = new TreeSet<>();
    TreeSet<String> seen = new TreeSet<>();
    for (Path file : files(folder)) {
      String name = file.getFileName().toString().replace(".json", "");
      seen.add(name);
      if (OF_SERVER.contains(name)) {
        continue;
      }
      run(file, name, suites.get(name), failures, notApplicable);
    }
    SUITES.stream()
        .filter(s -> !seen.contains(s.file()))
        .forEach(s -> failures.add("no file for the cases of " + s.file()));
    assertThat(failures).as("failed cases").isEmpty();
    assertThat(notApplicable)
        .as("cases not applicable, against the table in docs/conformance.md")
        .isEqualTo(documented());
  }

  private static void run(
      Path file, String name, Suite suite, List<String> failures, Set<String> notApplicable)
      throws IOException {
    int cases = 0;
    int passed = 0;
    int failed = 0;
    int left = 0;
    for (JsonNode json : JSON.readTree(Files.readString(file)).get("cases")) {
      Case c = new Case(json, file.getParent().getParent().getParent());
      cases++;
      String failure = null;
      if (suite != null && suite.notApplicable().containsKey(c.id())) {
        notApplicable.add(name + " | " + c.id() + " | " + suite.notApplicable().get(c.id()));
        left++;
        continue;
      }
      Suite.Handler handler = suite == null ? null : suite.handlers().get(c.method());
      if (handler == null) {
        failure = "no handler for method '" + c.method() + "'";
      } else {
        failure = failureOf(handler, c);
      }
      if (failure == null) {
        passed++;
      } else {
        failed++;
        failures.add(name + " " + c.id() + ": " + failure);
      }
    }
    System.out.printf(
        "conformance: %s: %d cases, %d passed, %d failed, %d not applicable%n",
        file.getFileName(), cases, passed, failed, left);
  }

  @SuppressWarnings("CatchAndPrintStackTrace") // any error of a case is that case's failure
  private static String failureOf(Suite.Handler handler, Case c) {
    try {
      handler.run(c);
      return null;
    } catch (Exception | AssertionError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return e.getClass().getSimpleName()
          + " "
          + String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ")
          + (e instanceof AssertionError || trace.length == 0 ? "" : " at " + trace[0]);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> s = Files.list(folder.resolve("monitoring"))) {
      s.filter(p -> p.toString().endsWith(".json")).sorted().forEach(all::add);
    }
    try (Stream<Path> s = Files.list(folder.resolve("governance"))) {
      s.filter(p -> p.getFileName().toString().matches("(fairness_.*|audit_chain)\\.json"))
          .sorted()
          .forEach(all::add);
    }
    return all;
  }

  private static Path folder() {
    String folder = System.getProperty("bellwether.conformance");
    return (folder != null
            ? Path.of(folder)
            : Path.of(System.getProperty("bellwether.shared", "../../shared"), "conformance"))
        .toAbsolutePath()
        .normalize();
  }

  private static boolean demanded() {
    return Boolean.getBoolean("bellwether.demand-shared") || "true".equals(System.getenv("CI"));
  }

  /** Rows of the table under "Not applicable" as {@code file | case | reason}. */
  private static Set<String> documented() throws IOException {
    TreeSet<String> rows = new TreeSet<>();
    boolean inTable = false;
    for (String line : Files.readAllLines(Path.of("..", "docs", "conformance.md"))) {
      if (line.startsWith("#")) {
        inTable = line.endsWith("Not applicable");
      } else if (inTable && line.startsWith("| ") && !line.startsWith("| file")) {
        rows.add(line.substring(2, line.lastIndexOf(" |")).strip());
      }
    }
    return rows;
  }
}
