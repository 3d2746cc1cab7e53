package org.bellwether.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Whole healthy years are simulated by the command {@code selftest --healthy-years}. */
class HealthyYearsTest {

  @Test
  void findsAShiftWithinADay() {
    HealthyYears simulation = new HealthyYears(60);
    long seed = 20261125;
    int delay = simulation.delay(seed, 4 * 168, 1, 168);
    assertTrue(delay <= 24, "seed " + seed + ": " + delay + " windows");
    assertEquals(Integer.MAX_VALUE, simulation.delay(seed, 4 * 168, 0, 24));
  }
}
