package org.bellwether.alert;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one model's windows and alerts between steps.
 *
 * @param alerts those that are not resolved, and resolved ones of which people are yet to hear
 * @param tracks what the latest windows said of whatever has been in trouble
 * @param streams the detector of each version
 * @param raised what windows have brought into alerts already, latest last: a window that speaks
 *     again, when labels came late, says it to nobody twice
 */
public record ModelAlerts(
    List<Alert> alerts, List<Track> tracks, List<Stream> streams, List<Raised> raised) {

  private static final ModelAlerts NONE =
      new ModelAlerts(List.of(), List.of(), List.of(), List.of());

  /** Most versions whose streams are remembered; those that were silent longest go first. */
  private static final int MAX_STREAMS = 50;

  private static final int MAX_RAISED = 2_000;

  public ModelAlerts {
    alerts = List.copyOf(alerts);
    tracks = List.copyOf(tracks);
    streams = List.copyOf(streams);
    raised = List.copyOf(raised.subList(Math.max(0, raised.size() - MAX_RAISED), raised.size()));
  }

  /**
   * Where the stream detector of a version stands.
   *
   * @param window start of the latest window that it took in
   * @param logStatistic of its Shiryaev–Roberts detector
   */
  public record Stream(String version, Instant window, double logStatistic) {}

  /** What a window of a version brought into an alert. */
  public record Raised(String version, Instant start, SignalKey key) {}

  @Nullable Stream stream(String version) {
    return streams.stream().filter(s -> s.version().equals(version)).findFirst().orElse(null);
  }

  List<Stream> with(Stream now) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(now),
            streams.stream()
                .filter(s -> !s.version().equals(now.version()))
                .sorted(Comparator.comparing(Stream::window).reversed()))
        .limit(MAX_STREAMS)
        .toList();
  }

  /** Of a model without any. */
  public static ModelAlerts none() {
    return NONE;
  }

  public Optional<Alert> find(String id) {
    return alerts.stream().filter(a -> a.id().equals(id)).findFirst();
  }
}
