package org.bellwether.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.bellwether.event.Micros;
import org.bellwether.store.Touched;

/** What is known of a model between two looks at it: its watermark and the hours that changed. */
final class WatchedModel {

  /** How long after the last arrival the clock alone closes windows. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** Versions whose plans and training data are held in memory. */
  private static final int MOST_VERSIONS = 30;

  private static final long HOUR = 3_600_000_000L;

  private final String name;
  private final TreeSet<Long> hours = new TreeSet<>();
  private final Map<String, VersionWatch> versions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, VersionWatch> eldest) {
          return size() > MOST_VERSIONS;
        }
      };

  /** Windows that could not be judged, with the moment from which it is tried again. */
  private final Map<Instant, Instant> failed = new HashMap<>();

  /** Windows that are due, by start; they were found to differ from what was judged. */
  private final TreeSet<Instant> due = new TreeSet<>();

  private boolean everything;
  private Instant watermark = Instant.EPOCH;
  private Instant arrived = Instant.EPOCH;

  /** Changes of windows that have closed already wait until then. */
  private Instant lateFrom = Instant.EPOCH;

  /** Windows that begin before have been judged once. */
  private Instant closed = Instant.EPOCH;

  WatchedModel(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  Map<String, VersionWatch> versions() {
    return versions;
  }

  NavigableSet<Instant> due() {
    return due;
  }

  /** A window could not be judged: it is due again from a moment on. */
  void failed(Instant start, Instant again) {
    due.remove(start);
    failed.put(start, again);
  }

  /** Takes up again what could not be judged. */
  void retry(Instant now) {
    failed.forEach((start, again) -> {
      if (!again.isAfter(now)) {
        due.add(start);
      }
    });
    failed.keySet().removeAll(due);
  }

  /** Every window has to be compared with what was judged. */
  void lookAtEverything() {
    everything = true;
  }

  boolean everything() {
    return everything;
  }

  void lookedAtEverything() {
    everything = false;
  }

  /** Takes note of events that came; the clock bounds the watermark. */
  void changed(Touched.Change change, Instant now) {
    Instant latest = change.latest().isAfter(now) ? now : change.latest();
    seen(latest);
    if (!change.latest().equals(Instant.MIN)) {
      arrived = now;
    }
    everything |= change.everything();
    hours.addAll(change.hours());
    if (hours.size() > Touched.MOST_HOURS) {
      hours.clear();
      everything = true;
    }
  }

  /** Windows of this span are still open, and have predictions. */
  void open(Instant from, Instant latest) {
    long first = Math.floorDiv(Micros.of(from), HOUR);
    long last = Math.min(Math.floorDiv(Micros.of(latest), HOUR), first + Touched.MOST_HOURS);
    for (long hour = first; hour <= last; hour++) {
      hours.add(hour);
    }
  }

  /** A prediction of this time is there. */
  void seen(Instant time) {
    watermark = time.isAfter(watermark) ? time : watermark;
  }

  /** Windows that end by then are closed. */
  Instant closedUpTo(MonitorSettings settings, Instant now) {
    boolean idle = Duration.between(arrived, now).compareTo(IDLE) >= 0;
    return (idle ? now : watermark).minus(settings.lateness());
  }

  /**
   * Takes the starts of closed windows that events came for since they were taken last. Windows
   * that closed before are left until {@link #lateAgain}.
   */
  List<Instant> take(MonitorSettings settings, Instant now) {
    WindowLength length = settings.window();
    Instant upTo = closedUpTo(settings, now);
    boolean late = !now.isBefore(lateFrom);
    TreeSet<Instant> taken = new TreeSet<>();
    for (Iterator<Long> each = hours.iterator(); each.hasNext(); ) {
      long hour = each.next();
      Instant end = Micros.instant((hour + 1) * HOUR);
      boolean whole = true;
      for (Instant start = length.start(Micros.instant(hour * HOUR));
          start.isBefore(end);
          start = length.end(start)) {
        if (length.end(start).isAfter(upTo)) {
          whole = false;
          break;
        }
        if (late || !start.isBefore(closed)) {
          taken.add(start);
        } else {
          whole = false;
        }
      }
      if (whole) {
        each.remove();
      }
    }
    if (!taken.isEmpty() && length.end(taken.last()).isAfter(closed)) {
      closed = length.end(taken.last());
    }
    return new ArrayList<>(taken);
  }

  /** Lets changes of closed windows wait. */
  void lateAgain(Instant from) {
    lateFrom = from;
  }

  /** Whether there is nothing that could have changed. */
  boolean quiet() {
    return hours.isEmpty() && due.isEmpty() && failed.isEmpty() && !everything;
  }
}
