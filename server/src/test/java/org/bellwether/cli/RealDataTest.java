package org.bellwether.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bellwether.check.Check;
import org.bellwether.check.CheckResult;
import org.bellwether.check.TableSummary;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.profile.Profile;
import org.bellwether.schema.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random halves of real tables hardly ever alarm, and planted faults are named. The build takes at
 * most 3,000 rows and few halvings; {@code -Dbellwether.real-data=full} takes every row and 100.
 */
class RealDataTest {

  private static final long SEED = 20_261_121;
  private static final boolean FULL = "full".equals(System.getProperty("bellwether.real-data"));
  private static final int MOST_ROWS = FULL ? Integer.MAX_VALUE : 3_000;
  private static final int HALVINGS = FULL ? 100 : 4;
  private static final int MOST_ALARMS = 4;

  @TempDir private static Path scratch;

  static Stream<RealTable> tables() {
    if (!Files.isDirectory(data())) {
      System.out.println("real data: left out, no folder " + data());
      return Stream.empty();
    }
    return RealTable.ALL.stream();
  }

  private static Path data() {
    return Path.of(System.getProperty("bellwether.shared", "../shared")).resolve("data");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("tables")
  void halvesHardlyAlarmAndFaultsAreNamed(RealTable table) throws SQLException {
    long began = System.nanoTime();
    RowsInMemory rows = table.read(data(), scratch, MOST_ROWS);
    int alarms = 0;
    StringBuilder messages = new StringBuilder();
    for (int run = 0; run < HALVINGS; run++) {
      List<Finding> found = alarms(rows, SEED + run, List.of());
      alarms += found.isEmpty() ? 0 : 1;
      found.forEach(f -> messages.append(f.message()).append("; "));
    }
    List<String> missed =
        faults(table, rows).stream()
            .filter(fault -> !isNamed(rows, fault))
            .map(Fault::name)
            .toList();
    System.out.printf(
        "real data: %s, %d rows, %d halvings, %d alarm, faults missed: %s (%d s)%n",
        table.name(),
        rows.size(),
        HALVINGS,
        alarms,
        missed,
        (System.nanoTime() - began) / 1_000_000_000);
    assertTrue(alarms <= MOST_ALARMS, () -> table.name() + ", seed " + SEED + ": " + messages);
    assertTrue(missed.isEmpty(), () -> table.name() + ": not named: " + missed);
  }

  /**
   * What is done to one column.
   *
   * @param column the column's place
   * @param inSegment whether only to the rows of the segment at fault
   * @param change of a value
   * @param named which measurement names it
   */
  private record Fault(
      String name,
      int column,
      boolean inSegment,
      int segmentColumn,
      String segment,
      UnaryOperator<@Nullable Object> change,
      Predicate<Measurement> named) {

    void plant(List<@Nullable Object[]> part) {
      for (@Nullable Object[] row : part) {
        if (!inSegment || segment.equals(text(row[segmentColumn]))) {
          row[column] = change.apply(row[column]);
        }
      }
    }
  }

  private static List<Fault> faults(RealTable table, RowsInMemory rows) {
    Random random = new Random(SEED);
    String label = table.column(Role.LABEL);
    double mirror = 2 * rows.mean(label);
    return List.of(
        everywhere(
            "null burst",
            rows,
            table.nulls(),
            v -> random.nextInt(4) == 0 ? null : v,
            "missing-rate"),
        everywhere("unit change", rows, table.unit(), v -> number(v, x -> 100 * x), "unit-jump"),
        everywhere(
            "new category",
            rows,
            table.category(),
            v -> random.nextInt(5) == 0 ? "brand new" : v,
            "unseen-category"),
        inSegment(
            "shifted segment",
            table,
            rows,
            table.shifted(),
            v -> number(v, x -> x + table.shift()),
            m -> isDistribution(m, table.shifted())),
        inSegment(
            "flipped labels",
            table,
            rows,
            label,
            v -> flipped(v, table, mirror),
            m -> isDistribution(m, label) || m.kind() == Kind.PERFORMANCE));
  }

  private static Fault everywhere(
      String name,
      RowsInMemory rows,
      String column,
      UnaryOperator<@Nullable Object> change,
      String check) {
    return new Fault(
        name,
        rows.column(column),
        false,
        0,
        "",
        change,
        m -> m.check().equals(check) && column.equals(m.column()));
  }

  private static Fault inSegment(
      String name,
      RealTable table,
      RowsInMemory rows,
      String column,
      UnaryOperator<@Nullable Object> change,
      Predicate<Measurement> named) {
    return new Fault(
        name,
        rows.column(column),
        true,
        rows.column(table.column(Role.SEGMENT)),
        table.segment(),
        change,
        m -> m.segment().equals(table.atFault()) && named.test(m));
  }

  private static boolean isDistribution(Measurement m, String column) {
    return m.check().equals("distribution") && column.equals(m.column());
  }

  private static String text(@Nullable Object value) {
    return value instanceof Double number ? String.valueOf(number.longValue()) : "" + value;
  }

  private static @Nullable Object number(
      @Nullable Object value, java.util.function.DoubleUnaryOperator change) {
    return value instanceof Double number ? (Double) change.applyAsDouble(number) : value;
  }

  private static @Nullable Object flipped(@Nullable Object value, RealTable table, double mirror) {
    String[] labels = table.labels();
    if (labels == null) {
      return number(value, x -> mirror - x);
    }
    return labels[0].equals(value) ? labels[1] : labels[1].equals(value) ? labels[0] : value;
  }

  private static boolean isNamed(RowsInMemory rows, Fault fault) {
    List<Finding> found = alarms(rows, SEED, List.of(fault));
    boolean named = found.stream().map(Finding::measurement).anyMatch(fault.named());
    if (!named) {
      found.forEach(
          f -> System.out.println("real data: instead of " + fault.name() + ": " + f.message()));
    }
    return named;
  }

  /** Warnings about one random half of the rows against the other, with faults planted in it. */
  private static List<Finding> alarms(RowsInMemory rows, long seed, List<Fault> faults) {
    Random random = new Random(seed);
    boolean[] now = new boolean[rows.size()];
    for (int i = 0; i < now.length; i++) {
      now[i] = random.nextBoolean();
    }
    List<@Nullable Object[]> current = rows.part(i -> now[i]);
    faults.forEach(fault -> fault.plant(current));
    Profile before = rows.profile(rows.part(i -> !now[i]), null);
    Profile after = rows.profile(current, before);
    TableSummary summary = new TableSummary("half", after.rows(), 0, List.of());
    CheckResult result = Check.withDefaults().run(summary, before, summary, after);
    return result.findings().stream().filter(f -> f.severity().atLeast(Severity.WARNING)).toList();
  }
}
