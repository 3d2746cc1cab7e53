package org.bellwether.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;
import org.bellwether.schema.Segment;
import org.jspecify.annotations.Nullable;

/** For how many windows in a row a finding has lasted. */
final class Persistence {

  private record Key(Kind kind, String check, @Nullable String column, Segment segment) {}

  private Persistence() {}

  /** The findings in their order, each with its number of consecutive windows. */
  static List<Finding> count(List<Finding> findings, int windows) {
    Map<Key, boolean[]> alarms = new HashMap<>();
    for (Finding f : findings) {
      Window window = f.window();
      if (window != null && !window.isBaseline() && f.severity().atLeast(Severity.WARNING)) {
        alarms.computeIfAbsent(key(f), k -> new boolean[windows])[window.index()] = true;
      }
    }
    List<Finding> counted = new ArrayList<>(findings.size());
    for (Finding f : findings) {
      boolean[] found = alarms.get(key(f));
      Window window = f.window();
      int lasted = 0;
      if (found != null && window != null) {
        for (int i = window.index(); i >= 0 && found[i]; i--) {
          lasted++;
        }
      }
      counted.add(
          new Finding(
              f.measurement(),
              window,
              f.adjustedPValue(),
              f.severity(),
              f.rowsNeeded(),
              lasted,
              f.message()));
    }
    return counted;
  }

  private static Key key(Finding f) {
    return new Key(
        f.measurement().kind(),
        f.measurement().check(),
        f.measurement().column(),
        f.measurement().segment());
  }
}
