package org.bellwether.render;

import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import org.bellwether.check.CheckResult;
import org.bellwether.check.SlicePerformance;
import org.bellwether.check.TableSummary;
import org.bellwether.check.WindowResult;
import org.bellwether.drift.ColumnStatistics;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Threshold;
import org.bellwether.finding.Window;
import org.bellwether.performance.MetricValue;
import org.bellwether.profile.Profile;
import org.bellwether.schema.Segment;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * A result for machines, in the shape of {@code docs/check-result.schema.json}. What is undefined
 * or infinite is {@code null}. Written token by token: a run of thousands of columns needs no tree
 * in memory, and no reflection slows the start.
 */
public final class JsonReport {

  /** Version of the shape; grows when a field changes its meaning or goes away. */
  public static final String VERSION = "1";

  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes the result and a line break; the writer stays open.
   *
   * @param all whether findings of severity ok are listed too
   */
  public static void write(CheckResult result, boolean all, Writer out) {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(new Indented(), out)) {
      new JsonReport(json).write(result, all);
      json.writeRaw('\n');
    }
  }

  /** The result as text. */
  public static String render(CheckResult result, boolean all) {
    StringWriter out = new StringWriter();
    write(result, all, out);
    return out.toString();
  }

  /** One finding as text, in the shape that a result has it. */
  public static String render(Finding finding) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json =
        JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), out)) {
      new JsonReport(json).finding(finding);
    }
    return out.toString();
  }

  /** Asks for line breaks and indentation. */
  private static final class Indented extends ObjectWriteContext.Base {
    private final PrettyPrinter printer = new DefaultPrettyPrinter();

    @Override
    public PrettyPrinter getPrettyPrinter() {
      return printer;
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }

  private void write(CheckResult result, boolean all) {
    Summary summary = Summary.of(result);
    json.writeStartObject();
    json.writeStringProperty("version", VERSION);
    json.writeStringProperty("verdict", SeverityMark.word(result.verdict()));
    json.writeStringProperty("headline", result.headline());
    table("reference", result.referenceTable());
    table("current", result.currentTable());
    json.writeNumberProperty("level", result.level());
    json.writeNumberProperty("family", result.family());
    json.writeObjectPropertyStart("counts");
    for (Severity severity : Severity.values()) {
      json.writeNumberProperty(SeverityMark.word(severity), summary.count(severity));
    }
    json.writeEndObject();
    json.writeArrayPropertyStart("findings");
    result.findings().stream()
        .filter(f -> all || f.severity() != Severity.OK)
        .forEach(this::finding);
    json.writeEndArray();
    columns("columns", result.columns(), result.reference(), result.current());
    performance(result.performance());
    json.writeArrayPropertyStart("windows");
    result.windows().forEach(w -> window(result.reference(), w));
    json.writeEndArray();
    strings("notes", result.notes());
    json.writeEndObject();
  }

  private void table(String name, TableSummary table) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("name", table.name());
    json.writeNumberProperty("rows", table.rows());
    json.writeNumberProperty("skippedRows", table.skippedRows());
    strings("notes", table.notes());
    json.writeEndObject();
  }

  private void strings(String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  private void finding(Finding finding) {
    Measurement m = finding.measurement();
    json.writeStartObject();
    json.writeStringProperty("severity", SeverityMark.word(finding.severity()));
    json.writeStringProperty("kind", m.kind().word());
    json.writeStringProperty("check", m.check());
    json.writeObjectPropertyStart("method");
    json.writeStringProperty("name", m.method().name());
    json.writeStringProperty("accuracy", m.method().isExact() ? "exact" : "bounded");
    number("errorBound", m.method().errorBound());
    json.writeEndObject();
    text("column", m.column());
    segment(m.segment());
    json.writeName("window");
    window(finding.window());
    json.writeNumberProperty("n", m.n());
    json.writeNumberProperty("nReference", m.nReference());
    number("value", m.value());
    number("reference", m.reference());
    number("effect", m.effect());
    interval(m.interval());
    number("pValue", m.pValue());
    number("adjustedPValue", finding.adjustedPValue());
    threshold(m.threshold());
    if (finding.rowsNeeded() == Long.MAX_VALUE) {
      json.writeNullProperty("rowsNeeded");
    } else {
      json.writeNumberProperty("rowsNeeded", finding.rowsNeeded());
    }
    json.writeNumberProperty("persistence", finding.persistence());
    text("undefined", m.undefined());
    json.writeStringProperty("owner", m.owner().word());
    json.writeStringProperty("message", finding.message());
    json.writeEndObject();
  }

  private void segment(Segment segment) {
    if (segment.isWhole()) {
      json.writeNullProperty("segment");
      return;
    }
    json.writeObjectPropertyStart("segment");
    segment.values().forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  private void window(@Nullable Window window) {
    if (window == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeNumberProperty("index", window.index());
    json.writeBooleanProperty("baseline", window.isBaseline());
    text("start", window.start() == null ? null : window.start().toString());
    text("end", window.end() == null ? null : window.end().toString());
    json.writeNumberProperty("firstRow", window.firstRow());
    json.writeNumberProperty("rows", window.rows());
    json.writeEndObject();
  }

  private void window(Profile reference, WindowResult result) {
    json.writeStartObject();
    json.writeName("window");
    window(result.window());
    json.writeStringProperty("verdict", SeverityMark.word(result.verdict()));
    columns("columns", result.columns(), reference, result.profile());
    json.writeEndObject();
  }

  private void interval(@Nullable Interval interval) {
    if (interval == null) {
      json.writeNullProperty("interval");
      return;
    }
    json.writeObjectPropertyStart("interval");
    number("low", interval.low());
    number("high", interval.high());
    number("level", interval.level());
    json.writeEndObject();
  }

  private void threshold(Threshold threshold) {
    json.writeObjectPropertyStart("threshold");
    number("warning", threshold.warning());
    number("critical", threshold.critical());
    json.writeStringProperty(
        "direction", threshold.direction() == Threshold.Direction.ABOVE ? "above" : "below");
    json.writeEndObject();
  }

  private void columns(
      String name, List<ColumnStatistics> columns, Profile reference, Profile current) {
    JsonSummary summaries = new JsonSummary(json);
    json.writeArrayPropertyStart(name);
    for (ColumnStatistics column : columns) {
      json.writeStartObject();
      json.writeStringProperty("column", column.column());
      json.writeStringProperty("type", column.type().name().toLowerCase(Locale.ROOT));
      segment(column.segment());
      summaries.write("reference", reference.slice(column.segment()), column.column());
      summaries.write("current", current.slice(column.segment()), column.column());
      json.writeNumberProperty("unseenCategories", column.unseenCategories());
      json.writeNumberProperty("unseenRows", column.unseenRows());
      json.writeArrayPropertyStart("statistics");
      for (ColumnStatistics.Statistic statistic : column.statistics()) {
        json.writeStartObject();
        json.writeStringProperty("method", statistic.method().word());
        number("value", statistic.value());
        number("errorBound", statistic.errorBound());
        number("pValue", statistic.pValue());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Every metric by the rows it holds for. */
  private void performance(List<SlicePerformance> slices) {
    json.writeArrayPropertyStart("performance");
    for (SlicePerformance slice : slices) {
      json.writeStartObject();
      segment(slice.current().segment());
      json.writeNumberProperty("rows", slice.current().rows());
      json.writeNumberProperty("labelled", slice.current().labelled());
      json.writeNumberProperty("rowsReference", slice.reference().rows());
      json.writeNumberProperty("labelledReference", slice.reference().labelled());
      json.writeArrayPropertyStart("metrics");
      for (MetricValue value : slice.current().values()) {
        json.writeStartObject();
        json.writeStringProperty("metric", value.metric().label());
        json.writeStringProperty("definition", value.metric().definition());
        json.writeBooleanProperty("higherIsBetter", value.metric().higherIsBetter());
        number("value", value.value());
        interval(value.interval());
        MetricValue before = slice.reference().get(value.metric()).orElse(null);
        number("reference", before == null ? Double.NaN : before.value());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void text(String name, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, value);
    }
  }

  private void number(String name, double value) {
    JsonSummary.number(json, name, value);
  }
}
