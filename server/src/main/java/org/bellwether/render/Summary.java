package org.bellwether.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bellwether.check.CheckResult;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Severity;

/**
 * What every report says of a result besides its findings.
 *
 * @param alarms findings of severity warning or critical, worst first
 * @param unknown findings that could not be judged
 * @param ok number of findings that are fine
 */
record Summary(CheckResult result, List<Finding> alarms, List<Finding> unknown, long ok) {

  static Summary of(CheckResult result) {
    List<Finding> alarms =
        result.findings().stream()
            .filter(f -> f.severity().atLeast(Severity.WARNING))
            .sorted(Comparator.comparing(Finding::severity).reversed())
            .toList();
    List<Finding> unknown =
        result.findings().stream().filter(f -> f.severity() == Severity.UNKNOWN).toList();
    return new Summary(
        result, alarms, unknown, result.findings().size() - alarms.size() - unknown.size());
  }

  long count(Severity severity) {
    return switch (severity) {
      case OK -> ok;
      case UNKNOWN -> unknown.size();
      case WARNING, CRITICAL -> alarms.stream().filter(f -> f.severity() == severity).count();
    };
  }

  /** Counts by severity in words, such as {@code 1 critical, 3 warnings, 212 fine}. */
  String counts() {
    List<String> parts = new ArrayList<>();
    long critical = count(Severity.CRITICAL);
    long warning = count(Severity.WARNING);
    if (critical > 0) {
      parts.add(Figures.count(critical) + " critical");
    }
    if (warning > 0) {
      parts.add(Figures.count(warning, "warning"));
    }
    if (!unknown.isEmpty()) {
      parts.add(Figures.count(unknown.size()) + " cannot be judged");
    }
    parts.add(Figures.count(ok) + " fine");
    return String.join(", ", parts);
  }

  /**
   * What cannot be judged, in as few sentences as say it: the columns of the whole table, single
   * checks of the whole table, the segments.
   */
  List<String> limits() {
    List<Finding> columns = new ArrayList<>();
    List<Finding> segments = new ArrayList<>();
    Set<String> others = new LinkedHashSet<>();
    for (Finding finding : unknown) {
      Measurement m = finding.measurement();
      if (!m.segment().isWhole()) {
        segments.add(finding);
      } else if (m.column() != null && m.undefined() == null) {
        columns.add(finding);
      } else {
        others.add(finding.message());
      }
    }
    List<String> limits = new ArrayList<>();
    if (!columns.isEmpty()) {
      Set<String> names = new LinkedHashSet<>();
      columns.forEach(f -> names.add(String.valueOf(f.measurement().column())));
      int all = result.current().schema().columns().size();
      limits.add(
          Figures.count(names.size())
              + " of "
              + Figures.count(all, "column")
              + " cannot be judged: "
              + rowsNeeded(columns)
              + " ("
              + some(names)
              + ")");
    }
    limits.addAll(others);
    if (!segments.isEmpty()) {
      Set<String> names = new LinkedHashSet<>();
      segments.forEach(f -> names.add(f.measurement().segment().toString()));
      limits.add(
          Figures.count(names.size(), "segment")
              + " cannot be judged in every respect: "
              + rowsNeeded(segments)
              + " ("
              + some(names)
              + ")");
    }
    return limits;
  }

  private static String rowsNeeded(List<Finding> findings) {
    List<Long> needed =
        findings.stream()
            .map(Finding::rowsNeeded)
            .filter(n -> n > 0 && n < Long.MAX_VALUE)
            .toList();
    if (needed.isEmpty()) {
      return findings.stream().anyMatch(f -> f.rowsNeeded() == Long.MAX_VALUE)
          ? "no number of rows would be enough"
          : "the values are undefined";
    }
    long fewest = findings.stream().mapToLong(f -> f.measurement().n()).min().orElse(0);
    long most = findings.stream().mapToLong(f -> f.measurement().n()).max().orElse(0);
    long low = needed.stream().min(Long::compare).orElse(0L);
    long high = needed.stream().max(Long::compare).orElse(0L);
    String rows =
        fewest == most
            ? Figures.count(most, "row")
            : Figures.count(fewest) + " to " + Figures.count(most, "row");
    return rows
        + ", "
        + (low == high ? "" : Figures.count(low) + " to ")
        + Figures.count(high)
        + " needed";
  }

  /** The first few names, and how many more there are. */
  static String some(Set<String> names) {
    int shown = 5;
    String list = String.join(", ", names.stream().limit(shown).toList());
    return names.size() <= shown ? list : list + " and " + (names.size() - shown) + " more";
  }

  /** Who should look at what, worst first. */
  Map<Owner, String> next() {
    Map<Owner, Set<String>> subjects = new EnumMap<>(Owner.class);
    Map<Owner, Integer> order = new TreeMap<>();
    for (Finding finding : alarms) {
      Owner owner = finding.measurement().owner();
      order.putIfAbsent(owner, order.size());
      subjects.computeIfAbsent(owner, o -> new LinkedHashSet<>()).add(subject(finding));
    }
    Map<Owner, String> next = new LinkedHashMap<>();
    order.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .forEach(owner -> next.put(owner, some(subjects.getOrDefault(owner, Set.of()))));
    return next;
  }

  /** What a finding is about: the column, else the check in words; and the segment. */
  static String subject(Finding finding) {
    Measurement m = finding.measurement();
    String subject = m.column() == null ? m.check().replace('-', ' ') : m.column();
    return m.segment().isWhole() ? subject : subject + " where " + m.segment();
  }
}
