package org.bellwether.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TwoSampleSplitTest {

  private static final long SEED = 7;

  /** Among 2,000 runs more than 35 are met with probability below 0.001 when 1 in 100 is due. */
  private static final int RUNS = 2000;

  private static final int MOST = 35;

  private static double[][] normal(Random random, int rows, double shift) {
    double[][] x = new double[rows][5];
    for (double[] row : x) {
      for (int c = 0; c < row.length; c++) {
        row[c] = random.nextGaussian() + shift;
      }
    }
    return x;
  }

  @Test
  void raisesNoMoreFalseAlarmsThanItsLevel() {
    Random random = new Random(SEED);
    for (int[] rows : new int[][] {{20, 20}, {20, 100}, {60, 60}}) {
      int alarms = 0;
      for (int run = 0; run < RUNS; run++) {
        double[][] a = normal(random, rows[0], 0);
        double[][] b = normal(random, rows[1], 0);
        alarms +=
            TwoSampleSplit.of(KernelMean.LINEAR, a, b, run).separation().pGreater() < 0.01 ? 1 : 0;
      }
      assertThat(alarms).as("seed %d, %d and %d rows", SEED, rows[0], rows[1]).isLessThan(MOST);
    }
  }

  @Test
  void findsAShiftAndItsSize() {
    Random random = new Random(SEED);
    for (KernelMean kernel : KernelMean.values()) {
      TwoSampleSplit split =
          TwoSampleSplit.of(kernel, normal(random, 400, 0), normal(random, 400, 0.5), 1);
      assertThat(split.separation().pGreater()).isLessThan(1e-12);
      // Two normals 0.5·√5 apart along the diagonal: Φ(0.5·√5/√2) = 0.785.
      assertThat(split.separation().auc()).isBetween(0.72, 0.84);
      assertThat(split.separation().low()).isBetween(0.66, 0.785);
    }
  }

  @Test
  void gaussianKernelFindsWhatMeansDoNotShow() {
    Random random = new Random(SEED);
    double[][] wide = normal(random, 400, 0);
    for (double[] row : wide) {
      for (int c = 0; c < row.length; c++) {
        row[c] *= 2;
      }
    }
    double[][] narrow = normal(random, 400, 0);
    assertThat(TwoSampleSplit.of(KernelMean.GAUSSIAN, narrow, wide, 1).separation().pGreater())
        .isLessThan(1e-12);
    assertThat(TwoSampleSplit.of(KernelMean.LINEAR, narrow, wide, 1).separation().auc())
        .isBetween(0.4, 0.6);
  }

  @Test
  void needsFewerRowsForALargerEffect() {
    assertThat(TwoSampleSplit.rowsNeeded(0.01, 0.6, 1))
        .isGreaterThan(TwoSampleSplit.rowsNeeded(0.01, 0.7, 1));
    // Noether by hand: 2·(2.5758+0.8416)²·2/(12·0.01) = 389.3
    assertThat(TwoSampleSplit.rowsNeeded(0.01, 0.6, 1)).isBetween(388L, 392L);
  }
}
