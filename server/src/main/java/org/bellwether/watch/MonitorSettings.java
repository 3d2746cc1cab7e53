package org.bellwether.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bellwether.check.CheckOptions;
import org.bellwether.finding.Threshold;
import org.bellwether.schema.Task;
import org.bellwether.store.ServiceFigures;
import org.jspecify.annotations.Nullable;

/**
 * How a model is watched. Everything has a default: nothing has to be set to start.
 *
 * @param window length of the windows
 * @param lateness how long after its end a window waits for predictions that are on their way
 * @param baselines what windows are compared with
 * @param labels what is expected of labels
 * @param level significance level of a window, in (0, 1)
 * @param thresholds by check, or {@code check:column}
 * @param disabled checks that are not made
 * @param columns what the columns are for
 * @param energy how much power predictions take
 * @param owner who looks after the monitor, empty where nobody is named
 */
public record MonitorSettings(
    WindowLength window,
    Duration lateness,
    Baselines baselines,
    Labels labels,
    double level,
    Map<String, Threshold> thresholds,
    List<String> disabled,
    Columns columns,
    Energy energy,
    String owner) {

  /** Which earlier windows are alike. */
  public enum Season {
    WEEKDAY_AND_HOUR,
    WEEKDAY,
    HOUR,
    NONE
  }

  /**
   * What windows are compared with.
   *
   * @param training whether with the training data of the version, where there are any
   * @param recent with how many of the last healthy windows, 0 for none
   * @param season with earlier healthy windows of the same season
   * @param since windows before this moment are no part of a baseline; {@code null} for all
   */
  public record Baselines(boolean training, int recent, Season season, @Nullable Instant since) {}

  /**
   * What is expected of labels.
   *
   * @param expected share of the predictions that get a label sooner or later, in (0, 1]
   * @param needed share of the expected labels from which on performance is measured, in (0, 1]
   */
  public record Labels(double expected, double needed) {}

  /**
   * What columns are for, beside what events and training data say by themselves.
   *
   * @param task what the model predicts; {@code null} to tell from its events
   * @param positiveLabel of a binary model; {@code null} for 1, true, yes, y, positive
   * @param decisionThreshold score from which on a binary decision is positive
   * @param segments features by which windows are cut, beside the segments of the events
   * @param protect features and segments whose groups must be treated alike
   * @param ignore features that are not watched
   */
  public record Columns(
      @Nullable Task task,
      @Nullable String positiveLabel,
      double decisionThreshold,
      List<String> segments,
      List<String> protect,
      List<String> ignore) {}

  /**
   * How much power predictions take, for an estimate of their energy.
   *
   * @param watts power of what answers while a prediction lasts; 0 where unknown
   * @param wattHoursPerMillionTokens energy of a language model's tokens, in and out; 0 where
   *     unknown
   */
  public record Energy(double watts, double wattHoursPerMillionTokens) {

    /**
     * Watt-hours of a thousand predictions: mean latency in hours × watts × 1,000, plus mean tokens
     * × watt-hours per million tokens / 1,000; {@code null} where neither is known.
     */
    @Nullable Double wattHoursPerThousand(ServiceFigures service) {
      ServiceFigures.Quantiles latency = service.latencyMs();
      Double in = service.tokensIn();
      Double out = service.tokensOut();
      boolean byTokens =
          wattHoursPerMillionTokens > 0 && (in != null || out != null) && service.predictions() > 0;
      double time = latency == null ? 0 : latency.mean() / 3_600_000 * watts * 1_000;
      if (!byTokens && !(time > 0)) {
        return null;
      }
      double tokens = (in == null ? 0 : in) + (out == null ? 0 : out);
      return time
          + (byTokens ? tokens / service.predictions() * wattHoursPerMillionTokens / 1_000 : 0);
    }
  }

  public MonitorSettings {
    thresholds = Map.copyOf(thresholds);
    disabled = List.copyOf(disabled);
  }

  /** Hourly windows against the training data, the last day's healthy hours and the season. */
  public static MonitorSettings defaults() {
    return new MonitorSettings(
        WindowLength.HOUR,
        Duration.ofSeconds(30),
        new Baselines(true, 24, Season.WEEKDAY_AND_HOUR, null),
        new Labels(1, 0.9),
        CheckOptions.DEFAULT_LEVEL,
        Map.of(),
        List.of(),
        new Columns(null, null, 0.5, List.of(), List.of(), List.of()),
        new Energy(0, 0),
        "");
  }

  CheckOptions options() {
    CheckOptions options = CheckOptions.defaults().withLevel(level);
    for (Map.Entry<String, Threshold> entry : thresholds.entrySet()) {
      options = options.withThreshold(entry.getKey(), entry.getValue());
    }
    return options;
  }

  /** The season that means something for windows of this length. */
  Season season() {
    Season wanted = baselines.season();
    if (window.isWithinAnHour()) {
      return wanted;
    }
    return switch (window.unit()) {
      case HOURS -> wanted;
      case DAYS -> wanted == Season.WEEKDAY_AND_HOUR ? Season.WEEKDAY : wanted;
      default -> Season.NONE;
    };
  }
}
