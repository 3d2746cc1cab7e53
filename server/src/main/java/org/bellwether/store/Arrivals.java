package org.bellwether.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived of one model over time, by the time that the events bear.
 *
 * @param from start of the span
 * @param step length of each part of it
 * @param counts one for each part, from the earliest to the latest
 * @param lastPrediction time of the latest prediction of all, {@code null} of none
 */
public record Arrivals(
    Instant from, Duration step, List<Count> counts, @Nullable Instant lastPrediction) {

  /** Events of one part of a span. */
  public record Count(Instant start, long predictions, long labels) {}

  /** Nothing has arrived yet. */
  static Arrivals none(Instant from, Duration step, int parts) {
    return of(from, step, new long[parts], new long[parts], null);
  }

  static Arrivals of(
      Instant from, Duration step, long[] predictions, long[] labels, @Nullable Instant last) {
    List<Count> counts =
        IntStream.range(0, predictions.length)
            .mapToObj(i -> new Count(from.plus(step.multipliedBy(i)), predictions[i], labels[i]))
            .toList();
    return new Arrivals(from, step, counts, last);
  }

  /** Predictions in the span. */
  public long inSpan() {
    return counts.stream().mapToLong(Count::predictions).sum();
  }
}
