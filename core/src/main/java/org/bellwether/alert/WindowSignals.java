package org.bellwether.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellwether.check.BaselineFinding;
import org.bellwether.check.JudgedWindow;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Severity;
import org.jspecify.annotations.Nullable;

/**
 * All that one window of a model said. A window may speak again, when labels came late: what it
 * says then replaces what it said of the same things.
 *
 * @param model name
 * @param version of the model; empty where predictions do not say
 * @param start first moment of the window, inclusive
 * @param end first moment after it
 * @param signals what it could judge; of the checks that ran, what is not mentioned is well
 * @param unknown what it could not judge
 */
public record WindowSignals(
    String model,
    String version,
    Instant start,
    Instant end,
    List<Signal> signals,
    Set<SignalKey> unknown) {
  public WindowSignals {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(
          "a window cannot end at " + end + ", it starts at " + start);
    }
    signals = List.copyOf(signals);
    unknown = Set.copyOf(unknown);
  }

  /**
   * What a judged window says. One thing against several baselines is as bad as the worst of them.
   *
   * @param step {@code null} where the window was no step of the stream
   * @throws IllegalArgumentException if the window is not one of time
   */
  public static WindowSignals of(JudgedWindow judged, @Nullable StreamStep step) {
    Instant start = judged.window().start();
    Instant end = judged.window().end();
    if (start == null || end == null) {
      throw new IllegalArgumentException("alerts need windows by time");
    }
    Map<SignalKey, Finding> worst = new LinkedHashMap<>();
    for (BaselineFinding one : judged.findings()) {
      worst.merge(
          SignalKey.of(one.finding().measurement()),
          one.finding(),
          (a, b) -> a.severity().compareTo(b.severity()) >= 0 ? a : b);
    }
    List<Signal> signals = new ArrayList<>(Signal.of(List.copyOf(worst.values())));
    if (step != null) {
      signals.addAll(Signal.of(step));
    }
    Set<SignalKey> unknown = new HashSet<>();
    worst.forEach((key, finding) -> {
      if (finding.severity() == Severity.UNKNOWN) {
        unknown.add(key);
      }
    });
    return new WindowSignals(judged.model(), judged.version(), start, end, signals, unknown);
  }

  Duration length() {
    return Duration.between(start, end);
  }
}
