package org.bellwether.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;
import org.bellwether.schema.Segment;
import org.jspecify.annotations.Nullable;

/**
 * Findings of one check of one column, over windows and segments: one thing to look at, one line of
 * a report.
 *
 * @param lead the worst of them, the whole table's before a segment's, an earlier before a later
 *     one
 * @param findings all of them, of severity warning or critical
 */
public record FindingGroup(Finding lead, List<Finding> findings) {

  private record Key(
      Kind kind, String check, @Nullable String column, boolean baseline, Set<String> attributes) {}

  public FindingGroup {
    findings = List.copyOf(findings);
  }

  /**
   * Groups of the findings of severity warning or critical, worst first, within a severity in the
   * order of their worst finding.
   *
   * @param worstFirst findings of a run in the order of a {@link CheckResult}
   */
  public static List<FindingGroup> of(List<Finding> worstFirst) {
    Map<Key, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : worstFirst) {
      if (finding.severity().atLeast(Severity.WARNING)) {
        groups.computeIfAbsent(key(finding), k -> new ArrayList<>()).add(finding);
      }
    }
    return groups.values().stream()
        .map(FindingGroup::group)
        .sorted(
            Comparator.comparing((FindingGroup g) -> g.lead().severity())
                .reversed()
                .thenComparing(g -> !isBaseline(g.lead())))
        .toList();
  }

  private static Key key(Finding finding) {
    Measurement m = finding.measurement();
    // Groups of different protected attributes are different matters.
    boolean fairness = m.kind() == Kind.FAIRNESS;
    Set<String> attributes = fairness ? m.segment().values().keySet() : Set.of();
    return new Key(m.kind(), m.check(), m.column(), isBaseline(finding), attributes);
  }

  private static FindingGroup group(Collection<Finding> findings) {
    Comparator<Finding> order =
        Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(f -> !f.measurement().segment().isWhole());
    List<Finding> sorted = findings.stream().sorted(order).toList();
    return new FindingGroup(sorted.get(0), sorted);
  }

  private static boolean isBaseline(Finding finding) {
    Window window = finding.window();
    return window != null && window.isBaseline();
  }

  /**
   * The windows in which the lead's check of the lead's segment found something, in their order.
   */
  public List<Window> lasting() {
    Map<Integer, Window> windows = new TreeMap<>();
    for (Finding finding : findings) {
      Window window = finding.window();
      if (window != null && finding.measurement().segment().equals(lead.measurement().segment())) {
        windows.put(window.index(), window);
      }
    }
    return List.copyOf(windows.values());
  }

  /**
   * When it was found, such as {@code rows 16,345–45,312, 22 windows in a row}; with gaps, in how
   * many windows between the first and the last. Empty without windows.
   */
  public String windows() {
    List<Window> windows = lasting();
    if (windows.isEmpty()) {
      return "";
    }
    Window first = windows.get(0);
    Window last = windows.get(windows.size() - 1);
    if (first.isBaseline()) {
      return "baseline";
    }
    if (windows.size() == 1) {
      return first.label();
    }
    int span = last.index() - first.index() + 1;
    String often =
        span == windows.size()
            ? windows.size() + " windows in a row"
            : windows.size() + " of " + span + " windows";
    return first.label(last) + ", " + often;
  }

  /** The worst finding of each further segment, worst first. */
  public Map<Segment, Finding> elsewhere() {
    Map<Segment, Finding> others = new LinkedHashMap<>();
    for (Finding finding : findings) {
      if (!finding.measurement().segment().equals(lead.measurement().segment())) {
        others.putIfAbsent(finding.measurement().segment(), finding);
      }
    }
    return others;
  }
}
