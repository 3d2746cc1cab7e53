package org.bellwether.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bellwether.finding.Area;
import org.bellwether.finding.Severity;
import org.bellwether.render.Chart;
import org.bellwether.render.Figures;
import org.bellwether.watch.WatchedWindow;
import org.bellwether.watch.Windows;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a model is, window by window.
 *
 * @param windows latest first
 * @param findings of all rows of the latest window, worst first
 * @param inSegments findings of its segments, worst first
 * @param performance estimated and realised over the windows, {@code null} where neither is known
 */
public record HealthPanel(
    List<Row> windows,
    List<Finding> findings,
    List<Finding> inSegments,
    @Nullable Chart performance) {

  /** Windows that the page shows. */
  static final int SHOWN = 48;

  private static final int FINDINGS = 100;

  /** Metrics for the chart; the first that a model has is shown. */
  private static final List<String> METRICS =
      List.of("roc-auc", "macro-roc-auc", "accuracy", "rmse", "mae");

  private static final DateTimeFormatter AXIS =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /** A judged window. */
  public record Row(
      Instant start,
      String version,
      long predictions,
      double labelledShare,
      Severity verdict,
      Map<Area, Severity> areas) {

    /** Areas that need attention or cannot be judged, as words. */
    public String attention() {
      return areas.entrySet().stream()
          .filter(e -> e.getValue() != Severity.OK)
          .map(e -> word(e.getKey()) + " " + e.getValue().name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));
    }

    private static String word(Area area) {
      return area == Area.KPI ? "KPI" : area.name().toLowerCase(Locale.ROOT);
    }
  }

  /** What was found in a window. */
  public record Finding(
      Severity severity, boolean whole, String message, String owner, int persistence) {}

  /** What the watch says of a model up to a moment. */
  static HealthPanel of(Windows watched, String model, Instant now) {
    List<WatchedWindow> windows = watched.of(model, null, Instant.EPOCH, now.plusSeconds(1), SHOWN);
    List<Finding> findings =
        windows.isEmpty()
            ? List.of()
            : findings(watched, model, windows.getFirst(), now.plusSeconds(1));
    return new HealthPanel(
        windows.stream()
            .map(w ->
                new Row(
                    w.start(), w.version(), w.rows(), w.labelledShare(), w.verdict(), w.areas()))
            .toList(),
        findings.stream().filter(Finding::whole).toList(),
        findings.stream().filter(f -> !f.whole()).toList(),
        chart(windows));
  }

  private static List<Finding> findings(
      Windows watched, String model, WatchedWindow latest, Instant to) {
    return watched.findings(model, latest.version(), null, latest.start(), to, FINDINGS).stream()
        .map(f -> {
          JsonNode found = JsonMapper.shared().readTree(f.finding());
          return new Finding(
              Severity.valueOf(found.path("severity").asString().toUpperCase(Locale.ROOT)),
              found.path("segment").isNull(),
              found.path("message").asString(),
              found.path("owner").asString(""),
              f.persistence());
        })
        .filter(f -> f.severity().atLeast(Severity.WARNING))
        .sorted((a, b) -> b.severity().compareTo(a.severity()))
        .toList();
  }

  private static @Nullable Chart chart(List<WatchedWindow> windows) {
    for (String metric : METRICS) {
      List<List<String>> rows = new ArrayList<>();
      boolean known = false;
      for (WatchedWindow window : windows.reversed()) {
        JsonNode figures = JsonMapper.shared().readTree(window.figures());
        List<String> row = new ArrayList<>(List.of(AXIS.format(window.start())));
        Stream.of("estimated", "realised")
            .map(kind -> figures.path(kind).path(metric))
            .flatMap(v -> Stream.of("value", "low", "high").map(v::path))
            .forEach(v -> row.add(v.isNumber() ? Double.toString(v.asDouble()) : ""));
        known |= row.stream().skip(1).anyMatch(v -> !v.isEmpty());
        rows.add(row);
      }
      if (known) {
        return new Chart(
            "bands",
            metric.replace('-', ' ').replace("roc auc", "ROC AUC")
                + " by window: estimated until labels come, and measured with them",
            List.of(
                "window (UTC)",
                "estimated",
                "low",
                "high",
                "realised",
                "realised low",
                "realised high"),
            rows);
      }
    }
    return null;
  }

  /** The latest window in a sentence. */
  public String sentence() {
    if (windows.isEmpty()) {
      return "No window has closed yet; an hour is judged half a minute after its end.";
    }
    List<Finding> all = Stream.concat(findings.stream(), inSegments.stream()).toList();
    return all.isEmpty()
        ? "Nothing needs attention in the latest window of "
            + Figures.count(windows.getFirst().predictions(), "prediction")
            + "."
        : all.getFirst().message()
            + (all.size() > 1 ? "; " + Figures.count(all.size() - 1L, "more finding") + "." : ".");
  }

  /** How the model is: the worst that needs attention, else the verdict of the latest window. */
  public Severity severity() {
    return windows.isEmpty() ? Severity.UNKNOWN : windows.getFirst().verdict();
  }
}
