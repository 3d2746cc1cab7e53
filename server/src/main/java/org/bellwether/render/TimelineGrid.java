package org.bellwether.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.check.CheckResult;
import org.bellwether.check.WindowResult;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.schema.Segment;
import org.jspecify.annotations.Nullable;

/**
 * Checks by windows: what went wrong, when it began and whether it lasts.
 *
 * @param rows the worst checks, those with the most severe and then the most windows first
 * @param left number of checks beyond them
 */
record TimelineGrid(List<Row> rows, int left) {

  /** Checks shown; a page of thousands would not open. */
  static final int SHOWN = 40;

  /**
   * One check of one column and segment.
   *
   * @param subject the column or the check, and the segment
   * @param check the rule's name
   * @param cells the finding of each window in order of time, {@code null} where there is none
   */
  record Row(String subject, String check, List<@Nullable Finding> cells) {}

  private record Key(String check, @Nullable String column, Segment segment) {}

  static TimelineGrid of(CheckResult result) {
    Map<Key, Map<Integer, Finding>> byCheck = new LinkedHashMap<>();
    for (Finding finding : result.findings()) {
      if (finding.window() == null || finding.window().isBaseline()) {
        continue;
      }
      Measurement m = finding.measurement();
      byCheck
          .computeIfAbsent(new Key(m.check(), m.column(), m.segment()), k -> new LinkedHashMap<>())
          .merge(finding.window().index(), finding, TimelineGrid::worse);
    }
    List<Map<Integer, Finding>> worst =
        byCheck.values().stream()
            .sorted(
                Comparator.comparing((Map<Integer, Finding> row) -> severity(row))
                    .thenComparingLong(TimelineGrid::alarms)
                    .reversed())
            .limit(SHOWN)
            .toList();
    return new TimelineGrid(
        worst.stream().map(row -> row(row, result.windows())).toList(),
        byCheck.size() - worst.size());
  }

  private static Finding worse(Finding a, Finding b) {
    return b.severity().compareTo(a.severity()) > 0 ? b : a;
  }

  private static Severity severity(Map<Integer, Finding> row) {
    return Severity.worst(row.values().stream().map(Finding::severity).toList());
  }

  private static long alarms(Map<Integer, Finding> row) {
    return row.values().stream().filter(f -> f.severity().atLeast(Severity.WARNING)).count();
  }

  private static Row row(Map<Integer, Finding> byWindow, List<WindowResult> windows) {
    Finding any = byWindow.values().iterator().next();
    List<@Nullable Finding> cells = new ArrayList<>();
    for (WindowResult window : windows) {
      cells.add(byWindow.get(window.window().index()));
    }
    return new Row(Summary.subject(any), any.measurement().check(), cells);
  }
}
