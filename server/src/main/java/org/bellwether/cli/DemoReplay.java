package org.bellwether.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.bellwether.finding.Severity;
import org.bellwether.render.SeverityMark;
import tools.jackson.databind.JsonNode;

/**
 * Sends six weeks of flights through a running service, week by week, each week's labels a week
 * late, and tells what the service says of each. From the fifth week on the hours of departure are
 * in UTC instead of local time.
 */
final class DemoReplay {

  static final String MODEL = "flight-delay";

  private static final int WEEKS = 6;
  private static final int FAULTY_FROM = 4;
  private static final int BATCH = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final DateTimeFormatter DEPARTURE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  /** Hours from local winter time to UTC. */
  private static final Map<String, Integer> TO_UTC =
      Map.of("ATL", 5, "ORD", 6, "DFW", 6, "DEN", 7, "PHX", 7, "LAX", 8);

  /** Mondays: three weeks of January behind the holidays, then March goes on. */
  private static final LocalDate JANUARY = LocalDate.of(2001, 1, 8);

  private static final LocalDate MARCH = LocalDate.of(2001, 3, 5);
  private static final int JANUARY_WEEKS = 3;

  private record Flight(String id, int week, Instant time, DemoFlight flight) {}

  private final RunningService service;
  private final DemoModel model;
  private final PrintWriter out;
  private final Instant start;
  private final List<List<Flight>> weeks = new ArrayList<>();

  /**
   * A replay that ends with the last full week.
   *
   * @param january flights that the model was not trained on
   * @param now today
   */
  DemoReplay(
      RunningService service,
      DemoModel model,
      List<DemoFlight> january,
      List<DemoFlight> march,
      Instant now,
      PrintWriter out) {
    this.service = service;
    this.model = model;
    this.out = out;
    start =
        LocalDate.ofInstant(now, ZoneOffset.UTC)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .minusWeeks(WEEKS)
            .atStartOfDay()
            .toInstant(ZoneOffset.UTC);
    IntStream.range(0, WEEKS).forEach(w -> weeks.add(new ArrayList<>()));
    add(january, JANUARY, 0);
    add(march, MARCH, JANUARY_WEEKS);
  }

  private void add(List<DemoFlight> flights, LocalDate monday, int before) {
    for (DemoFlight flight : flights) {
      LocalDateTime departure = LocalDateTime.parse(flight.departure(), DEPARTURE);
      Duration since = Duration.between(monday.atStartOfDay(), departure).plusDays(7L * before);
      int week = (int) Math.floorDiv(since.toSeconds(), Duration.ofDays(7).toSeconds());
      if (week >= before && week < WEEKS) {
        List<Flight> others = weeks.get(week);
        others.add(
            new Flight("w" + (week + 1) + "-" + others.size(), week, start.plus(since), flight));
      }
    }
  }

  /**
   * Registers the model, says that its windows are weeks, and what they are compared with.
   *
   * @param reference scored and labelled flights of January, as CSV
   */
  void prepare(Path reference) throws IOException {
    service.ask("POST", "/v1/models", Map.of("name", MODEL, "owner", "flight operations"));
    service.ask(
        "PUT",
        "/v1/models/"
            + MODEL
            + "/monitor?reason=flights%20follow%20the%20week%20and%20the%20weather",
        "application/yaml",
        """
        window: 1w
        lateness: 1s
        baselines: {training: true, recent: 0}
        thresholds:
          calibration-in-the-large: {warning: 0.1, critical: 0.2}
        """);
    service.ask(
        "POST",
        "/v1/models/"
            + MODEL
            + "/versions/1/baseline?label=late&score=score&segment=origin&ignore=departure",
        "text/csv",
        Files.readString(reference));
  }

  /** Sends everything. */
  void run() throws IOException {
    for (int week = 0; week < WEEKS; week++) {
      send("/v1/predictions", predictions(week));
      if (week > 0) {
        tell(week - 1);
        send("/v1/labels", labels(week - 1));
      }
    }
    tell(WEEKS - 1);
    send("/v1/labels", labels(WEEKS - 1));
  }

  private List<Map<String, Object>> predictions(int week) {
    List<Flight> flights = weeks.get(week);
    List<DemoFlight> fed =
        flights.stream().map(f -> week < FAULTY_FROM ? f.flight() : inUtc(f.flight())).toList();
    double[] scores = model.score(fed);
    List<Map<String, Object>> events = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      DemoFlight flight = fed.get(i);
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("id", flights.get(i).id());
      event.put("model", MODEL);
      event.put("version", "1");
      event.put("time", flights.get(i).time().toString());
      event.put(
          "features",
          Map.of(
              "hour", flight.hour(),
              "distance", flight.distance(),
              "weekday", flight.weekday(),
              "destination", flight.destination()));
      event.put("segments", Map.of("origin", flight.origin()));
      event.put("score", scores[i]);
      events.add(event);
    }
    return events;
  }

  private static DemoFlight inUtc(DemoFlight f) {
    return f.at((f.hour() + TO_UTC.getOrDefault(f.origin(), 6)) % 24);
  }

  private List<Map<String, Object>> labels(int week) {
    return weeks.get(week).stream()
        .map(f ->
            Map.<String, Object>of(
                "id",
                f.id(),
                "model",
                MODEL,
                "label",
                f.flight().late() ? "yes" : "no",
                "time",
                f.time().plus(7, ChronoUnit.DAYS).toString()))
        .toList();
  }

  private void send(String path, List<Map<String, Object>> events) throws IOException {
    for (int from = 0; from < events.size(); from += BATCH) {
      List<Map<String, Object>> batch = events.subList(from, Math.min(events.size(), from + BATCH));
      JsonNode answer = service.ask("POST", path, batch);
      if (answer.path("refused").asInt() > 0) {
        throw new IOException(path + " refused a flight: " + answer.path("reasons").path(0));
      }
    }
  }

  /** Waits until the week is judged, and says how. */
  private void tell(int week) throws IOException {
    JsonNode window = judged(week, "rows", weeks.get(week).size());
    Instant from = start.plus(7L * week, ChronoUnit.DAYS);
    out.printf(
        Locale.ROOT,
        "  week of %-6s  %,5d predictions   data %s   predictions %s%n",
        DAY.format(from.atZone(ZoneOffset.UTC)),
        window.path("rows").asLong(),
        mark(window.path("areas").path("DATA")),
        mark(window.path("areas").path("PREDICTIONS")));
    out.flush();
  }

  private static String mark(JsonNode severity) {
    Severity known = Severity.valueOf(severity.asString("UNKNOWN"));
    return SeverityMark.shape(known) + " " + String.format("%-8s", SeverityMark.word(known));
  }

  private JsonNode judged(int week, String figure, long expected) throws IOException {
    String path =
        "/v1/models/"
            + MODEL
            + "/windows?version=1&from="
            + start.plus(7L * week, ChronoUnit.DAYS)
            + "&to="
            + start.plus(7L * week + 1, ChronoUnit.DAYS);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      JsonNode window = service.ask("GET", path, null).path(0);
      if (window.path(figure).asLong() >= expected) {
        return window;
      }
      LockSupport.parkNanos(200_000_000);
    }
    throw new IOException(
        "week "
            + (week + 1)
            + " was not judged within "
            + PATIENCE.toSeconds()
            + " s; GET /v1/models/"
            + MODEL
            + "/windows and the status page say why");
  }

  /** What the service found, once the labels of the last week are in. */
  void summarise() throws IOException {
    out.println();
    out.println("Labels came a week later. ROC AUC, estimated before and measured after:");
    for (int week = 0; week < WEEKS; week++) {
      JsonNode window = judged(week, "labelled", weeks.get(week).size());
      out.printf(
          Locale.ROOT,
          "  week of %-6s  %s  %s   %s%n",
          DAY.format(start.plus(7L * week, ChronoUnit.DAYS).atZone(ZoneOffset.UTC)),
          mark(window.path("verdict")),
          value(window.path("figures").path("estimated").path("roc-auc")),
          value(window.path("figures").path("realised").path("roc-auc")));
    }
    out.println();
    JsonNode findings =
        service.ask("GET", "/v1/models/" + MODEL + "/findings?segment=&limit=200", null);
    Map<String, String> told = new LinkedHashMap<>();
    for (JsonNode one : findings) {
      JsonNode finding = one.path("finding");
      if (!finding.path("severity").asString().equals("unknown")) {
        told.putIfAbsent(
            finding.path("check").asString() + finding.path("column").asString(),
            finding.path("message").asString());
      }
    }
    told.values().forEach(message -> out.println("  " + message));
    out.println();
    out.println(
        "Planted fault: since the fifth week the feed gives the hour of departure in UTC, not in"
            + " local time.");
    out.flush();
  }

  private static String value(JsonNode figure) {
    if (!figure.path("value").isNumber()) {
      return "not known yet     ";
    }
    return String.format(
        Locale.ROOT,
        "%.3f (%.3f to %.3f)",
        figure.path("value").asDouble(),
        figure.path("low").asDouble(),
        figure.path("high").asDouble());
  }
}
