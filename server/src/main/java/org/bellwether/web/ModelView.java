package org.bellwether.web;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bellwether.event.Label;
import org.bellwether.event.Prediction;
import org.bellwether.registry.Model;
import org.bellwether.render.Chart;
import org.bellwether.render.Figures;
import org.bellwether.store.Arrivals;
import org.bellwether.store.EventCounts;
import org.bellwether.store.ProfiledHour;
import org.bellwether.store.RefusedLines;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a model shows.
 *
 * @param health how the model is, window by window
 * @param span length of the chart's span, as in the address
 * @param refusedDay kept lines that were refused in the last 24 hours
 * @param events latest predictions and labels, latest first
 * @param refused latest refused lines
 * @param features columns of the profile of the latest hour
 * @param hour that hour, {@code null} without predictions
 */
public record ModelView(
    Model model,
    HealthPanel health,
    Span span,
    Arrivals arrivals,
    EventCounts counts,
    Chart chart,
    int refusedDay,
    List<EventRow> events,
    List<RefusedLines.Line> refused,
    List<FeaturePanel> features,
    @Nullable ProfiledHour hour) {

  /** Spans that the chart can show, with the length of one bar. */
  public enum Span {
    HOUR("1h", Duration.ofMinutes(2), 30, "hour", "HH:mm"),
    DAY("24h", Duration.ofHours(1), 24, "24 hours", "d MMM HH:mm"),
    WEEK("7d", Duration.ofHours(6), 28, "7 days", "d MMM HH:mm"),
    MONTH("30d", Duration.ofDays(1), 30, "30 days", "d MMM");

    private final String word;
    private final Duration step;
    private final int parts;
    private final String title;
    private final DateTimeFormatter axis;

    Span(String word, Duration step, int parts, String title, String axis) {
      this.word = word;
      this.step = step;
      this.parts = parts;
      this.title = title;
      this.axis =
          DateTimeFormatter.ofPattern(axis, Locale.ENGLISH).withZone(java.time.ZoneOffset.UTC);
    }

    /** As it stands in the address. */
    public String word() {
      return word;
    }

    public String title() {
      return title;
    }

    Duration step() {
      return step;
    }

    int parts() {
      return parts;
    }

    Duration length() {
      return step.multipliedBy(parts);
    }

    String axis(Instant start) {
      return axis.format(start);
    }

    static Span of(String word) {
      for (Span span : values()) {
        if (span.word.equals(word)) {
          return span;
        }
      }
      return DAY;
    }
  }

  /** A prediction or a label in the list of the latest events. */
  public record EventRow(Instant time, String kind, String id, String what) {

    static EventRow of(Prediction p) {
      List<String> parts = new ArrayList<>();
      add(parts, "", p.prediction());
      add(parts, "score ", p.score());
      add(parts, "decision ", p.decision());
      add(parts, "version ", p.version());
      if (p.latencyMs() != null) {
        parts.add(Figures.number(p.latencyMs()) + " ms");
      }
      add(parts, "error ", p.error());
      return new EventRow(p.time(), "prediction", p.id(), String.join(", ", parts));
    }

    private static void add(List<String> parts, String name, @Nullable Object value) {
      if (value != null) {
        parts.add(name + value(value));
      }
    }

    static EventRow of(Label l) {
      String source = l.source() == null ? "" : ", by " + l.source();
      return new EventRow(l.time(), "label", l.id(), value(l.label()) + source);
    }
  }

  static String value(Object value) {
    return value instanceof Double number ? Figures.number(number) : String.valueOf(value);
  }

  static List<EventRow> events(List<Prediction> predictions, List<Label> labels, int most) {
    List<EventRow> rows = new ArrayList<>();
    predictions.forEach(p -> rows.add(EventRow.of(p)));
    labels.forEach(l -> rows.add(EventRow.of(l)));
    return rows.stream()
        .sorted(Comparator.comparing(EventRow::time).reversed())
        .limit(most)
        .toList();
  }

  static Chart chart(Span span, Arrivals arrivals) {
    long labels = arrivals.counts().stream().mapToLong(Arrivals.Count::labels).sum();
    long most = arrivals.counts().stream().mapToLong(Arrivals.Count::predictions).max().orElse(0);
    String title =
        Figures.count(arrivals.inSpan(), "prediction")
            + " and "
            + Figures.count(labels, "label")
            + " in the last "
            + span.title()
            + "; at most "
            + Figures.count(most, "prediction")
            + " in "
            + duration((double) span.step().toSeconds())
            + " (times in UTC)";
    return new Chart(
        "counts",
        title,
        List.of("from (UTC)", "predictions", "labels"),
        arrivals.counts().stream()
            .map(c ->
                List.of(
                    span.axis(c.start()),
                    Long.toString(c.predictions()),
                    Long.toString(c.labels())))
            .toList());
  }

  /** Seconds in the largest fitting unit, such as {@code 2 hours}. */
  static String duration(double seconds) {
    double size = Math.abs(seconds);
    if (size >= 86_400) {
      return count(seconds / 86_400, "day");
    }
    if (size >= 3_600) {
      return count(seconds / 3_600, "hour");
    }
    if (size >= 60) {
      return count(seconds / 60, "minute");
    }
    return count(seconds, "second");
  }

  private static String count(double number, String unit) {
    String text =
        number == Math.rint(number)
            ? Figures.number(number)
            : String.format(Locale.ROOT, "%.1f", number);
    return text + " " + unit + (text.equals("1") ? "" : "s");
  }

  /** How labels find their predictions, as a sentence. */
  public String matching() {
    Double median = counts.medianLabelDelaySeconds();
    Double late = counts.longLabelDelaySeconds();
    if (counts.labels() == 0) {
      return "No label has arrived yet.";
    }
    String sentence =
        Figures.count(counts.matched())
            + " of "
            + Figures.count(counts.labels(), "label")
            + " have their prediction";
    return median == null || late == null
        ? sentence + "."
        : sentence
            + "; half of those came within "
            + duration(median)
            + " of it, 95 of 100 within "
            + duration(late)
            + ".";
  }

  /** Columns that are not kept as they come, as words. */
  public String privacy() {
    return model.privacy().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> e.getKey() + ": " + e.getValue().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
