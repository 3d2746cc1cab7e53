package org.bellwether.stat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Expected numbers from mpmath 1.3.0 with 40 digits. */
class ShiryaevRobertsTest {

  @Test
  void calibratesPValues() {
    assertEquals(-0.6928136526419334, EValues.logOf(0.999), 1e-12);
    assertEquals(-0.6794934754172416, EValues.logOf(0.96), 1e-9);
    assertEquals(-0.4483612206926749, EValues.logOf(0.5), 1e-14);
    assertEquals(0.578478018845863, EValues.logOf(0.05), 1e-13);
    assertEquals(8.563911913391944, EValues.logOf(1e-6), 1e-12);
    assertEquals(677.6998980584054, EValues.logOf(1e-300), 1e-10);
    assertEquals(731.214807212407, EValues.logOf(Double.MIN_VALUE), 1e-10);
    assertEquals(-0.6931471805599453, EValues.logOf(1), 1e-15);
    assertThrows(IllegalArgumentException.class, () -> EValues.logOf(0));
    assertThrows(IllegalArgumentException.class, () -> EValues.logOf(Double.NaN));
  }

  @Test
  void averagesWithoutOverflow() {
    assertEquals(698.901387711332, EValues.logMean(new double[] {1, -2, 700}), 1e-10);
    assertEquals(0, EValues.logMean(new double[0]), 0);
  }

  @Test
  void sumsTheEvidenceOfEveryStart() {
    ShiryaevRoberts detector = ShiryaevRoberts.of(90);
    for (double e : new double[] {0.5, 2, 3, 0.1, 40}) {
      assertFalse(detector.alarms());
      detector = detector.accept(Math.log(e));
    }
    assertEquals(4.52178857704904, detector.logStatistic(), 1e-14);
    assertTrue(detector.alarms());
    assertEquals(ShiryaevRoberts.of(90), detector.restarted());
    assertThrows(IllegalArgumentException.class, () -> ShiryaevRoberts.of(0.5));
  }

  /** The bound holds for the mean time to an alarm; uniform p-values are the worst case. */
  @Test
  void runsAtLeastItsAverageLengthBetweenFalseAlarms() {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    double length = 100;
    int alarms = 0;
    int steps = 1_000_000;
    ShiryaevRoberts detector = ShiryaevRoberts.of(length);
    for (int i = 0; i < steps; i++) {
      detector = detector.accept(EValues.logOf(1 - random.nextDouble()));
      if (detector.alarms()) {
        alarms++;
        detector = detector.restarted();
      }
    }
    // At most 10,000 are due. It overshoots its bound: some thousand are fewer, none is a fault.
    assertTrue(alarms <= 10_300 && alarms > 1_000, "seed " + seed + ": " + alarms + " alarms");
  }
}
