package org.bellwether.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.bellwether.check.Check;
import org.bellwether.check.CheckResult;
import org.bellwether.check.TableSummary;
import org.bellwether.files.Roles;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Severity;
import org.bellwether.profile.Profile;
import org.bellwether.schema.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random halves of real tables hardly ever alarm, and planted faults are named. {@code
 * -Dbellwether.real-data=full} takes every table and 100 halvings; the build takes the small ones
 * and 10.
 */
class RealDataTest {

  private static final long SEED = 20_261_121;
  private static final boolean FULL = "full".equals(System.getProperty("bellwether.real-data"));

  /**
   * A table and where its faults are planted.
   *
   * @param segment segment column and the value whose rows are at fault
   * @param nulls column that loses values, {@code unit} column in another unit, {@code category}
   *     column with a new value, {@code shifted} column that rises in the segment
   * @param labels two labels, swapped in the segment
   */
  private record Table(
      String file,
      String label,
      String[] segment,
      String nulls,
      String unit,
      String category,
      String shifted,
      double shift,
      String[] labels,
      boolean small) {}

  private static final List<Table> TABLES =
      List.of(
          new Table(
              "german_credit/german_credit.csv",
              "Class",
              new String[] {"Telephone", "0"},
              "Duration",
              "Amount",
              "Class",
              "Age",
              20,
              new String[] {"Good", "Bad"},
              true),
          new Table(
              "churn_watson_telco/churn_watson_telco.csv",
              "churn",
              new String[] {"contract", "Month-to-month"},
              "tenure",
              "monthly_charges",
              "payment_method",
              "monthly_charges",
              30,
              new String[] {"No", "Yes"},
              true),
          new Table(
              "adult/adult.csv",
              "income",
              new String[] {"sex", "Female"},
              "age",
              "hours_per_week",
              "workclass",
              "age",
              20,
              new String[] {"<=50K", ">50K"},
              false));

  private static @Nullable Path data() {
    String shared = System.getProperty("bellwether.shared");
    Path folder = Path.of(shared == null ? "../shared" : shared).resolve("data");
    return Files.isDirectory(folder) ? folder : null;
  }

  @Test
  void halvesHardlyAlarmAndFaultsAreNamed() {
    Path data = data();
    if (data == null) {
      System.out.println("real data: left out, no folder 'data' in bellwether.shared");
      return;
    }
    for (Table table : TABLES) {
      if (table.small() || FULL) {
        RowsInMemory rows = read(data, table);
        halve(table, rows);
        plant(table, rows);
      }
    }
  }

  private static RowsInMemory read(Path data, Table table) {
    List<Roles.Named> roles =
        List.of(
            new Roles.Named(Role.LABEL, table.label(), "--label"),
            new Roles.Named(Role.SEGMENT, table.segment()[0], "--segment"));
    return RowsInMemory.read(
        data.resolve(table.file()),
        new Roles(roles, List.of(), null, null, null),
        Integer.MAX_VALUE);
  }

  private static CheckResult check(
      RowsInMemory rows, long seed, Consumer<List<@Nullable Object[]>> fault) {
    Random random = new Random(seed);
    boolean[] now = new boolean[rows.size()];
    for (int i = 0; i < now.length; i++) {
      now[i] = random.nextBoolean();
    }
    List<@Nullable Object[]> current = rows.part(i -> now[i]);
    fault.accept(current);
    Profile before = rows.profile(rows.part(i -> !now[i]), null);
    Profile after = rows.profile(current, before);
    TableSummary summary = new TableSummary("half", after.rows(), 0, List.of());
    return Check.withDefaults().run(summary, before, summary, after);
  }

  private static void halve(Table table, RowsInMemory rows) {
    int alarms = 0;
    List<String> messages = new ArrayList<>();
    int runs = FULL ? 100 : 10;
    for (int run = 0; run < runs; run++) {
      CheckResult result = check(rows, SEED + run, part -> {});
      List<Finding> found = alarms(result);
      alarms += found.isEmpty() ? 0 : 1;
      found.forEach(f -> messages.add(f.message()));
    }
    System.out.println(
        "real data: "
            + table.file()
            + ", "
            + runs
            + " halvings, "
            + alarms
            + " alarms "
            + messages);
    assertTrue(alarms <= 4, table.file() + ", seed " + SEED + ": " + messages);
  }

  private static List<Finding> alarms(CheckResult result) {
    return result.findings().stream().filter(f -> f.severity().atLeast(Severity.WARNING)).toList();
  }

  private static void plant(Table table, RowsInMemory rows) {
    int nulls = rows.column(table.nulls());
    int unit = rows.column(table.unit());
    int category = rows.column(table.category());
    int shifted = rows.column(table.shifted());
    int label = rows.column(table.label());
    int segment = rows.column(table.segment()[0]);
    Random random = new Random(SEED);
    named(
        table,
        rows,
        "missing-rate",
        table.nulls(),
        false,
        part -> part.forEach(row -> row[nulls] = random.nextInt(4) == 0 ? null : row[nulls]));
    named(
        table,
        rows,
        "unit-jump",
        table.unit(),
        false,
        part -> part.forEach(row -> row[unit] = scaled(row[unit], 100, 0)));
    named(
        table,
        rows,
        "unseen-category",
        table.category(),
        false,
        part ->
            part.forEach(
                row -> row[category] = random.nextInt(5) == 0 ? "brand new" : row[category]));
    named(
        table,
        rows,
        "distribution",
        table.shifted(),
        true,
        part ->
            part.forEach(row ->
                row[shifted] =
                    isIn(row[segment], table)
                        ? scaled(row[shifted], 1, table.shift())
                        : row[shifted]));
    named(
        table,
        rows,
        "distribution",
        table.label(),
        true,
        part ->
            part.forEach(row ->
                row[label] = isIn(row[segment], table) ? swapped(row[label], table) : row[label]));
  }

  private static boolean isIn(@Nullable Object value, Table table) {
    String text = value instanceof Double number ? String.valueOf(number.longValue()) : "" + value;
    return text.equals(table.segment()[1]);
  }

  private static @Nullable Object scaled(@Nullable Object value, double factor, double shift) {
    return value instanceof Double number ? (Double) (number * factor + shift) : value;
  }

  private static @Nullable Object swapped(@Nullable Object value, Table table) {
    return table.labels()[0].equals(value) ? table.labels()[1] : table.labels()[0];
  }

  private static void named(
      Table table,
      RowsInMemory rows,
      String check,
      String column,
      boolean inSegment,
      Consumer<List<@Nullable Object[]>> fault) {
    List<Finding> found = alarms(check(rows, SEED, fault));
    boolean named =
        found.stream()
            .map(Finding::measurement)
            .anyMatch(m ->
                m.check().equals(check)
                    && column.equals(m.column())
                    && (!inSegment || m.segment().values().containsKey(table.segment()[0])));
    System.out.println(
        "real data: "
            + table.file()
            + ", planted in "
            + column
            + ": "
            + (named ? "named" : "MISSED"));
    assertTrue(
        named,
        table.file()
            + ": "
            + check
            + " of "
            + column
            + " not among "
            + found.stream().map(Finding::message).toList());
  }
}
