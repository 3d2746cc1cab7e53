package org.bellwether.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bellwether.access.Callers;
import org.bellwether.files.Roles;
import org.bellwether.files.UnreadableTableException;
import org.bellwether.files.WrongSettingException;
import org.bellwether.ingest.TooLargeException;
import org.bellwether.profile.Profile;
import org.bellwether.registry.Catalog;
import org.bellwether.schema.Role;
import org.bellwether.watch.KpiTable;
import org.bellwether.watch.MonitorTable;
import org.bellwether.watch.TrainingTable;
import org.bellwether.watch.TrainingUpload;
import org.bellwether.watch.WatchedWindow;
import org.bellwether.watch.Windows;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the watch says of a model, how it is watched, and what it is compared with. */
@RestController
public class WatchController {

  private static final int MOST = 2_400;
  private static final int MOST_VERSIONS = 100;
  private static final int MOST_REASON = 1_000;

  private final Catalog catalog;
  private final Windows windows;
  private final MonitorTable monitors;
  private final TrainingTable training;
  private final KpiTable kpis;
  private final InstantSource clock;

  public WatchController(
      Catalog catalog,
      Windows windows,
      MonitorTable monitors,
      TrainingTable training,
      KpiTable kpis,
      InstantSource clock) {
    this.catalog = catalog;
    this.windows = windows;
    this.monitors = monitors;
    this.training = training;
    this.kpis = kpis;
    this.clock = clock;
  }

  /** How a model is watched: what counts now, and every version of it, latest first. */
  public record Monitor(int version, String yaml, List<MonitorTable.Version> history) {}

  private record Span(Instant from, Instant to) {}

  @GetMapping("/v1/models/{model}/windows")
  List<WatchedWindow> windows(
      @PathVariable String model,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String version,
      @RequestParam(required = false) @Nullable String segment,
      @RequestParam(defaultValue = "200") int limit) {
    require(model);
    Span span = span(from, to);
    return windows.of(model, version, span.from(), span.to(), within(limit)).stream()
        .filter(w -> segment == null || w.segments().containsKey(segment))
        .toList();
  }

  @GetMapping("/v1/models/{model}/windows/distributions")
  Windows.Distributions distributions(
      @PathVariable String model,
      @RequestParam String start,
      @RequestParam(defaultValue = "") String version) {
    require(model);
    Windows.Distributions found = windows.distributions(model, version, moment("start", start));
    if (found == null) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "No distributions are kept of a window of version '"
              + version
              + "' that starts at "
              + start
              + "; GET /v1/models/"
              + model
              + "/windows lists those there are.");
    }
    return found;
  }

  @GetMapping("/v1/models/{model}/findings")
  List<Windows.Finding> findings(
      @PathVariable String model,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String version,
      @RequestParam(required = false) @Nullable String segment,
      @RequestParam(defaultValue = "200") int limit) {
    require(model);
    Span span = span(from, to);
    return windows.findings(model, version, segment, span.from(), span.to(), within(limit));
  }

  /** A value of a KPI as it is sent. */
  public record WantedKpi(
      @Nullable String id, @Nullable String name, @Nullable Double value, @Nullable Instant time) {

    KpiTable.Value checked() {
      return new KpiTable.Value(
          Wanting.field("id", id),
          Wanting.field("name", name),
          Wanting.field("value", value),
          Wanting.field("time", time));
    }
  }

  /** How many values were kept. */
  public record KeptKpis(int kept) {}

  @PostMapping("/v1/models/{model}/kpis")
  KeptKpis keep(@PathVariable String model, @RequestBody List<WantedKpi> values) {
    require(model);
    kpis.keep(model, values.stream().map(WantedKpi::checked).toList());
    return new KeptKpis(values.size());
  }

  @GetMapping("/v1/models/{model}/kpis")
  List<KpiTable.Value> kpis(
      @PathVariable String model,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(defaultValue = "200") int limit) {
    require(model);
    Span span = span(from, to);
    return kpis.of(model, span.from(), span.to(), within(limit));
  }

  @GetMapping("/v1/models/{model}/monitor")
  Monitor monitor(@PathVariable String model) {
    require(model);
    List<MonitorTable.Version> history = monitors.versions(model, MOST_VERSIONS);
    return history.isEmpty()
        ? new Monitor(0, "", history)
        : new Monitor(history.get(0).number(), history.get(0).yaml(), history);
  }

  @PutMapping("/v1/models/{model}/monitor")
  MonitorTable.Version change(
      @PathVariable String model,
      @RequestParam(required = false) @Nullable String reason,
      @RequestBody(required = false) @Nullable String yaml) {
    require(model);
    String why = Wanting.field("reason", reason);
    if (why.length() > MOST_REASON) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "reason has at most " + MOST_REASON + " characters.");
    }
    try {
      return monitors.replace(model, yaml == null ? "" : yaml, Callers.current().actor(), why);
    } catch (WrongSettingException e) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
    }
  }

  @GetMapping("/v1/models/{model}/versions/{version}/baseline")
  TrainingTable.Training baseline(@PathVariable String model, @PathVariable String version) {
    require(model);
    TrainingTable.Training known = training.of(model, version);
    if (known == null) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "Version '"
              + version
              + "' of model '"
              + model
              + "' has no training data; send them with POST to this address.");
    }
    return known;
  }

  /** Takes a profile (application/octet-stream) or a table; roles of its columns in the query. */
  @PostMapping("/v1/models/{model}/versions/{version}/baseline")
  @ResponseStatus(HttpStatus.CREATED)
  TrainingTable.Training keep(
      @PathVariable String model,
      @PathVariable String version,
      @RequestParam(required = false) @Nullable String label,
      @RequestParam(required = false) @Nullable String score,
      @RequestParam(required = false) @Nullable String prediction,
      @RequestParam(required = false) @Nullable String positiveLabel,
      @RequestParam(defaultValue = "") List<String> segment,
      @RequestParam(name = "protected", defaultValue = "") List<String> protect,
      @RequestParam(defaultValue = "") List<String> ignore,
      HttpServletRequest request)
      throws IOException {
    require(model);
    List<Roles.Named> named = new ArrayList<>();
    one(named, Role.LABEL, "label", label);
    one(named, Role.SCORE, "score", score);
    one(named, Role.PREDICTION, "prediction", prediction);
    segment.forEach(column -> one(named, Role.SEGMENT, "segment", column));
    protect.forEach(column -> one(named, Role.PROTECTED, "protected", column));
    ignore.forEach(column -> one(named, Role.IGNORED, "ignore", column));
    Profile profile = profile(request, new Roles(named, List.of(), null, positiveLabel, null));
    return training.keep(model, version, profile, Callers.current().actor(), "upload");
  }

  private static void one(
      List<Roles.Named> to, Role role, String parameter, @Nullable String column) {
    if (column != null && !column.isEmpty()) {
      to.add(new Roles.Named(role, column, parameter));
    }
  }

  private static Profile profile(HttpServletRequest request, Roles roles) throws IOException {
    String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
    Path folder = Files.createTempDirectory("bellwether-training");
    Path file = folder.resolve("training" + suffix(type));
    try {
      try (InputStream body = new Bounded(request.getInputStream(), TrainingTable.MOST_BYTES)) {
        Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
      }
      return type.startsWith("application/octet-stream")
          ? Profile.fromBytes(Files.readAllBytes(file))
          : TrainingUpload.read(file, roles);
    } catch (UnreadableTableException | WrongSettingException e) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST,
          String.valueOf(e.getMessage()).replace(file.toString(), "the table"),
          e);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static String suffix(String type) {
    if (type.startsWith("text/csv") || type.startsWith("application/octet-stream")) {
      return ".csv";
    }
    if (type.contains("ndjson") || type.contains("jsonl")) {
      return ".ndjson";
    }
    if (type.contains("parquet")) {
      return ".parquet";
    }
    throw new ResponseStatusException(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "Send a table as text/csv, application/x-ndjson or application/vnd.apache.parquet, or the"
            + " bytes of a profile as application/octet-stream.");
  }

  /** Refuses to read more than a limit. */
  private static final class Bounded extends java.io.FilterInputStream {
    private final long limit;
    private long read;

    Bounded(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] to, int at, int n) throws IOException {
      int got = super.read(to, at, n);
      count(Math.max(0, got));
      return got;
    }

    private void count(int more) {
      read += more;
      if (read > limit) {
        throw new TooLargeException(
            "the training data are larger than " + limit + " bytes: send a profile of them");
      }
    }
  }

  private Span span(@Nullable String from, @Nullable String to) {
    Instant until = to == null ? clock.instant() : moment("to", to);
    Instant since = from == null ? until.minus(100, ChronoUnit.DAYS) : moment("from", from);
    if (!since.isBefore(until)) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "from must be before to.");
    }
    return new Span(since, until);
  }

  private static Instant moment(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST,
          name + " must be a moment such as 2026-01-31T00:00:00Z, and is '" + text + "'.",
          e);
    }
  }

  private static int within(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "limit must be 1 to " + MOST + ", and is " + limit + ".");
    }
    return limit;
  }

  private void require(String model) {
    if (catalog.find(model).isEmpty()) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "No model '" + model + "' is registered.");
    }
  }
}
