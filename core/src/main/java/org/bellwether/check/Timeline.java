package org.bellwether.check;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.drift.ColumnStatistics;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;
import org.bellwether.profile.Profile;
import org.jspecify.annotations.Nullable;

/** Windows in order of time, each measured against its baseline. */
final class Timeline {

  private final Check check;
  private final List<Window> windows;
  private final List<Profile> profiles;
  private final Baseline policy;
  private final Map<Integer, List<Profile>> healthy = new HashMap<>();
  private final List<List<ColumnStatistics>> columns = new ArrayList<>();
  private @Nullable Comparison last;

  Timeline(Check check, List<Window> windows, List<Profile> profiles, Baseline policy) {
    this.check = check;
    this.windows = windows;
    this.profiles = profiles;
    this.policy = policy;
  }

  List<Judge.Measured> measure(Profile start) {
    List<Judge.Measured> run = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      int stratum = stratum(window);
      Profile baseline = baseline(start, stratum);
      last = null;
      if (baseline == null) {
        columns.add(List.of());
        healthy.computeIfAbsent(stratum, s -> new ArrayList<>()).add(profiles.get(i));
        continue;
      }
      Comparison comparison = new Comparison(baseline, profiles.get(i));
      List<Judge.Measured> measured = new ArrayList<>();
      for (Measurement m : check.measure(baseline, profiles.get(i), comparison)) {
        measured.add(new Judge.Measured(m, window));
      }
      if (!(policy instanceof Baseline.Fixed) && check.isHealthy(measured)) {
        healthy.computeIfAbsent(stratum, s -> new ArrayList<>()).add(profiles.get(i));
      }
      columns.add(comparison.wholeStatistics());
      run.addAll(measured);
      last = comparison;
    }
    return run;
  }

  private int stratum(Window window) {
    if (!(policy instanceof Baseline.Seasonal seasonal)) {
      return 0;
    }
    Instant start = window.start();
    if (start == null) {
      throw new IllegalArgumentException(
          "a seasonal baseline needs windows by time: name the time column and a span");
    }
    ZonedDateTime moment = start.atZone(ZoneOffset.UTC);
    int weekday = moment.getDayOfWeek().getValue();
    return switch (seasonal.stratum()) {
      case WEEKDAY -> weekday;
      case HOUR -> moment.getHour();
      case WEEKDAY_AND_HOUR -> weekday * 24 + moment.getHour();
    };
  }

  private @Nullable Profile baseline(Profile start, int stratum) {
    List<Profile> earlier = healthy.getOrDefault(stratum, List.of());
    if (policy instanceof Baseline.Seasonal) {
      return earlier.isEmpty() ? null : combined(earlier);
    }
    if (policy instanceof Baseline.Rolling rolling && earlier.size() >= rolling.windows()) {
      return combined(earlier.subList(earlier.size() - rolling.windows(), earlier.size()));
    }
    return start;
  }

  private static Profile combined(List<Profile> profiles) {
    Profile first = profiles.get(0);
    if (profiles.size() == 1) {
      return first;
    }
    Profile all = Profile.create(first.schema(), first.options());
    profiles.forEach(all::combine);
    return all;
  }

  List<WindowResult> results(List<Finding> findings) {
    List<WindowResult> results = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      List<Finding> own = findings.stream().filter(f -> window.equals(f.window())).toList();
      Severity verdict = own.isEmpty() ? Severity.UNKNOWN : Judge.verdict(own);
      results.add(new WindowResult(window, verdict, profiles.get(i), columns.get(i)));
    }
    return results;
  }

  /** Windows that had nothing to be compared with. */
  long unjudged() {
    return columns.stream().filter(List::isEmpty).count();
  }

  /** The comparison of the last window, {@code null} when it had no baseline. */
  @Nullable Comparison last() {
    return last;
  }
}
