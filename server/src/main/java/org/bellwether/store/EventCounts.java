package org.bellwether.store;

import org.jspecify.annotations.Nullable;

/**
 * How many events a model has.
 *
 * @param predictions all of them
 * @param labels all of them, with early ones and corrections
 * @param matched labels whose prediction is there
 * @param feedback all of it
 * @param medianLabelDelaySeconds of the matched among the {@value #DELAYS} labels that came last,
 *     from prediction to label; {@code null} without any
 * @param longLabelDelaySeconds the 95th percentile of the same
 */
public record EventCounts(
    long predictions,
    long labels,
    long matched,
    long feedback,
    @Nullable Double medianLabelDelaySeconds,
    @Nullable Double longLabelDelaySeconds) {

  /** Labels whose delay is looked at: of all of them it would take seconds. */
  static final int DELAYS = 100_000;

  /** Labels that wait for their prediction. */
  public long waiting() {
    return labels - matched;
  }
}
