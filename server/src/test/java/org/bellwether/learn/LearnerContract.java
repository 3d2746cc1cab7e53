package org.bellwether.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.bellwether.learner.Learner;
import org.bellwether.learner.Scorer;
import org.junit.jupiter.api.Test;

/** What every learner must do, whichever library fits it. */
abstract class LearnerContract {

  abstract Learner learner();

  /** Whether targets are 0 and 1. */
  abstract boolean classifies();

  private static final long SEED = 20260101;

  private final double[][] x = new double[600][3];
  private final double[] y = new double[600];

  LearnerContract() {
    Random random = new Random(SEED);
    for (int i = 0; i < x.length; i++) {
      x[i] = new double[] {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
      double signal = 2 * x[i][1] + 0.3 * random.nextGaussian();
      y[i] = classifies() ? (signal > 0 ? 1 : 0) : signal;
    }
  }

  @Test
  void findsWhatDecidesTheTarget() {
    Scorer model = learner().fit(Arrays.copyOf(x, 400), Arrays.copyOf(y, 400), SEED);
    double[] score = model.score(Arrays.copyOfRange(x, 400, 600));
    double up = 0;
    double down = 0;
    for (int i = 0; i < 200; i++) {
      if (x[400 + i][1] > 0.5) {
        up = Math.max(up, 1 - score[i]);
      }
      down += x[400 + i][1] < -0.5 ? Math.max(0, score[i] - 0.5) : 0;
    }
    assertThat(up).isLessThan(0.6);
    assertThat(down).isLessThan(2);
    assertThat(model.importance()[1]).isGreaterThan(0.8);
    assertThat(Arrays.stream(model.importance()).sum()).isCloseTo(1, within(1e-9));
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  @Test
  void isTheSameForTheSameSeed() {
    double[] once = learner().fit(x, y, SEED).score(x);
    assertThat(learner().fit(x, y, SEED).score(x)).isEqualTo(once);
  }

  @Test
  void scoresRowsOneByOneAsTogether() {
    Scorer model = learner().fit(x, y, SEED);
    double[] all = model.score(x);
    assertThat(model.score(new double[][] {x[7]})[0]).isEqualTo(all[7]);
    assertThat(model.score(new double[0][])).isEmpty();
  }

  @Test
  void takesMissingValuesAndConstantColumns() {
    for (int i = 0; i < x.length; i++) {
      x[i][0] = Double.NaN;
      x[i][2] = 3;
      if (i % 3 == 0) {
        x[i][1] = Double.NaN;
      }
    }
    assertThat(learner().fit(x, y, SEED).score(x)).doesNotContain(Double.NaN);
  }

  @Test
  void scoresAlikeWhereNothingCanBeLearnt() {
    double[][] constant = new double[30][2];
    Scorer model = learner().fit(constant, Arrays.copyOf(y, 30), SEED);
    assertThat(Arrays.stream(model.score(constant)).distinct().count()).isEqualTo(1);
    assertThat(model.importance()).containsExactly(0, 0);
    double[] ones = new double[30];
    Arrays.fill(ones, 1);
    assertThat(learner().fit(Arrays.copyOf(x, 30), ones, SEED).score(x)).containsOnly(1);
  }

  @Test
  void givesProbabilitiesWhenItClassifies() {
    if (classifies()) {
      assertThat(Arrays.stream(learner().fit(x, y, SEED).score(x))).allMatch(p -> p >= 0 && p <= 1);
    } else {
      assertThat(Arrays.stream(learner().fit(x, y, SEED).score(x))).anyMatch(p -> p < 0);
    }
  }
}
