package org.bellwether.stat;

/**
 * Bounds of a confidence interval.
 *
 * @param low at most {@code high}; may be -∞
 * @param high may be +∞
 */
public record Bounds(double low, double high) {
  public Bounds {
    if (!(low <= high)) {
      throw new IllegalArgumentException("bounds from " + low + " to " + high);
    }
  }

  /** Whether the value lies outside; one on a bound does not, and neither does NaN. */
  public boolean excludes(double value) {
    return value < low || value > high;
  }

  /** These bounds kept within the values that can occur at all. */
  public Bounds within(double smallest, double largest) {
    return new Bounds(
        Math.min(largest, Math.max(smallest, low)), Math.min(largest, Math.max(smallest, high)));
  }
}
