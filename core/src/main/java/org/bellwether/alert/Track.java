package org.bellwether.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bellwether.finding.Severity;

/**
 * What the latest windows of a version said of one thing, in order of time.
 *
 * @param seen at most {@link #KEPT} windows
 */
public record Track(String version, SignalKey key, List<Seen> seen) {

  static final int KEPT = 48;

  /** What a window said. */
  public record Seen(Instant start, Severity severity) {}

  public Track {
    seen = List.copyOf(seen);
  }

  Track with(Instant start, Severity severity) {
    List<Seen> all = new ArrayList<>(seen);
    all.removeIf(s -> s.start().equals(start));
    all.add(new Seen(start, severity));
    all.sort(Comparator.comparing(Seen::start));
    return new Track(version, key, all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }

  /** Start of the latest window that said something. */
  Instant latest() {
    return seen.isEmpty() ? Instant.MIN : seen.get(seen.size() - 1).start();
  }

  /** Windows in trouble among the {@code n} that end with the one that starts then. */
  int troubled(Instant start, int n, Duration length) {
    Instant from = start.minus(length.multipliedBy(n - 1L));
    return (int)
        seen.stream()
            .filter(s -> !s.start().isBefore(from) && !s.start().isAfter(start))
            .filter(s -> s.severity().atLeast(Severity.WARNING))
            .count();
  }

  /** Judged windows since the last one in trouble. */
  int healthy() {
    int n = 0;
    while (n < seen.size() && !seen.get(seen.size() - 1 - n).severity().atLeast(Severity.WARNING)) {
      n++;
    }
    return n;
  }

  /** Start of the stretch of trouble that ends with the window that starts then. */
  Instant since(Instant start, int n, Duration length) {
    Instant from = start.minus(length.multipliedBy(n - 1L));
    return seen.stream()
        .filter(s -> !s.start().isBefore(from) && s.severity().atLeast(Severity.WARNING))
        .map(Seen::start)
        .findFirst()
        .filter(first -> first.isBefore(start))
        .orElse(start);
  }
}
