package org.bellwether.render;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bellwether.check.CheckResult;

/**
 * A result as one self-contained page: it opens from disk, asks no network for anything, and can be
 * read before and without its script. Charts are drawn from the tables behind them.
 */
public final class HtmlReport {

  private static final String CHARTS =
      "META-INF/resources/webjars/echarts/5.3.1/dist/echarts.common.min.js";
  static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, HtmlReport.class.getClassLoader(), "org.bellwether.render");
  private static final String OWN = "org/bellwether/render/";

  private HtmlReport() {}

  /** The page. */
  public static String render(CheckResult result) {
    StringOutput out = new StringOutput();
    Map<String, Object> parts =
        Map.of(
            "result", result,
            "style", resource(OWN + "style.css"),
            "charts", resource(CHARTS),
            "script", resource(OWN + "page.js"));
    TEMPLATES.render("report.jte", parts, out);
    return out.toString();
  }

  /** The list of keys that the script of these pages shows on {@code ?}. */
  public static Content keys() {
    return output -> TEMPLATES.render("keys.jte", Map.of(), output);
  }

  static String resource(String name) {
    try (InputStream in = HtmlReport.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the installation lacks " + name + ": build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
