package org.bellwether.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.check.CheckResult;
import org.bellwether.drift.ColumnStatistics;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Severity;
import org.bellwether.profile.ColumnSummary;
import org.jspecify.annotations.Nullable;

/**
 * One column of the page.
 *
 * @param severity the worst finding of the column over all rows, and of its segments from a warning
 *     on
 * @param judged whether anything was found of the column itself; outputs and labels are judged with
 *     the model
 * @param chart both distributions, {@code null} where there is nothing to draw
 * @param figures name, reference, current
 * @param statistics name, value, p-value, definition
 */
record ColumnPanel(
    String name,
    String type,
    Severity severity,
    boolean judged,
    @Nullable Chart chart,
    List<List<String>> figures,
    List<List<String>> statistics) {

  /** Columns shown with their charts; a page of thousands would not open. */
  static final int SHOWN = 60;

  static List<ColumnPanel> of(CheckResult result) {
    Map<String, Severity> severities = severities(result);
    return result.columns().stream()
        .filter(c -> c.segment().isWhole())
        .sorted(
            Comparator.comparing(
                (ColumnStatistics c) -> severities.getOrDefault(c.column(), Severity.OK),
                Comparator.reverseOrder()))
        .limit(SHOWN)
        .map(c -> panel(result, c, severities.getOrDefault(c.column(), Severity.OK)))
        .toList();
  }

  /**
   * The worst finding of each column; a segment too small to be judged says nothing of the rest.
   */
  private static Map<String, Severity> severities(CheckResult result) {
    Map<String, Severity> worst = new HashMap<>();
    for (Finding f : result.findings()) {
      String column = f.measurement().column();
      if (column != null
          && (f.measurement().segment().isWhole() || f.severity().atLeast(Severity.WARNING))) {
        worst.merge(column, f.severity(), (a, b) -> a.atLeast(b) ? a : b);
      }
    }
    return worst;
  }

  private static ColumnPanel panel(CheckResult result, ColumnStatistics column, Severity severity) {
    ColumnSummary before = result.reference().whole().column(column.column());
    ColumnSummary now = result.current().whole().column(column.column());
    boolean judged =
        result.findings().stream().anyMatch(f -> column.column().equals(f.measurement().column()));
    String title =
        result.findings().stream()
            .filter(f -> column.column().equals(f.measurement().column()))
            .filter(f -> f.severity().atLeast(Severity.WARNING))
            .map(Finding::message)
            .findFirst()
            .orElse(
                severity == Severity.UNKNOWN
                    ? column.column() + " cannot be judged with these rows"
                    : judged
                        ? column.column() + " looks as it did in the reference"
                        : column.column() + " is judged with the model, not as a column");
    List<List<String>> statistics = new ArrayList<>();
    for (ColumnStatistics.Statistic s : column.statistics()) {
      statistics.add(
          List.of(
              DriftNames.of(s.method()).name(),
              Figures.number(s.value()),
              Figures.pValue(s.pValue()),
              DriftNames.of(s.method()).definition()));
    }
    return new ColumnPanel(
        column.column(),
        column.type().name().toLowerCase(java.util.Locale.ROOT),
        severity,
        judged,
        Chart.distribution(title, before, now),
        figures(before, now),
        statistics);
  }

  private static List<List<String>> figures(
      @Nullable ColumnSummary before, @Nullable ColumnSummary now) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("missing", missing(before), missing(now)));
    if (before instanceof ColumnSummary.Numeric a && now instanceof ColumnSummary.Numeric b) {
      rows.add(List.of("mean", Figures.number(a.mean()), Figures.number(b.mean())));
      rows.add(
          List.of(
              "standard deviation",
              Figures.number(Math.sqrt(a.variance())),
              Figures.number(Math.sqrt(b.variance()))));
      rows.add(List.of("smallest", Figures.number(a.min()), Figures.number(b.min())));
      rows.add(List.of("largest", Figures.number(a.max()), Figures.number(b.max())));
      rows.add(List.of("zeros", Figures.count(a.zeros()), Figures.count(b.zeros())));
    } else if (before instanceof ColumnSummary.Categorical a
        && now instanceof ColumnSummary.Categorical b) {
      rows.add(
          List.of("distinct values", Figures.number(a.distinct()), Figures.number(b.distinct())));
      rows.add(List.of("empty", Figures.count(a.empty()), Figures.count(b.empty())));
    } else if (before instanceof ColumnSummary.Timestamp a
        && now instanceof ColumnSummary.Timestamp b) {
      rows.add(List.of("first", moment(a, a.minMicros()), moment(b, b.minMicros())));
      rows.add(List.of("last", moment(a, a.maxMicros()), moment(b, b.maxMicros())));
    }
    return rows;
  }

  private static String missing(@Nullable ColumnSummary column) {
    return column == null ? Figures.UNDEFINED : Figures.percent(column.missingRate());
  }

  private static String moment(ColumnSummary.Timestamp column, long micros) {
    return column.rows() == column.missing()
        ? Figures.UNDEFINED
        : JsonSummary.moment(micros).toString();
  }

  /** Why there is no chart. */
  String gap() {
    boolean drawable = !type.equals("timestamp") && !type.equals("embedding");
    return drawable
        ? name + " has no value in one of the tables"
        : "A " + type + " is not drawn; its figures are below";
  }
}
