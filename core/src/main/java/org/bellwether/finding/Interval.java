package org.bellwether.finding;

/**
 * A confidence interval.
 *
 * @param low lower bound, may be -∞
 * @param high upper bound, may be +∞
 * @param level two-sided confidence, in (0, 1), such as 0.95
 */
public record Interval(double low, double high, double level) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("interval from " + low + " to " + high);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("confidence level must be in (0, 1), not " + level);
    }
  }
}
