package org.bellwether.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Threshold;
import org.bellwether.finding.Window;
import org.bellwether.profile.Profile;

/** What a run says in words. */
final class Sentences {

  private Sentences() {}

  static String message(Measurement m, Severity severity, long rowsNeeded) {
    String undefined = m.undefined();
    if (undefined != null) {
      // A reason that is a sentence says what it is about by itself.
      return Character.isUpperCase(undefined.charAt(0))
          ? undefined
          : subject(m) + " cannot be judged: " + undefined;
    }
    if (severity == Severity.UNKNOWN) {
      return subject(m) + " cannot be judged: " + needed(m, rowsNeeded);
    }
    return m.sentence();
  }

  private static String needed(Measurement m, long rowsNeeded) {
    if (rowsNeeded == 0) {
      return "its value is undefined";
    }
    return rowsNeeded == Long.MAX_VALUE
        ? count(m.n(), "row") + ", and no number of rows like these would be enough"
        : count(m.n(), "row") + ", " + number(rowsNeeded) + " needed" + change(m);
  }

  /** The change that so many rows show; fairness has gaps and ratios instead. */
  private static String change(Measurement m) {
    double warning = m.threshold().warning();
    boolean isChange =
        m.kind() != Kind.FAIRNESS
            && m.threshold().direction() == Threshold.Direction.ABOVE
            && warning > 0
            && Double.isFinite(warning);
    return isChange
        ? " to see a change of " + BigDecimal.valueOf(warning).stripTrailingZeros().toPlainString()
        : "";
  }

  private static String subject(Measurement m) {
    String what = m.check().replace('-', ' ');
    String subject =
        m.column() == null
            ? what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1)
            : m.column() + " (" + what + ")";
    return m.segment().isWhole() ? subject : subject + " where " + m.segment();
  }

  static String headline(Severity verdict, List<Finding> worstFirst, Profile current) {
    return switch (verdict) {
      case CRITICAL, WARNING -> alarm(verdict, worstFirst);
      case UNKNOWN -> unknown(worstFirst, current);
      case OK -> fine(worstFirst);
    };
  }

  private static String alarm(Severity verdict, List<Finding> worstFirst) {
    List<Finding> alarms =
        worstFirst.stream().filter(f -> f.severity().atLeast(Severity.WARNING)).toList();
    Finding first = alarms.get(0);
    String sentence = withoutStop(first.message()) + window(first);
    int more = alarms.size() - 1;
    boolean asks = sentence.endsWith("?");
    String rest = asks ? "" : ".";
    if (more > 0) {
      rest = (asks ? " " : "; ") + count(more, "more finding") + " to look at.";
    }
    return (verdict == Severity.CRITICAL ? "Critical: " : "Warning: ") + sentence + rest;
  }

  private static String window(Finding finding) {
    Window window = finding.window();
    if (window == null) {
      return "";
    }
    if (window.isBaseline()) {
      return " (baseline)";
    }
    return window.start() != null
        ? " (window from " + window.start() + ")"
        : " (rows "
            + number(window.firstRow() + 1)
            + " to "
            + number(window.firstRow() + window.rows())
            + ")";
  }

  private static String unknown(List<Finding> worstFirst, Profile current) {
    Set<String> columns = new LinkedHashSet<>();
    List<Finding> unknown = new ArrayList<>();
    for (Finding f : worstFirst) {
      if (f.severity() == Severity.UNKNOWN && f.measurement().segment().isWhole()) {
        unknown.add(f);
        if (f.measurement().column() != null) {
          columns.add(f.measurement().column());
        }
      }
    }
    if (columns.isEmpty()) {
      return withoutStop(unknown.get(0).message()) + ".";
    }
    long needed =
        unknown.stream()
            .mapToLong(Finding::rowsNeeded)
            .filter(n -> n < Long.MAX_VALUE)
            .max()
            .orElse(0);
    String why =
        needed > current.rows()
            ? count(current.rows(), "row") + ", " + number(needed) + " needed"
            : withoutStop(unknown.get(0).message());
    return columns.size()
        + " of "
        + count(current.schema().columns().size(), "column")
        + " cannot be judged fully: "
        + why
        + ". Nothing else needs attention.";
  }

  private static String fine(List<Finding> findings) {
    long small =
        findings.stream()
            .filter(f -> f.severity() == Severity.UNKNOWN)
            .map(f -> f.measurement().segment())
            .distinct()
            .count();
    String rest =
        small == 0
            ? "."
            : "; " + count(small, "segment") + " too small to be judged in every respect.";
    return "Nothing needs attention in " + count(findings.size(), "check") + rest;
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
