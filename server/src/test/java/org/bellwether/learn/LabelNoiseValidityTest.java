package org.bellwether.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.profile.Profile;
import org.bellwether.quality.LabelNoise;
import org.bellwether.schema.Role;
import org.bellwether.schema.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How often label noise is found in tables with and without it. {@code
 * -Dbellwether.validity-runs=30} for the figures of docs/false-alarms.md.
 */
class LabelNoiseValidityTest {

  private static final int RUNS = Integer.getInteger("bellwether.validity-runs", 2);
  private static final int[] ROWS =
      RUNS < 10 ? new int[] {300, 1_000} : new int[] {300, 1_000, 4_000};

  /** Which of two classes a row belongs to, by a sum s of three features, of variance 1.74. */
  enum Labels {
    CLEAN(0),
    /** Logistic in 5 s: one row in eight has the less likely class. */
    SLIGHT_OVERLAP(0),
    /** Logistic in 3 (s - 2): one row in nine has the rare class. */
    RARE_CLASS(0),
    /** Logistic in 2 s. */
    OVERLAP(0.4),
    FLIPPED_5_PERCENT(1),
    FLIPPED_10_PERCENT(1),
    /** No feature says anything. */
    CHANCE(0),
    /** Nor here, of a class that one row in 33 has. */
    RARE_CHANCE(0);

    /** Share of tables that may warn at most. */
    private final double most;

    Labels(double most) {
      this.most = most;
    }

    private boolean of(double s, Random random) {
      return switch (this) {
        case CLEAN -> s > 0;
        case SLIGHT_OVERLAP -> random.nextDouble() < logistic(5 * s);
        case RARE_CLASS -> random.nextDouble() < logistic(3 * (s - 2));
        case OVERLAP -> random.nextDouble() < logistic(2 * s);
        case FLIPPED_5_PERCENT -> s > 0 ^ random.nextDouble() < 0.05;
        case FLIPPED_10_PERCENT -> s > 0 ^ random.nextDouble() < 0.1;
        case CHANCE -> random.nextBoolean();
        case RARE_CHANCE -> random.nextInt(33) == 0;
      };
    }

    private static double logistic(double x) {
      return 1 / (1 + Math.exp(-x));
    }
  }

  @ParameterizedTest
  @EnumSource
  void cleanTablesHardlyWarn(Labels labels) {
    for (int rows : ROWS) {
      int runs = rows > 1_000 ? (RUNS + 2) / 3 : RUNS;
      int warnings = 0;
      int unknown = 0;
      for (int run = 0; run < runs; run++) {
        LabelNoise noise = LabelNoise.by(GradientBoosting.classifier());
        Measurement m = noise.measure(table(labels, rows, new Random(run))).get(0);
        if (m.undefined() != null) {
          unknown++;
        } else if (m.threshold()
            .of(Objects.requireNonNull(m.interval()))
            .atLeast(Severity.WARNING)) {
          warnings++;
        }
      }
      System.out.printf(
          "label noise: %s, %,d rows, %d tables: %d warn, %d unknown%n",
          labels, rows, runs, warnings, unknown);
      assertThat((double) warnings)
          .as("%s, %d rows", labels, rows)
          .isLessThanOrEqualTo(Math.ceil(labels.most * runs));
      if (labels == Labels.FLIPPED_10_PERCENT && rows >= 1_000) {
        assertThat(warnings).as("%s, %d rows", labels, rows).isGreaterThanOrEqualTo(runs / 2);
      }
    }
  }

  private static Profile table(Labels labels, int rows, Random random) {
    double[][] x = new double[5][rows];
    String[] y = new String[rows];
    for (int r = 0; r < rows; r++) {
      for (double[] column : x) {
        column[r] = random.nextGaussian();
      }
      y[r] = labels.of(x[0][r] + 0.7 * x[1][r] - 0.5 * x[2][r], random) ? "a" : "b";
    }
    Tables table = new Tables();
    for (int c = 0; c < x.length; c++) {
      table.numbers("x" + c, x[c], Role.FEATURE);
    }
    return table.categories("y", y, Role.LABEL).profile(Task.NONE);
  }
}
