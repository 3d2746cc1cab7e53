package org.bellwether.stat;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution. */
public final class Normal {

  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private Normal() {}

  /**
   * Half-width, in standard errors, of a two-sided interval.
   *
   * @param level in (0, 1), such as 0.95
   */
  public static double twoSided(double level) {
    return upper((1 - level) / 2);
  }

  /** The point that is exceeded with the given probability. */
  public static double upper(double probability) {
    return STANDARD.inverseSurvivalProbability(probability);
  }

  /** Probability of a value above z, accurate deep in the tail. */
  public static double survival(double z) {
    return STANDARD.survivalProbability(z);
  }
}
