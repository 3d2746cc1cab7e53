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
}
