package org.bellwether.finding;

/**
 * Where an effect becomes worth a person's time.
 *
 * @param warning effect from which it is a warning
 * @param critical effect from which it is critical; at or beyond {@code warning}
 * @param direction on which side of the bounds the trouble lies
 */
public record Threshold(double warning, double critical, Direction direction) {

  /** On which side of a threshold the trouble lies. */
  public enum Direction {
    ABOVE,
    BELOW
  }

  public Threshold {
    boolean ordered = direction == Direction.ABOVE ? critical >= warning : critical <= warning;
    if (!ordered) {
      throw new IllegalArgumentException(
          "critical " + critical + " must lie beyond warning " + warning + " (" + direction + ")");
    }
  }

  public static Threshold above(double warning, double critical) {
    return new Threshold(warning, critical, Direction.ABOVE);
  }

  public static Threshold below(double warning, double critical) {
    return new Threshold(warning, critical, Direction.BELOW);
  }

  /**
   * Severity of an effect that is known to lie in the interval: decided by the bound nearer to no
   * trouble, not by the point estimate.
   */
  public Severity of(Interval interval) {
    return of(direction == Direction.ABOVE ? interval.low() : interval.high());
  }

  /** Severity of an effect that is known exactly. */
  public Severity of(double effect) {
    if (Double.isNaN(effect)) {
      return Severity.UNKNOWN;
    }
    boolean above = direction == Direction.ABOVE;
    if (above ? effect >= critical : effect <= critical) {
      return Severity.CRITICAL;
    }
    return (above ? effect >= warning : effect <= warning) ? Severity.WARNING : Severity.OK;
  }
}
