package org.bellwether.fairness;

import org.bellwether.finding.Interval;
import org.bellwether.stat.Normal;
import org.bellwether.stat.ProbabilityLoss;
import org.bellwether.stat.RateComparison;
import org.jspecify.annotations.Nullable;

/**
 * A figure of one group.
 *
 * @param value NaN when undefined
 * @param interval 95 % confidence interval, {@code null} when undefined
 */
public record Estimate(double value, @Nullable Interval interval) {

  private static final double LEVEL = 0.95;
  private static final double Z = Normal.twoSided(LEVEL);

  static Estimate unknown() {
    return new Estimate(Double.NaN, null);
  }

  /** Wilson's interval of a share. */
  static Estimate share(double hits, double rows) {
    if (!(rows > 0)) {
      return unknown();
    }
    double[] bounds = RateComparison.wilson(hits, rows, Z);
    return new Estimate(hits / rows, new Interval(bounds[0], bounds[1], LEVEL));
  }

  static Estimate mean(ProbabilityLoss loss) {
    if (!(loss.rows() > 1)) {
      return unknown();
    }
    double half = Z * loss.standardError();
    return new Estimate(loss.mean(), new Interval(loss.mean() - half, loss.mean() + half, LEVEL));
  }
}
