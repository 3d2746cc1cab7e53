package org.bellwether.render;

import java.util.List;
import java.util.Locale;
import org.bellwether.check.CheckResult;
import org.bellwether.check.FindingGroup;
import org.bellwether.check.TableSummary;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;

/** A result for a terminal: the verdict first, then findings by severity, then what to do next. */
public final class TerminalReport {

  /** Findings shown; the rest is counted. */
  private static final int SHOWN = 25;

  private static final int WIDEST_PLACE = 40;

  private final TerminalStyle style;
  private final StringBuilder out = new StringBuilder();

  private TerminalReport(TerminalStyle style) {
    this.style = style;
  }

  /** The report, ending in a line break. */
  public static String render(CheckResult result, TerminalStyle style) {
    TerminalReport report = new TerminalReport(style);
    report.verdict(result);
    if (!style.quiet()) {
      report.body(Summary.of(result));
    }
    return report.out.toString();
  }

  private void verdict(CheckResult result) {
    String mark =
        SeverityMark.shape(result.verdict()) + " " + SeverityMark.word(result.verdict()) + "  ";
    String headline = TerminalText.clean(withoutVerdict(result.headline()));
    List<String> lines = TerminalText.wrap(headline, style.width() - mark.length());
    for (int i = 0; i < lines.size(); i++) {
      String start = i == 0 ? paint(mark, result.verdict()) : " ".repeat(mark.length());
      out.append(start).append(bold(lines.get(i))).append('\n');
    }
  }

  /** The mark says the severity; the sentence need not repeat it. */
  static String withoutVerdict(String headline) {
    for (Severity severity : Severity.values()) {
      String start = SeverityMark.word(severity) + ": ";
      if (headline.toLowerCase(Locale.ROOT).startsWith(start)) {
        return headline.substring(start.length());
      }
    }
    return headline;
  }

  private void body(Summary summary) {
    CheckResult result = summary.result();
    out.append('\n');
    table("reference", result.referenceTable());
    table("current", result.currentTable());
    line(
        "checks",
        summary.counts()
            + "; on unchanged data at most "
            + Figures.percent(result.level())
            + " of runs raise an alarm");
    findings(summary.groups());
    section("Cannot be judged", summary.limits());
    section("Notes", result.notes());
    next(summary);
  }

  private void table(String role, TableSummary table) {
    String skipped =
        table.skippedRows() == 0
            ? ""
            : " (" + Figures.count(table.skippedRows()) + " unreadable and left out)";
    String rows = Figures.count(table.rows(), "row") + skipped;
    line(role, TerminalText.clean(table.name()) + ": " + rows);
  }

  private void line(String name, String text) {
    String start = "  " + TerminalText.pad(name, 11);
    List<String> lines = TerminalText.wrap(text, style.width() - start.length());
    for (int i = 0; i < lines.size(); i++) {
      out.append(i == 0 ? dim(start) : " ".repeat(start.length()))
          .append(lines.get(i))
          .append('\n');
    }
  }

  private void findings(List<FindingGroup> groups) {
    List<FindingGroup> shown = groups.subList(0, Math.min(SHOWN, groups.size()));
    int place = 0;
    for (FindingGroup group : shown) {
      place = Math.max(place, TerminalText.width(place(group.lead())));
    }
    place = Math.min(place, Math.min(WIDEST_PLACE, style.width() / 3));
    if (!shown.isEmpty()) {
      out.append('\n');
    }
    for (FindingGroup group : shown) {
      finding(group, place);
    }
    if (shown.size() < groups.size()) {
      String more = Figures.count(groups.size() - shown.size());
      out.append("  … and ")
          .append(more)
          .append(" more: --html FILE or --json FILE has them all\n");
    }
  }

  private void finding(FindingGroup group, int place) {
    Finding finding = group.lead();
    String mark =
        "  "
            + SeverityMark.shape(finding.severity())
            + " "
            + TerminalText.pad(SeverityMark.word(finding.severity()), 10);
    String where = TerminalText.pad(TerminalText.cut(place(finding), place), place) + "  ";
    int indent = TerminalText.width(mark) + TerminalText.width(where);
    int width = style.width() - indent;
    out.append(paint(mark, finding.severity())).append(where);
    indented(TerminalText.wrap(TerminalText.clean(finding.message()), width), indent, false);
    String extent = Summary.extent(group);
    if (!extent.isEmpty()) {
      out.append(" ".repeat(indent));
      indented(TerminalText.wrap(TerminalText.clean(extent), width), indent, false);
    }
    String figures =
        finding.measurement().check()
            + ": "
            + Figures.line(finding)
            + " → "
            + finding.measurement().owner().word();
    out.append(" ".repeat(indent));
    indented(TerminalText.wrap(TerminalText.clean(figures), width), indent, true);
  }

  /** The lines, the first where the cursor is and the others below it. */
  private void indented(List<String> lines, int indent, boolean dim) {
    for (int i = 0; i < lines.size(); i++) {
      String text = dim ? dim(lines.get(i)) : lines.get(i);
      out.append(i == 0 ? "" : " ".repeat(indent)).append(text).append('\n');
    }
    if (lines.isEmpty()) {
      out.append('\n');
    }
  }

  /** The column or the kind; the sentence beside it names the segment. */
  private static String place(Finding finding) {
    Measurement m = finding.measurement();
    return TerminalText.clean(m.column() == null ? m.kind().word() : m.column());
  }

  private void section(String title, List<String> sentences) {
    if (sentences.isEmpty()) {
      return;
    }
    out.append('\n').append(bold(title)).append('\n');
    int shown = Math.min(8, sentences.size());
    for (String sentence : sentences.subList(0, shown)) {
      bullet(sentence);
    }
    if (shown < sentences.size()) {
      bullet("… and " + (sentences.size() - shown) + " more");
    }
  }

  private void bullet(String sentence) {
    List<String> lines = TerminalText.wrap(TerminalText.clean(sentence), style.width() - 4);
    for (int i = 0; i < lines.size(); i++) {
      out.append(i == 0 ? "  - " : "    ").append(lines.get(i)).append('\n');
    }
  }

  private void next(Summary summary) {
    if (summary.alarms().isEmpty()) {
      return;
    }
    out.append('\n').append(bold("Next")).append('\n');
    summary.next().forEach((owner, what) -> bullet(owner.word() + ": look at " + what));
  }

  private String paint(String text, Severity severity) {
    String code =
        switch (severity) {
          case OK -> "32";
          case UNKNOWN -> "36";
          case WARNING -> "33";
          case CRITICAL -> "1;31";
        };
    return escape(code, text);
  }

  private String bold(String text) {
    return escape("1", text);
  }

  private String dim(String text) {
    return escape("2", text);
  }

  private String escape(String code, String text) {
    return style.colour() ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
