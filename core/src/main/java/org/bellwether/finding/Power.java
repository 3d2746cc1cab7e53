package org.bellwether.finding;

/** How many rows a test needs. */
@FunctionalInterface
public interface Power {
  /** The test's power does not depend on rows: deterministic checks. */
  Power ALWAYS = level -> 0;

  /**
   * Rows of the current table (the reference growing in proportion) with which an effect of the
   * warning threshold is found with probability 0.8.
   *
   * @param level significance level of the single test, in (0, 1)
   * @return rows, {@link Long#MAX_VALUE} where no number of rows suffices
   */
  long rowsNeeded(double level);
}
