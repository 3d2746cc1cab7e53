package org.bellwether.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FalseAlarmsTest {

  private static final long SEED = 20_261_121;

  @Test
  void unchangedDataRarelyAlarm() {
    FalseAlarms simulation = FalseAlarms.withDefaults();
    for (FalseAlarms.Cell cell : FalseAlarms.fastCells()) {
      FalseAlarms.Outcome outcome = simulation.run(cell, SEED);
      assertFalse(outcome.fails(0.01), () -> "seed " + SEED + ": " + outcome);
    }
  }

  @Test
  void theTableOfCellsCoversTheRangesPromised() {
    var cells = FalseAlarms.cells();
    assertEquals(50, cells.stream().mapToInt(FalseAlarms.Cell::rows).min().orElseThrow());
    assertEquals(100_000, cells.stream().mapToInt(FalseAlarms.Cell::rows).max().orElseThrow());
    assertEquals(200, cells.stream().mapToInt(FalseAlarms.Cell::columns).max().orElseThrow());
    assertTrue(cells.stream().allMatch(c -> c.runs() == 2_000 || c.runs() == 300));
  }
}
