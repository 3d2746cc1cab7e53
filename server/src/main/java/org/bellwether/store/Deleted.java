package org.bellwether.store;

/** How many events were deleted. */
public record Deleted(long predictions, long labels, long feedback) {

  static final Deleted NONE = new Deleted(0, 0, 0);

  Deleted plus(Deleted other) {
    return new Deleted(
        predictions + other.predictions, labels + other.labels, feedback + other.feedback);
  }
}
