package org.bellwether.stat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Expected numbers from scipy 1.10.1 ({@code hypergeom.sf}, {@code binom.sf}, {@code math.comb}).
 */
class ExchangeabilityTest {

  @Test
  void agreesWithCombinatorics() {
    assertEquals(-2.6622555459125765, Exchangeability.logAllInCurrent(3, 50, 70), 1e-12);
    assertEquals(0.05607110293052466, Exchangeability.outOfRange(4, 1, 50, 70), 1e-12);
    long[] pooled = {5, 7, 30, 78};
    assertEquals(0.001679080214800702, Exchangeability.unseen(pooled, 7, 50, 70), 1e-14);
    assertEquals(1, Exchangeability.unseen(pooled, 0, 50, 70), 0);
    assertEquals(0.015621108576211651, Exchangeability.marked(12, 9, 50, 70), 1e-12);
    assertEquals(0.0546875, Exchangeability.repeats(8, 2, 50, 70), 1e-12);
    assertEquals(
        1.2320583195888315, Exchangeability.expectedUnseen(new long[] {1, 1, 2, 5}, 50, 70), 1e-12);
  }

  /** Also mpmath 1.3.0 with 40 digits for the second and third. */
  @Test
  void sharesAreTestedExactlyAtAnySize() {
    assertEquals(0.031242217152423302, Exchangeability.shareChanged(12, 9, 50, 70), 1e-12);
    assertEquals(2.484742052643323e-10, Exchangeability.shareChanged(120, 50, 100, 400), 1e-20);
    assertEquals(
        8.91548170685417e-71, Exchangeability.shareChanged(5000, 1500, 10_000, 40_000), 1e-79);
    assertEquals(
        0.46826130721766956, Exchangeability.shareChanged(5000, 980, 10_000, 40_000), 1e-8);
    assertEquals(
        4.149581613100349e-13,
        Exchangeability.shareChanged(300_000, 31_000, 100_000, 900_000),
        1e-20);
    assertEquals(0.022542467981054547, Exchangeability.shareChanged(12, 1, 50, 70), 1e-12);
    assertEquals(1, Exchangeability.shareChanged(0, 0, 50, 70), 0);
    assertEquals(1, Exchangeability.shareChanged(120, 50, 50, 70), 0);
  }

  @Test
  void unseenRejectsUnchangedSamplesAtMostAtTheLevel() {
    long seed = 20261121;
    Random random = new Random(seed);
    int alarms = 0;
    int runs = 2_000;
    for (int run = 0; run < runs; run++) {
      List<Integer> rows = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        rows.add((int) (1 / Math.sqrt(random.nextDouble() + 1e-4)));
      }
      Collections.shuffle(rows, random);
      Map<Integer, long[]> counts = new HashMap<>();
      for (int i = 0; i < 200; i++) {
        counts.computeIfAbsent(rows.get(i), k -> new long[2])[i < 120 ? 0 : 1]++;
      }
      long largest =
          counts.values().stream().filter(c -> c[0] == 0).mapToLong(c -> c[1]).max().orElse(0);
      long[] pooled = counts.values().stream().mapToLong(c -> c[0] + c[1]).toArray();
      alarms += Exchangeability.unseen(pooled, largest, 80, 120) < 0.05 ? 1 : 0;
    }
    // 5 % of 2,000 is 100; 135 is exceeded with probability 0.0003.
    assertTrue(alarms <= 135, "seed " + seed + ": " + alarms + " of " + runs);
  }

  @Test
  void rowsNeededFindsTheShareFourTimesInFive() {
    long seed = 7;
    Random random = new Random(seed);
    double level = 1e-4;
    int rows = (int) Exchangeability.rowsNeeded(level, 0.05, 100, 100);
    int found = 0;
    for (int run = 0; run < 2_000; run++) {
      int own = 0;
      for (int i = 0; i < rows; i++) {
        own += random.nextDouble() < 0.05 ? 1 : 0;
      }
      found += Math.exp(Exchangeability.logAllInCurrent(own, rows, rows)) <= level ? 1 : 0;
    }
    assertTrue(found > 1_500 && found < 1_950, "seed " + seed + ": " + found + " of 2,000");
  }
}
