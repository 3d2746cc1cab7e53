package org.bellwether.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bellwether.check.CheckResult;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Severity;
import org.bellwether.learner.SampledRows;
import org.bellwether.performance.WorstErrors;
import org.bellwether.profile.Profile;
import org.bellwether.profile.RowSample;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * The rows on which the model was most wrong, one table for all rows and for each segment.
 *
 * @param note which rows, out of how many, and which columns
 */
record Gallery(String note, List<String> headers, List<Section> sections) {

  /** Rows of a segment, segments, and features of a row that a person still reads. */
  static final int ROWS = 5;

  static final int SEGMENTS = 12;
  static final int FEATURES = 12;

  /**
   * One table.
   *
   * @param title how many rows were wrong
   */
  record Section(String title, List<List<String>> rows) {}

  static @Nullable Gallery of(CheckResult result) {
    Profile profile = result.current();
    List<WorstErrors> worst = WorstErrors.of(profile, ROWS);
    if (worst.isEmpty()) {
      return null;
    }
    boolean regression = profile.schema().task() == Task.REGRESSION;
    List<String> columns = columns(result);
    List<@Nullable String[]> values = new ArrayList<>();
    SampledRows sampled = SampledRows.of(profile);
    columns.forEach(c -> values.add(values(profile, sampled, c)));
    boolean scored = worst.get(0).rows().stream().anyMatch(r -> !Double.isNaN(r.score()));
    List<String> headers = new ArrayList<>();
    headers.add("row");
    headers.addAll(List.of(regression ? "predicted" : "decided", "label"));
    if (scored) {
      headers.add("score");
    }
    if (regression) {
      headers.add("error");
    }
    headers.addAll(columns);
    List<Section> sections = new ArrayList<>();
    RowSample sample = profile.sample();
    for (WorstErrors errors : ordered(worst)) {
      List<List<String>> rows = new ArrayList<>();
      for (WorstErrors.Row row : errors.rows()) {
        List<String> cells = new ArrayList<>();
        boolean known = row.sample() < sample.ordinals().length;
        cells.add(known ? Figures.count(sample.ordinals()[row.sample()] + 1) : Figures.UNDEFINED);
        cells.add(text(row.decided()));
        cells.add(text(row.label()));
        if (scored) {
          cells.add(Figures.number(row.score()));
        }
        if (regression) {
          cells.add(Figures.number(row.error()));
        }
        values.forEach(v -> cells.add(text(v[row.sample()])));
        rows.add(cells);
      }
      sections.add(new Section(title(errors, regression), rows));
    }
    return new Gallery(note(result, columns, worst.size()), headers, sections);
  }

  /** All rows first, then the segments with the largest share of wrong rows. */
  private static List<WorstErrors> ordered(List<WorstErrors> worst) {
    return worst.stream()
        .sorted(
            Comparator.comparing((WorstErrors w) -> !w.segment().isWhole())
                .thenComparing(
                    Comparator.comparingDouble((WorstErrors w) -> (double) w.wrong() / w.labelled())
                        .reversed()))
        .limit(SEGMENTS)
        .toList();
  }

  private static String title(WorstErrors errors, boolean regression) {
    String where = errors.segment().isWhole() ? "All rows" : errors.segment().toString();
    return regression
        ? where + ": the largest errors of " + Figures.count(errors.labelled(), "row")
        : where
            + ": "
            + Figures.count(errors.wrong())
            + " of "
            + Figures.count(errors.labelled(), "row")
            + " decided wrong";
  }

  private static String note(CheckResult result, List<String> columns, int slices) {
    RowSample sample = result.current().sample();
    boolean whole = sample.isComplete();
    String rows =
        (whole ? "All " : "A random sample of ")
            + Figures.count(sample.rows())
            + (whole ? " rows" : " of " + Figures.count(sample.seen(), "row"))
            + (result.windows().isEmpty() ? "" : " of the last window");
    int all = candidates(result).size();
    String left =
        all > columns.size()
            ? "; " + columns.size() + " of " + all + " columns, those with findings first"
            : "";
    String segments = slices > SEGMENTS ? "; the " + SEGMENTS + " segments with most errors" : "";
    boolean regression = result.current().schema().task() == Task.REGRESSION;
    String order = regression ? "; the largest errors first" : "; the surest mistakes first";
    return rows + order + left + segments + ".";
  }

  /** Ids and time, then columns with findings, then the rest in the table's order. */
  private static List<String> columns(CheckResult result) {
    List<String> candidates = candidates(result);
    Set<String> chosen = new LinkedHashSet<>();
    for (ColumnSchema column : result.current().schema().columns()) {
      if ((column.is(Role.ID) || column.is(Role.TIME)) && candidates.contains(column.name())) {
        chosen.add(column.name());
      }
    }
    for (Finding finding : result.findings()) {
      String column = finding.measurement().column();
      if (finding.severity().atLeast(Severity.WARNING) && candidates.contains(column)) {
        chosen.add(column);
      }
    }
    chosen.addAll(candidates);
    return chosen.stream().limit(FEATURES).toList();
  }

  /** Columns that have a value to show and are not in the table already. */
  private static List<String> candidates(CheckResult result) {
    return result.current().schema().columns().stream()
        .filter(c -> c.type() != ColumnType.EMBEDDING && !c.is(Role.IGNORED))
        .filter(c -> !c.is(Role.LABEL) && !c.is(Role.PREDICTION) && !c.is(Role.SCORE))
        // The values of categorical ids are counted by hash and not kept.
        .filter(c -> !(c.is(Role.ID) && c.type() == ColumnType.CATEGORICAL))
        .map(ColumnSchema::name)
        .toList();
  }

  private static @Nullable String[] values(Profile profile, SampledRows rows, String column) {
    ColumnType type =
        profile.schema().column(column).map(ColumnSchema::type).orElse(ColumnType.TEXT);
    if (type != ColumnType.TIMESTAMP && type != ColumnType.NUMERIC) {
      return rows.values(column);
    }
    double[] numbers = rows.numbers(column);
    @Nullable String[] texts = new @Nullable String[numbers.length];
    for (int r = 0; r < texts.length; r++) {
      if (!Double.isNaN(numbers[r])) {
        texts[r] =
            type == ColumnType.NUMERIC
                ? Figures.number(numbers[r])
                : JsonSummary.moment(Math.round(numbers[r] * 1e6)).toString();
      }
    }
    return texts;
  }

  private static String text(@Nullable String value) {
    return value == null || value.isEmpty() ? Figures.UNDEFINED : TerminalText.cut(value, 80);
  }
}
