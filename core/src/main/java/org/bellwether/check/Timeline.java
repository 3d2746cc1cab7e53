package org.bellwether.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
  private final List<List<ColumnStatistics>> columns = new ArrayList<>();
  private @Nullable Comparison last;

  Timeline(Check check, List<Window> windows, List<Profile> profiles) {
    this.check = check;
    this.windows = windows;
    this.profiles = profiles;
  }

  List<Judge.Measured> measure(Profile baseline) {
    List<Judge.Measured> run = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      Comparison comparison = new Comparison(baseline, profiles.get(i));
      for (Measurement m : check.measure(baseline, profiles.get(i), comparison)) {
        run.add(new Judge.Measured(m, windows.get(i)));
      }
      columns.add(comparison.wholeStatistics());
      last = comparison;
    }
    return run;
  }

  List<WindowResult> results(List<Finding> findings) {
    List<WindowResult> results = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      Severity verdict =
          Judge.verdict(findings.stream().filter(f -> window.equals(f.window())).toList());
      results.add(new WindowResult(window, verdict, profiles.get(i), columns.get(i)));
    }
    return results;
  }

  /** The comparison of the last window, once measured. */
  Comparison last() {
    return Objects.requireNonNull(last);
  }
}
