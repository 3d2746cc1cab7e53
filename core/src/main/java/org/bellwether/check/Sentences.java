package org.bellwether.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;

/** What a run says in words. */
final class Sentences {

  private Sentences() {}

  static String message(Measurement m, Severity severity, long rowsNeeded) {
    String undefined = m.undefined();
    if (undefined != null) {
      // A reason that is a sentence says what it is about by itself.
      return Character.isUpperCase(undefined.charAt(0))
          ? where(m, undefined)
          : CheckName.subject(m) + " cannot be judged: " + undefined;
    }
    if (severity == Severity.UNKNOWN) {
      return CheckName.subject(m) + " cannot be judged: " + needed(m, rowsNeeded);
    }
    return where(m, m.sentence());
  }

  /** The sentence with its segment, at the front where it does not name it. */
  private static String where(Measurement m, String sentence) {
    if (m.segment().isWhole() || sentence.contains(m.segment().toString())) {
      return sentence;
    }
    boolean abbreviation = sentence.length() > 1 && Character.isUpperCase(sentence.charAt(1));
    String first = sentence.substring(0, 1);
    return "Where "
        + m.segment()
        + ", "
        + (abbreviation ? first : first.toLowerCase(Locale.ROOT))
        + sentence.substring(1);
  }

  private static String needed(Measurement m, long rowsNeeded) {
    if (rowsNeeded == 0) {
      return "its value is undefined";
    }
    return rowsNeeded == Long.MAX_VALUE
        ? count(m.n(), "row") + ", and no number of rows like these would be enough"
        : count(m.n(), "row") + ", " + number(rowsNeeded) + " needed" + change(m);
  }

  /** The change that so many rows show. */
  private static String change(Measurement m) {
    double warning = m.threshold().warning();
    return warning > 0 && Double.isFinite(warning)
        ? " to see " + CheckName.of(m.check()).change(warning)
        : "";
  }

  static String headline(Severity verdict, List<Finding> worstFirst, int columns, int windows) {
    return switch (verdict) {
      case CRITICAL, WARNING -> alarm(verdict, worstFirst);
      case UNKNOWN -> unknown(worstFirst, columns, windows);
      case OK -> fine(worstFirst);
    };
  }

  private static String alarm(Severity verdict, List<Finding> worstFirst) {
    List<FindingGroup> groups = FindingGroup.of(worstFirst);
    FindingGroup first = groups.get(0);
    String lasts = first.windows();
    String sentence =
        withoutStop(first.lead().message()) + (lasts.isEmpty() ? "" : " (" + lasts + ")");
    int more = groups.size() - 1;
    boolean asks = sentence.endsWith("?");
    String rest = asks ? "" : ".";
    if (more > 0) {
      rest = (asks ? " " : "; ") + count(more, "more finding") + " to look at.";
    }
    return (verdict == Severity.CRITICAL ? "Critical: " : "Warning: ") + sentence + rest;
  }

  private static String unknown(List<Finding> worstFirst, int all, int windows) {
    Set<String> columns = new LinkedHashSet<>();
    Set<Integer> where = new LinkedHashSet<>();
    List<Finding> unknown = new ArrayList<>();
    for (Finding f : worstFirst) {
      if (f.severity() == Severity.UNKNOWN && f.measurement().segment().isWhole()) {
        unknown.add(f);
        where.add(f.window() == null ? -1 : f.window().index());
        if (f.measurement().column() != null) {
          columns.add(f.measurement().column());
        }
      }
    }
    Finding first = unknown.get(0);
    Finding most =
        unknown.stream()
            .filter(f -> f.rowsNeeded() > 0 && f.rowsNeeded() < Long.MAX_VALUE)
            .max(Comparator.comparingLong(Finding::rowsNeeded))
            .orElse(first);
    if (columns.isEmpty() || most.rowsNeeded() == 0 || most.rowsNeeded() == Long.MAX_VALUE) {
      return withoutStop(first.message()) + ". Nothing else needs attention.";
    }
    return "Nothing needs attention as far as "
        + count(most.measurement().n(), "row")
        + (windows == 0 ? "" : " in " + where.size() + " of " + count(windows, "window"))
        + " can tell; "
        + number(most.rowsNeeded())
        + " are needed to judge "
        + (columns.size() == all ? "all " : columns.size() + " of ")
        + count(all, "column")
        + " fully.";
  }

  private static String fine(List<Finding> findings) {
    List<Finding> small = findings.stream().filter(f -> f.severity() == Severity.UNKNOWN).toList();
    long segments = small.stream().map(f -> f.measurement().segment()).distinct().count();
    return small.isEmpty()
        ? "Nothing needs attention in " + count(findings.size(), "check") + "."
        : "Nothing needs attention: "
            + count(findings.size() - small.size(), "check")
            + " are fine; "
            + number(small.size())
            + " more, in "
            + count(segments, "segment")
            + ", have too few rows to tell.";
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static String count(long n, String noun) {
    return number(n) + " " + noun + (n == 1 ? "" : "s");
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
