package org.bellwether.registry;

/**
 * One measured value of a run.
 *
 * @param key 1 to 250 characters
 * @param value any double, NaN and the infinities too
 * @param timestamp when, in milliseconds since 1970
 * @param step which step of the training
 */
public record Metric(String key, double value, long timestamp, long step) {

  public Metric {
    Entries.requireKey("metric", key);
  }

  /** Whether this one comes after another of the same key: by step, then time, then value. */
  public boolean isAfter(Metric other) {
    return step != other.step
        ? step > other.step
        : timestamp != other.timestamp
            ? timestamp > other.timestamp
            : Double.compare(value, other.value) > 0;
  }
}
