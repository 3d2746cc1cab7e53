package org.bellwether.render;

import java.util.List;
import org.bellwether.check.CheckResult;
import org.bellwether.check.FindingGroup;
import org.bellwether.check.TableSummary;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Measurement;

/** A result as a comment on a pull request: short, and within what the hosts accept. */
public final class MarkdownReport {

  /** Hosts refuse comments longer than 65,536 characters. */
  static final int LONGEST = 60_000;

  private static final int SHOWN = 20;
  private static final int LONGEST_CELL = 400;

  private MarkdownReport() {}

  /** The report, at most {@value #LONGEST} characters. */
  public static String render(CheckResult result) {
    Summary summary = Summary.of(result);
    StringBuilder out = new StringBuilder();
    out.append("### ")
        .append(SeverityMark.shape(result.verdict()))
        .append(" Bellwether: ")
        .append(SeverityMark.word(result.verdict()))
        .append("\n\n**")
        .append(cell(TerminalReport.withoutVerdict(result.headline())))
        .append("**\n\n")
        .append(table(result.currentTable()))
        .append(" against ")
        .append(table(result.referenceTable()))
        .append(": ")
        .append(summary.counts())
        .append(".\n");
    findings(out, summary.groups());
    list(out, "Cannot be judged", summary.limits());
    list(out, "Notes", result.notes());
    return out.toString();
  }

  private static String table(TableSummary table) {
    String skipped =
        table.skippedRows() == 0 ? "" : ", " + Figures.count(table.skippedRows()) + " left out";
    return cell(table.name()) + " (" + Figures.count(table.rows(), "row") + skipped + ")";
  }

  private static void findings(StringBuilder out, List<FindingGroup> groups) {
    if (groups.isEmpty()) {
      return;
    }
    out.append("\n| | where | what | figures | who |\n|---|---|---|---|---|\n");
    int shown = 0;
    for (FindingGroup group : groups.subList(0, Math.min(SHOWN, groups.size()))) {
      String row = row(group);
      if (out.length() + row.length() > LONGEST * 2 / 3) {
        break;
      }
      out.append(row);
      shown++;
    }
    if (shown < groups.size()) {
      out.append("\nand ").append(Figures.count(groups.size() - shown)).append(" more.\n");
    }
  }

  private static String row(FindingGroup group) {
    Finding finding = group.lead();
    Measurement m = finding.measurement();
    String extent = Summary.extent(group);
    return "| "
        + SeverityMark.shape(finding.severity())
        + " "
        + SeverityMark.word(finding.severity())
        + " | "
        + cell(m.column() == null ? m.kind().word() : m.column())
        + " | "
        + cell(finding.message())
        + (extent.isEmpty() ? "" : "<br>" + cell(extent))
        + " | "
        + cell(m.check() + ": " + Figures.line(finding))
        + " | "
        + m.owner().word()
        + " |\n";
  }

  private static void list(StringBuilder out, String title, List<String> sentences) {
    if (sentences.isEmpty()) {
      return;
    }
    out.append("\n<details><summary>").append(title).append("</summary>\n\n");
    for (String sentence : sentences) {
      String line = "- " + cell(sentence) + "\n";
      if (out.length() + line.length() > LONGEST - 100) {
        out.append("- and more\n");
        break;
      }
      out.append(line);
    }
    out.append("\n</details>\n");
  }

  /** Data as plain text: on one line, cut where it is very long, nothing in it markup. */
  static String cell(String text) {
    String cut = TerminalText.cut(TerminalText.clean(text), LONGEST_CELL);
    StringBuilder cell = new StringBuilder();
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      switch (c) {
        case '&' -> cell.append("&amp;");
        case '<' -> cell.append("&lt;");
        case '>' -> cell.append("&gt;");
        // A mention or a link to an issue would notify people who have nothing to do with it.
        case '@' -> cell.append("&#64;");
        case '#' -> cell.append("&#35;");
        case '|', '`', '*', '_', '[', ']', '\\', '~', '!' -> cell.append('\\').append(c);
        default -> cell.append(c);
      }
    }
    return cell.toString().replace("://", ":&#47;&#47;");
  }
}
