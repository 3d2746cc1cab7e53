package org.bellwether.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bellwether.check.CheckName;
import org.bellwether.check.CheckResult;
import org.bellwether.check.FindingGroup;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;
import org.bellwether.schema.Segment;

/**
 * What every report says of a result besides its findings.
 *
 * @param alarms findings of severity warning or critical, worst first
 * @param groups the same as things to look at, worst first
 * @param unknown findings that could not be judged
 * @param ok number of findings that are fine
 */
record Summary(
    CheckResult result,
    List<Finding> alarms,
    List<FindingGroup> groups,
    List<Finding> unknown,
    long ok) {

  private static final int SENTENCES = 6;

  static Summary of(CheckResult result) {
    List<Finding> alarms =
        result.findings().stream()
            .filter(f -> f.severity().atLeast(Severity.WARNING))
            .sorted(Comparator.comparing(Finding::severity).reversed())
            .toList();
    List<Finding> unknown =
        result.findings().stream().filter(f -> f.severity() == Severity.UNKNOWN).toList();
    return new Summary(
        result,
        alarms,
        FindingGroup.of(result.findings()),
        unknown,
        result.findings().size() - alarms.size() - unknown.size());
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
   * What cannot be judged, in as few sentences as say it: the columns of the whole table, its other
   * checks, the segments, and the values that are undefined.
   */
  List<String> limits() {
    List<Finding> columns = new ArrayList<>();
    List<Finding> segments = new ArrayList<>();
    List<Finding> checks = new ArrayList<>();
    Set<String> reasons = new LinkedHashSet<>();
    for (Finding finding : unknown) {
      Measurement m = finding.measurement();
      if (!m.segment().isWhole()) {
        segments.add(finding);
      } else if (m.undefined() != null) {
        reasons.add(finding.message());
      } else {
        (m.column() == null ? checks : columns).add(finding);
      }
    }
    List<String> limits = new ArrayList<>();
    if (!columns.isEmpty()) {
      Set<String> names = names(columns, f -> String.valueOf(f.measurement().column()));
      int all = result.current().schema().columns().size();
      limits.add(limit(names.size() + " of " + Figures.count(all, "column"), columns, names));
    }
    if (checks.size() == 1) {
      limits.add(checks.get(0).message());
    } else if (!checks.isEmpty()) {
      Set<String> names = names(checks, f -> CheckName.of(f.measurement().check()).name());
      limits.add(limit(Figures.count(names.size(), "check") + " of the table", checks, names));
    }
    limits.addAll(reasons.stream().limit(SENTENCES).toList());
    if (reasons.size() > SENTENCES) {
      limits.add(Figures.count(reasons.size() - SENTENCES, "more value") + " cannot be computed");
    }
    if (!segments.isEmpty()) {
      Set<String> names = names(segments, f -> f.measurement().segment().toString());
      limits.add(limit(Figures.count(names.size(), "segment"), segments, names));
    }
    return limits;
  }

  private static Set<String> names(List<Finding> findings, Function<Finding, String> name) {
    return findings.stream().map(name).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private String limit(String what, List<Finding> findings, Set<String> names) {
    Set<Integer> windows = new LinkedHashSet<>();
    for (Finding finding : findings) {
      Window window = finding.window();
      if (window != null) {
        windows.add(window.index());
      }
    }
    int all = result.windows().size();
    String where =
        windows.isEmpty() || windows.size() == all
            ? ""
            : " in " + windows.size() + " of " + Figures.count(all, "window");
    String fully = names.size() == findings.size() ? "" : " in every respect";
    return what
        + " cannot be judged"
        + fully
        + where
        + ": "
        + rowsNeeded(findings)
        + " ("
        + some(names)
        + ")";
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
    Map<Owner, Set<String>> subjects = new LinkedHashMap<>();
    for (FindingGroup group : groups) {
      Owner owner = group.lead().measurement().owner();
      subjects.computeIfAbsent(owner, o -> new LinkedHashSet<>()).add(subject(group.lead()));
    }
    Map<Owner, String> next = new LinkedHashMap<>();
    subjects.forEach((owner, names) -> next.put(owner, some(names)));
    return next;
  }

  /** What a finding is about: the column, else the check in words; and the segment. */
  static String subject(Finding finding) {
    Measurement m = finding.measurement();
    String subject = m.column() == null ? CheckName.of(m.check()).name() : m.column();
    return m.segment().isWhole() ? subject : subject + " where " + m.segment();
  }

  /** When it was found and where else, such as {@code also where sex = Male}; may be empty. */
  static String extent(FindingGroup group) {
    String windows = group.windows();
    Map<Segment, Finding> others = group.elsewhere();
    if (others.isEmpty()) {
      return windows;
    }
    String also = "also in " + segments(others);
    return windows.isEmpty() ? also : windows + "; " + also;
  }

  /** Segments by what they are cut by, such as {@code region = EU, US and 3 more}. */
  private static String segments(Map<Segment, Finding> findings) {
    Map<String, Set<String>> byAttribute = new LinkedHashMap<>();
    List<String> parts = new ArrayList<>();
    findings.forEach((segment, finding) -> {
      if (segment.isWhole()) {
        parts.add("all rows (" + SeverityMark.word(finding.severity()) + ")");
      } else {
        byAttribute
            .computeIfAbsent(
                String.join(" × ", segment.values().keySet()), a -> new LinkedHashSet<>())
            .add(String.join(" × ", segment.values().values()));
      }
    });
    byAttribute.forEach((attribute, values) -> parts.add(attribute + " = " + some(values)));
    return String.join("; ", parts);
  }
}
