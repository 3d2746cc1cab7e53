package org.bellwether.cli;

import java.io.PrintWriter;
import org.bellwether.check.CheckResult;
import org.bellwether.render.HtmlReport;
import org.bellwether.render.JsonReport;
import org.bellwether.render.MarkdownReport;
import org.bellwether.render.TerminalReport;
import org.bellwether.render.TerminalStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say where a result goes. */
final class OutputFlags {

  @Option(
      names = "--json",
      paramLabel = "FILE|-",
      description = "Write the result as JSON; - for the screen instead of the report.")
  @Nullable String json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the result as one page that opens without a network.")
  @Nullable String html;

  @Option(
      names = "--markdown",
      paramLabel = "FILE|-",
      description = "Write the result for a pull-request comment.")
  @Nullable String markdown;

  @Option(names = "--all", description = "Put findings of severity ok into the JSON, too.")
  boolean all;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the verdict only, and no progress.")
  boolean quiet;

  /** Writes every output that was asked for. */
  void write(CheckResult result, PrintWriter out) {
    boolean screen = !"-".equals(json) && !"-".equals(markdown);
    if (screen) {
      out.print(TerminalReport.render(result, TerminalStyle.detect(quiet)));
      out.flush();
    }
    if (json != null) {
      OutputFile.write(json, JsonReport.render(result, all), out);
    }
    if (html != null) {
      OutputFile.write(html, HtmlReport.render(result), out);
    }
    if (markdown != null) {
      OutputFile.write(markdown, MarkdownReport.render(result), out);
    }
  }
}
