package org.bellwether.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When trouble becomes an alert, and when people are told.
 *
 * @param troubled windows in trouble that make an alert …
 * @param ofWindows … among so many consecutive ones
 * @param healthyAfter judged windows without trouble after which a thing is well again
 * @param streamHealthyAfter the same of what the stream detector found: a small change does not
 *     show in every window
 * @param escalateAfter how long nobody may answer before it is escalated
 * @param escalations how often, at most
 * @param quiet when only critical alerts are told; {@code null} for never
 * @param criticalPierces whether critical alerts are told in quiet hours and while snoozed
 */
public record AlertPolicy(
    int troubled,
    int ofWindows,
    int healthyAfter,
    int streamHealthyAfter,
    Duration escalateAfter,
    int escalations,
    @Nullable QuietHours quiet,
    boolean criticalPierces) {

  public AlertPolicy {
    if (troubled < 1 || troubled > ofWindows || ofWindows > Track.KEPT) {
      throw new IllegalArgumentException(
          "troubled windows must be 1 to all of 1 to %d: %d of %d are not"
              .formatted(Track.KEPT, troubled, ofWindows));
    }
    if (healthyAfter < 1
        || streamHealthyAfter < 1
        || Math.max(healthyAfter, streamHealthyAfter) > Track.KEPT) {
      throw new IllegalArgumentException(
          "healthy windows must be 1 to %d: %d or %d are not"
              .formatted(Track.KEPT, healthyAfter, streamHealthyAfter));
    }
    if (escalateAfter.isNegative() || escalateAfter.isZero() || escalations < 0) {
      throw new IllegalArgumentException("escalation needs a positive time and number");
    }
  }

  /** Two of three windows; escalated after an hour and once more; no quiet hours. */
  public static AlertPolicy defaults() {
    return new AlertPolicy(2, 3, 2, 24, Duration.ofHours(1), 2, null, true);
  }

  public AlertPolicy withQuiet(QuietHours hours) {
    return new AlertPolicy(
        troubled,
        ofWindows,
        healthyAfter,
        streamHealthyAfter,
        escalateAfter,
        escalations,
        hours,
        criticalPierces);
  }

  int healthyAfter(SignalKey key) {
    return key.check().equals(Signal.STREAM) ? streamHealthyAfter : healthyAfter;
  }
}
