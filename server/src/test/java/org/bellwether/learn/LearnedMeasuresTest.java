package org.bellwether.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import org.bellwether.drift.ClassifierTest;
import org.bellwether.drift.TextDrift;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.performance.DirectLossEstimation;
import org.bellwether.profile.Profile;
import org.bellwether.quality.LabelNoise;
import org.bellwether.schema.Role;
import org.bellwether.schema.Task;
import org.junit.jupiter.api.Test;

/** Planted effects and unchanged data for the measures that need a fitted learner. */
class LearnedMeasuresTest {

  private static final long SEED = 17;
  private static final ClassifierTest CLASSIFIER = ClassifierTest.by(GradientBoosting.classifier());
  private static final DirectLossEstimation LOSS =
      DirectLossEstimation.by(GradientBoosting.regressor());

  private static Severity severity(Measurement m) {
    return m.pValue() < 0.001
        ? m.threshold().of(Objects.requireNonNull(m.interval()))
        : Severity.OK;
  }

  /** Two columns with the same marginals whatever the sign of their correlation, and noise. */
  private static Profile pair(Random random, int rows, double sign) {
    double[] x = new double[rows];
    double[] y = new double[rows];
    double[] noise = new double[rows];
    String[] colour = new String[rows];
    for (int r = 0; r < rows; r++) {
      x[r] = random.nextGaussian();
      y[r] = sign * 0.8 * x[r] + 0.6 * random.nextGaussian();
      noise[r] = random.nextGaussian();
      colour[r] = "colour " + random.nextInt(12);
    }
    return new Tables()
        .numbers("x", x, Role.FEATURE)
        .numbers("y", y, Role.FEATURE)
        .numbers("noise", noise, Role.FEATURE)
        .categories("colour", colour, Role.FEATURE)
        .profile(Task.NONE);
  }

  @Test
  void classifierFindsAnInteractionThatNoSingleColumnShows() {
    Random random = new Random(SEED);
    Measurement m = CLASSIFIER.measure(pair(random, 3000, 1), pair(random, 3000, -1)).get(0);
    assertThat(severity(m)).isEqualTo(Severity.CRITICAL);
    assertThat(m.sentence()).contains("x (").contains("y (").doesNotContain("noise");
    System.out.println("FIG " + m.sentence());
  }

  @Test
  void classifierStaysQuietOnUnchangedData() {
    Random random = new Random(SEED);
    int alarms = 0;
    for (int run = 0; run < 300; run++) {
      int rows = 30 + 60 * (run % 3);
      Measurement m = CLASSIFIER.measure(pair(random, rows, 1), pair(random, rows, 1)).get(0);
      alarms += m.pValue() < 0.01 ? 1 : 0;
    }
    System.out.println("FIG unchanged, 300 runs of 30 to 150 rows, p < 0.01: " + alarms);
    // 11 or more of 300 are met with probability below 0.001 when 1 in 100 is due.
    assertThat(alarms).as("seed %d", SEED).isLessThan(11);
  }

  /** A model whose error grows with x, and x. */
  private static Profile prices(Random random, int rows, double shift, boolean labelled) {
    double[] x = new double[rows];
    double[] prediction = new double[rows];
    double[] label = new double[rows];
    for (int r = 0; r < rows; r++) {
      x[r] = Math.abs(random.nextGaussian()) + shift;
      prediction[r] = 10 * x[r];
      double truth = prediction[r] + (1 + 2 * x[r]) * random.nextGaussian();
      label[r] = labelled ? truth : Double.NaN;
    }
    return new Tables()
        .numbers("x", x, Role.FEATURE)
        .numbers("prediction", prediction, Role.PREDICTION)
        .numbers("price", label, Role.LABEL)
        .profile(Task.REGRESSION);
  }

  @Test
  void lossEstimationForeseesALargerError() {
    Random random = new Random(SEED);
    Profile reference = prices(random, 6000, 0, true);
    for (Measurement m : LOSS.measure(reference, prices(random, 3000, 0.7, false))) {
      assertThat(severity(m)).as(m.check()).isNotEqualTo(Severity.OK);
      assertThat(m.value()).isGreaterThan(m.reference());
      System.out.println("FIG " + m.sentence());
    }
    assertThat(LOSS.measure(reference, prices(random, 3000, 0, false)))
        .hasSize(2)
        .allMatch(m -> severity(m) == Severity.OK);
    assertThat(LOSS.measure(reference, prices(random, 3000, 0, true))).isEmpty();
  }

  @Test
  void lossEstimationStaysQuietOnUnchangedData() {
    Random random = new Random(SEED);
    int alarms = 0;
    for (int run = 0; run < 150; run++) {
      Profile reference = prices(random, 200, 0, true);
      alarms +=
          LOSS.measure(reference, prices(random, 100, 0, false)).get(1).pValue() < 0.01 ? 1 : 0;
    }
    // 8 or more of 150 are met with probability below 0.001 when 1 in 100 is due.
    assertThat(alarms).as("seed %d", SEED).isLessThan(8);
  }

  @Test
  void meaningOfTextsThatShareNoTopWord() {
    Random random = new Random(SEED);
    String[] payments = {"card", "invoice", "bank transfer", "payment", "receipt", "fee"};
    String[] weather = {"rain", "sunshine", "thunderstorm", "snowfall", "breeze", "fog"};
    TextDrift drift = TextDrift.by(new MiniLm());
    Profile before = texts(random, payments);
    assertThat(drift.measure(before, texts(random, weather)))
        .filteredOn(m -> m.check().startsWith("text-embedding"))
        .hasSize(2)
        .allMatch(m -> severity(m) == Severity.CRITICAL);
    assertThat(drift.measure(before, texts(random, payments)))
        .allMatch(m -> severity(m) == Severity.OK);
  }

  private static Profile texts(Random random, String[] subjects) {
    String[] values = new String[120];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          "Question "
              + random.nextInt(1000)
              + " about the "
              + subjects[random.nextInt(subjects.length)];
    }
    return new Tables().texts("message", values, Role.FEATURE).profile(Task.NONE);
  }

  private static Profile labels(Random random, double flipped, double signal) {
    double[] x = new double[2000];
    String[] label = new String[2000];
    for (int r = 0; r < x.length; r++) {
      x[r] = random.nextGaussian();
      boolean good = signal * x[r] + random.nextGaussian() > 0;
      label[r] = good != random.nextDouble() < flipped ? "good" : "bad";
    }
    return new Tables()
        .numbers("x", x, Role.FEATURE)
        .categories("label", label, Role.LABEL)
        .profile(Task.BINARY);
  }

  @Test
  void doubtsFlippedLabelsWhereFeaturesDecide() {
    Random random = new Random(SEED);
    LabelNoise noise = LabelNoise.by(GradientBoosting.classifier());
    Measurement clean = noise.measure(labels(random, 0, 50)).get(0);
    Measurement flipped = noise.measure(labels(random, 0.06, 50)).get(0);
    System.out.println("FIG " + clean.sentence() + " | " + flipped.sentence());
    assertThat(clean.threshold().of(Objects.requireNonNull(clean.interval())))
        .isEqualTo(Severity.OK);
    assertThat(flipped.threshold().of(Objects.requireNonNull(flipped.interval())))
        .isEqualTo(Severity.WARNING);
    // 6 % are flipped; of 201 rows two standard errors are 3.4 %.
    assertThat(flipped.value()).isBetween(0.026, 0.094);
    assertThat(noise.measure(labels(random, 0, 0)).get(0).undefined())
        .contains("say too little about 'label'");
  }
}
