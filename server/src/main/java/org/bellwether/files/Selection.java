package org.bellwether.files;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellwether.schema.Role;

/** The query that reads the planned columns from one file, and how its result columns are used. */
final class Selection {

  private static final String WORDS =
      TextKind.MISSING_WORDS.stream()
          .sorted()
          .map(DuckDb::literal)
          .collect(Collectors.joining(", ", "(", ")"));

  private final Source source;
  private final Source.Mode mode;
  private final List<String> expressions = new ArrayList<>();
  private final List<Read> reads = new ArrayList<>();
  private final List<Checked> checks = new ArrayList<>();
  private final Set<String> numbers = new LinkedHashSet<>();

  /**
   * Where a planned column is in the result.
   *
   * @param plan index of the plan
   * @param at index of its first result column, -1 when the file has no such column
   */
  record Read(int plan, int at) {}

  /** A text that may not convert: its plan, how to read it, and when it is bad. */
  private record Checked(int plan, String expression, String condition) {}

  /** Plan of a check on the whole row. */
  static final int WHOLE_ROW = -1;

  Selection(Source source, List<ColumnPlan> plans, Source.Mode mode) {
    this.source = source;
    this.mode = mode;
    Map<String, RawColumn> columns = source.byName();
    for (int p = 0; p < plans.size(); p++) {
      ColumnPlan plan = plans.get(p);
      RawColumn raw = columns.get(plan.column().name());
      boolean skipped = plan.column().is(Role.IGNORED);
      if (raw == null || skipped) {
        reads.add(new Read(p, -1));
      } else {
        reads.add(new Read(p, expressions.size()));
        add(p, plan, raw);
      }
    }
    if (mode == Source.Mode.LENIENT && source instanceof JsonSource) {
      // DuckDB turns a line that is not JSON into a row without any value.
      String nothing =
          source.columns().stream()
              .map(c -> c.expression() + " IS NULL")
              .collect(Collectors.joining(" AND "));
      check(WHOLE_ROW, "'not JSON'", nothing);
    }
    if (!checks.isEmpty()) {
      StringBuilder which = new StringBuilder("CASE");
      for (int i = 0; i < checks.size(); i++) {
        which.append(" WHEN ").append(checks.get(i).condition()).append(" THEN ").append(i + 1);
      }
      expressions.add(which.append(" ELSE 0 END").toString());
    }
    if (expressions.isEmpty()) {
      expressions.add("1");
    }
  }

  private void add(int index, ColumnPlan plan, RawColumn raw) {
    String e = raw.expression();
    switch (plan.column().type()) {
      case NUMERIC -> number(index, plan, raw);
      case CATEGORICAL, BOOLEAN -> {
        String text = raw.physical() == RawColumn.Physical.TEXT ? e : e + "::VARCHAR";
        expressions.add("(hash(" + text + ") >> 1)::BIGINT");
        expressions.add(text);
      }
      case TEXT -> expressions.add(e + "::VARCHAR");
      case TIMESTAMP -> moment(index, plan, raw);
      case EMBEDDING -> {
        String list =
            raw.physical() == RawColumn.Physical.NUMBERS
                ? e + "::FLOAT[]"
                : "TRY_CAST(" + e + " AS FLOAT[])";
        expressions.add("array_to_string(" + list + ", ',')");
        if (raw.physical() != RawColumn.Physical.NUMBERS) {
          check(index, e, e + " IS NOT NULL AND " + list + " IS NULL");
        }
      }
    }
  }

  private void number(int index, ColumnPlan plan, RawColumn raw) {
    String e = raw.expression();
    switch (raw.physical()) {
      case NUMBER -> expressions.add(e + "::DOUBLE");
      case BOOLEAN -> expressions.add(e + "::INTEGER::DOUBLE");
      case MOMENT -> expressions.add("epoch(" + e + ")::DOUBLE");
      case TEXT, NUMBERS -> {
        if (!plan.checked() && source instanceof CsvSource) {
          numbers.add(raw.name());
          expressions.add(e);
        } else {
          String number = "TRY_CAST(" + e + " AS DOUBLE)";
          expressions.add(number);
          check(index, e, present(e) + " AND " + number + " IS NULL");
        }
      }
    }
  }

  private void moment(int index, ColumnPlan plan, RawColumn raw) {
    String e = raw.expression();
    if (raw.physical() == RawColumn.Physical.MOMENT) {
      expressions.add("epoch_us(" + e + ")");
      return;
    }
    String micros;
    if (plan.epochScale() > 0) {
      micros =
          "TRY_CAST(round(TRY_CAST(" + e + " AS DOUBLE) * " + plan.epochScale() + ") AS BIGINT)";
    } else if (plan.momentFormat() == null) {
      micros = "epoch_us(TRY_CAST(" + e + " AS TIMESTAMPTZ))";
    } else {
      String format = DuckDb.literal(plan.momentFormat());
      micros = "epoch_us(try_strptime(" + e + ", " + format + "))";
    }
    expressions.add(micros);
    check(index, e, present(e) + " AND " + micros + " IS NULL");
  }

  private static String present(String e) {
    String text = "trim(" + e + "::VARCHAR)";
    return e + " IS NOT NULL AND " + text + " <> '' AND " + text + " NOT IN " + WORDS;
  }

  private void check(int plan, String expression, String condition) {
    checks.add(new Checked(plan, expression, condition));
  }

  /** Columns of the result, one plan after another. */
  List<Read> reads() {
    return reads;
  }

  /** Index of the result column that names the first bad value of a row, -1 for none. */
  int badColumn() {
    return checks.isEmpty() ? -1 : expressions.size() - 1;
  }

  /** The plan whose value is bad, by the number in the bad column less one. */
  int checkedPlan(int check) {
    return checks.get(check).plan();
  }

  int checkCount() {
    return checks.size();
  }

  String sql() {
    return "SELECT " + String.join(", ", expressions) + " FROM " + source.relation(numbers, mode);
  }

  /** A query for the first bad value of a check. */
  String firstBad(int check) {
    Checked c = checks.get(check);
    return "SELECT "
        + c.expression()
        + "::VARCHAR FROM "
        + source.relation(Set.of(), Source.Mode.SAMPLE)
        + " WHERE "
        + c.condition()
        + " LIMIT 1";
  }
}
