package org.bellwether.watch;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.finding.Severity;
import org.bellwether.profile.Profile;
import org.bellwether.schema.Segment;
import org.bellwether.watch.WindowTable.Row;
import org.jspecify.annotations.Nullable;

/** What the watch has said of models. Safe for use by many threads. */
public final class Windows {

  private final WindowTable table;
  private final TrainingTable training;
  private final ProfileFiles files;

  /**
   * A reader of what was judged.
   *
   * @param folder where profiles of windows are kept
   */
  public Windows(WindowTable table, TrainingTable training, Path folder) {
    this.table = table;
    this.training = training;
    this.files = new ProfileFiles(folder);
  }

  /**
   * A finding of a window.
   *
   * @param baseline what it was compared with, empty where nothing was
   * @param persistence consecutive windows with the same finding, this one included
   * @param finding as core's check writes it
   */
  public record Finding(
      String version,
      Instant start,
      Instant end,
      String baseline,
      int persistence,
      @JsonRawValue String finding) {}

  /**
   * Windows of a model that begin in a span, latest first.
   *
   * @param version to look at, {@code null} for every one
   */
  public List<WatchedWindow> of(
      String model, @Nullable String version, Instant from, Instant to, int most) {
    Map<String, List<Segment>> segments = new LinkedHashMap<>();
    return table.windows(model, version, from, to, most).stream()
        .map(kept -> window(kept, segments))
        .toList();
  }

  /** The latest window of every watched version that has one since a moment. */
  public List<WatchedWindow> latest(Instant since) {
    Map<String, List<Segment>> segments = new LinkedHashMap<>();
    return table.latest(since).stream().map(kept -> window(kept, segments)).toList();
  }

  private WatchedWindow window(WindowTable.Kept kept, Map<String, List<Segment>> plans) {
    Row row = kept.row();
    List<Segment> segments =
        row.segments().isEmpty()
            ? List.of()
            : plans.computeIfAbsent(row.series() + "/" + row.plan(), key -> segments(row));
    Map<String, Severity> bySegment = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(segments.size(), row.segments().length()); i++) {
      Severity severity = WindowTable.severity(row.segments().charAt(i));
      if (severity != null) {
        bySegment.put(segments.get(i).toString(), severity);
      }
    }
    return new WatchedWindow(
        kept.model(),
        kept.version(),
        row.start(),
        row.end(),
        row.revision(),
        row.judged(),
        row.rows(),
        row.labelled(),
        row.labelledShare(),
        row.verdict(),
        WindowTable.areas(row.areas()),
        bySegment,
        row.figures());
  }

  private List<Segment> segments(Row row) {
    WatchPlan plan = files.plan(row.series(), row.plan());
    return plan == null ? List.of() : plan.layout().segments();
  }

  /**
   * What the rows of a window look like, and those of the training data.
   *
   * @param window profile as core writes it
   * @param training the same of the version's training data, {@code null} without any
   */
  public record Distributions(
      Instant start, @JsonRawValue String window, @JsonRawValue @Nullable String training) {}

  /** The distributions of a window; {@code null} where its profile is not kept any more. */
  public @Nullable Distributions distributions(String model, String version, Instant start) {
    List<WindowTable.Kept> kept = table.windows(model, version, start, start.plusNanos(1_000), 1);
    if (kept.isEmpty()) {
      return null;
    }
    Row row = kept.get(0).row();
    WatchPlan plan = files.latest(row.series());
    Profile window = plan == null ? null : files.find(row.series(), plan, start);
    Profile trained = training.profile(row.series());
    return window == null
        ? null
        : new Distributions(start, window.toJson(), trained == null ? null : trained.toJson());
  }

  /**
   * Findings of severity warning and critical of windows that begin in a span, and why performance
   * is unknown, latest window first.
   *
   * @param version to look at, {@code null} for every one
   * @param segment such as {@code region = north}, empty for all rows, {@code null} for every one
   */
  public List<Finding> findings(
      String model,
      @Nullable String version,
      @Nullable String segment,
      Instant from,
      Instant to,
      int most) {
    return table.findings(model, version, segment, from, to, most).stream()
        .map(f ->
            new Finding(
                f.version(), f.start(), f.end(), f.baseline(), f.persistence(), f.content()))
        .toList();
  }
}
