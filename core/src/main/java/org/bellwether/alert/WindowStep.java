package org.bellwether.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bellwether.finding.Severity;
import org.jspecify.annotations.Nullable;

/** One window's way into the alerts of a model. */
final class WindowStep {

  /** Most things in trouble that one alert lists. */
  private static final int MAX_PARTS = 200;

  /** Most that are tracked of a version, and of all others together. */
  private static final int MAX_TRACKS = 2_000;

  private final AlertPolicy policy;
  private final WindowSignals window;
  private final Instant now;
  private final List<CalendarEntry> entries;
  private final List<Track> others;
  private final Map<SignalKey, Track> tracks = new LinkedHashMap<>();
  private final Set<ModelAlerts.Raised> raised;
  private final Map<SignalKey, Signal> heard = new LinkedHashMap<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final List<Alerting.Change> changes = new ArrayList<>();

  WindowStep(
      AlertPolicy policy,
      List<CalendarEntry> calendar,
      ModelAlerts state,
      WindowSignals window,
      Instant now) {
    this.policy = policy;
    this.window = window;
    this.now = now;
    this.entries =
        calendar.stream()
            .filter(e -> e.concerns(window.model(), window.start(), window.end()))
            .toList();
    raised = new LinkedHashSet<>(state.raised());
    others =
        state.tracks().stream()
            .filter(t -> !t.version().equals(window.version()))
            .sorted(Comparator.comparing(Track::latest).reversed())
            .limit(MAX_TRACKS)
            .toList();
    state.tracks().stream()
        .filter(t -> t.version().equals(window.version()))
        .forEach(t -> tracks.put(t.key(), t));
    hear();
    track();
    for (Alert alert : state.alerts()) {
      alerts.add(alert.isResolved() || !isSameVersion(alert) ? alert : renewed(alert));
    }
    place();
    prune();
  }

  List<Alert> alerts() {
    return alerts;
  }

  List<Track> tracks() {
    return Stream.concat(tracks.values().stream(), others.stream()).toList();
  }

  List<ModelAlerts.Raised> raised() {
    return List.copyOf(raised);
  }

  private ModelAlerts.Raised raised(SignalKey key) {
    return new ModelAlerts.Raised(window.version(), window.start(), key);
  }

  List<Alerting.Change> changes() {
    return changes;
  }

  private boolean isSameVersion(Alert alert) {
    return alert.version().equals(window.version());
  }

  private void hear() {
    boolean suppressed =
        entries.stream().anyMatch(e -> e.effect() == CalendarEntry.Effect.SUPPRESS);
    for (Signal signal : window.signals()) {
      if (!suppressed || signal.certain()) {
        heard.put(signal.key(), signal);
      }
    }
  }

  private void track() {
    Instant start = window.start();
    for (Signal signal : heard.values()) {
      Track known = tracks.get(signal.key());
      if (known != null || (signal.isTrouble() && tracks.size() < MAX_TRACKS)) {
        Track track = known == null ? new Track(window.version(), signal.key(), List.of()) : known;
        tracks.put(signal.key(), track.with(start, signal.severity()));
      }
    }
    Set<SignalKey> mentioned =
        window.signals().stream().map(Signal::key).collect(Collectors.toSet());
    // A check that found nothing to say of a thing found it well; the stream may not have run.
    for (Map.Entry<SignalKey, Track> one : tracks.entrySet()) {
      SignalKey key = one.getKey();
      boolean silent =
          !mentioned.contains(key)
              && !window.unknown().contains(key)
              && !key.check().equals(Signal.STREAM);
      if (silent) {
        one.setValue(one.getValue().with(start, Severity.OK));
      }
    }
  }

  /** The alert with what the window says of its parts; resolved when all of them are well. */
  private Alert renewed(Alert alert) {
    List<Alert.Part> parts = new ArrayList<>();
    Instant last = alert.lastSeen();
    for (Alert.Part part : alert.parts()) {
      Signal signal = heard.get(part.key());
      if (signal != null && signal.isTrouble()) {
        parts.add(part(signal, part.severity()));
        raised.add(raised(signal.key()));
        last = window.end().isAfter(last) ? window.end() : last;
      } else {
        Track track = tracks.get(part.key());
        boolean healthy = track == null || track.healthy() >= policy.healthyAfter(part.key());
        parts.add(
            new Alert.Part(part.key(), part.severity(), part.owner(), part.sentence(), healthy));
      }
    }
    Alert after = alert.withParts(parts, alert.since(), last);
    if (parts.stream().allMatch(Alert.Part::healthy)) {
      changes.add(
          new Alerting.Change(now, alert.id(), "", "healthy", "all that was in trouble is well"));
      return after.withStatus(new AlertStatus.Resolved(now));
    }
    return after;
  }

  private static Alert.Part part(Signal signal, @Nullable Severity before) {
    Severity worst =
        before != null && before.compareTo(signal.severity()) > 0 ? before : signal.severity();
    return new Alert.Part(signal.key(), worst, signal.owner(), signal.sentence(), false);
  }

  /** Brings what has begun to last into the alert that it began with, or into a new one. */
  private void place() {
    Set<SignalKey> known = new HashSet<>();
    for (Alert alert : alerts) {
      if (!alert.isResolved() && isSameVersion(alert)) {
        alert.parts().forEach(p -> known.add(p.key()));
      }
    }
    List<Signal> fresh =
        heard.values().stream()
            .filter(s -> s.isTrouble() && lasts(s) && !known.contains(s.key()))
            .filter(s -> !raised.contains(raised(s.key())))
            .sorted(
                Comparator.comparing(Signal::severity, Comparator.reverseOrder())
                    .thenComparing(Signal::owner))
            .limit(MAX_PARTS)
            .toList();
    if (fresh.isEmpty()) {
      return;
    }
    fresh.forEach(s -> raised.add(raised(s.key())));
    Duration near = window.length().multipliedBy(policy.ofWindows());
    for (int i = 0; i < alerts.size(); i++) {
      Alert alert = alerts.get(i);
      Duration apart = Duration.between(alert.window(), window.start()).abs();
      if (!alert.isResolved() && isSameVersion(alert) && apart.compareTo(near) <= 0) {
        alerts.set(i, joined(alert, fresh));
        return;
      }
    }
    alerts.add(raised(fresh));
  }

  private boolean lasts(Signal signal) {
    Track track = tracks.get(signal.key());
    return switch (signal.raise()) {
      case AT_ONCE -> true;
      case WHEN_LASTING ->
          track != null
              && track.troubled(window.start(), policy.ofWindows(), window.length())
                  >= policy.troubled();
      case NEVER -> false;
    };
  }

  private Instant since(List<Signal> signals) {
    Instant first = window.start();
    for (Signal signal : signals) {
      Track track = tracks.get(signal.key());
      if (track != null) {
        Instant since = track.since(window.start(), policy.ofWindows(), window.length());
        first = since.isBefore(first) ? since : first;
      }
    }
    return first;
  }

  private Alert joined(Alert alert, List<Signal> fresh) {
    List<Alert.Part> parts = new ArrayList<>(alert.parts());
    for (Signal signal : fresh) {
      if (parts.size() < MAX_PARTS) {
        parts.add(part(signal, null));
        changes.add(new Alerting.Change(now, alert.id(), "", "joined", signal.sentence()));
      }
    }
    return alert.withParts(parts, since(fresh), window.end());
  }

  private Alert raised(List<Signal> fresh) {
    Alert alert =
        new Alert(
            Alerting.id(window, fresh.get(0).key()),
            window.model(),
            window.version(),
            fresh.stream().map(s -> part(s, null)).toList(),
            since(fresh),
            window.start(),
            now,
            window.end(),
            fresh.get(0).severity(),
            new AlertStatus.Open(),
            null,
            null,
            entries.stream().map(CalendarEntry::note).toList());
    changes.add(new Alerting.Change(now, alert.id(), "", "raised", alert.sentence()));
    return alert;
  }

  /** Forgets what has been well for long and is part of no alert. */
  private void prune() {
    Set<SignalKey> needed = new HashSet<>();
    alerts.forEach(a -> a.parts().forEach(p -> needed.add(p.key())));
    tracks
        .values()
        .removeIf(t ->
            !needed.contains(t.key())
                && t.healthy() >= Math.max(policy.ofWindows(), policy.healthyAfter(t.key())));
  }
}
