package org.bellwether.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long to wait before a request is repeated: doubling, half of it by chance, up to a limit. */
record Backoff(Duration first, Duration longest) {

  /**
   * The wait before the next attempt.
   *
   * @param failures attempts that failed so far, at least 1
   * @param retryAfter what the service asked for, {@code null} if it did not
   * @param random in [0, 1), spreads clients that failed at the same moment
   */
  Duration delay(int failures, @Nullable Duration retryAfter, double random) {
    double ceiling =
        Math.min(
            (double) longest.toNanos(), first.toNanos() * Math.pow(2, Math.min(failures - 1, 60)));
    Duration own = Duration.ofNanos((long) (ceiling / 2 * (1 + random)));
    if (retryAfter == null) {
      return own;
    }
    // All clients were told the same moment: come a little later, each its own.
    Duration asked = retryAfter.plus(Duration.ofNanos((long) (first.toNanos() * random)));
    return asked.compareTo(own) > 0 ? asked : own;
  }
}
