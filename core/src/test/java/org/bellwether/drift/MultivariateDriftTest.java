package org.bellwether.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.learner.KernelMean;
import org.bellwether.learner.SampleTable;
import org.bellwether.profile.Profile;
import org.bellwether.schema.Role;
import org.bellwether.schema.Task;
import org.junit.jupiter.api.Test;

class MultivariateDriftTest {

  private static final long SEED = 11;

  /** Four columns that go together with the given correlation; each by itself is normal. */
  private static Profile table(Random random, int rows, double correlation) {
    double[][] x = new double[4][rows];
    for (int r = 0; r < rows; r++) {
      double common = random.nextGaussian();
      for (double[] column : x) {
        column[r] =
            Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * random.nextGaussian();
      }
    }
    SampleTable table = new SampleTable();
    for (int c = 0; c < 4; c++) {
      table.numbers("x" + c, x[c], Role.FEATURE);
    }
    return table.profile(Task.NONE);
  }

  private static Measurement only(List<Measurement> all) {
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static Severity severity(Measurement m) {
    Interval interval = m.interval();
    return interval == null || m.pValue() > 0.001 ? Severity.OK : m.threshold().of(interval);
  }

  @Test
  void reconstructionErrorFindsColumnsThatNoLongerGoTogether() {
    Random random = new Random(SEED);
    Measurement m =
        only(PcaReconstruction.measure(table(random, 2000, 0.8), table(random, 2000, 0)));
    assertThat(severity(m)).isEqualTo(Severity.CRITICAL);
    assertThat(m.value()).isGreaterThan(m.reference());
  }

  @Test
  void classifierTestSaysNothingOfTablesWithoutCommonFeatures() {
    Profile reference = table(new Random(SEED), 100, 0);
    Profile other =
        new SampleTable().numbers("y", new double[100], Role.FEATURE).profile(Task.NONE);
    ClassifierTest test = ClassifierTest.by(KernelMean.LINEAR);
    assertThat(test.measure(reference, other)).isEmpty();
  }

  @Test
  void classifierTestNeedsRows() {
    Random random = new Random(SEED);
    ClassifierTest test = ClassifierTest.by(KernelMean.LINEAR);
    Measurement m = only(test.measure(table(random, 19, 0), table(random, 500, 0)));
    assertThat(m.undefined()).contains("fewer than 20 rows");
  }

  @Test
  void embeddingsThatMoved() {
    Random random = new Random(SEED);
    Profile before = vectors(random, 0);
    for (Measurement m : EmbeddingDrift.measure(before, vectors(random, 0.6))) {
      assertThat(severity(m)).as(m.check()).isNotEqualTo(Severity.OK);
    }
    List<Measurement> same = EmbeddingDrift.measure(before, vectors(random, 0));
    assertThat(same)
        .extracting(Measurement::check)
        .containsExactly("embedding-mean", "embedding-distribution");
    assertThat(same).allMatch(m -> severity(m) == Severity.OK);
  }

  private static Profile vectors(Random random, double shift) {
    float[][] values = new float[300][16];
    for (float[] vector : values) {
      for (int c = 0; c < vector.length; c++) {
        vector[c] = (float) (random.nextGaussian() + (c < 4 ? shift : 0));
      }
    }
    return new SampleTable().vectors("image", values, Role.FEATURE).profile(Task.NONE);
  }

  @Test
  void namesTheWordThatChangedMost() {
    Random random = new Random(SEED);
    Measurement m =
        only(TextDrift.withoutEmbedder().measure(texts(random, 0.05), texts(random, 0.6)));
    assertThat(severity(m)).isEqualTo(Severity.CRITICAL);
    assertThat(m.sentence()).contains("'refund'");
  }

  private static Profile texts(Random random, double refund) {
    String[] values = new String[200];
    for (int i = 0; i < values.length; i++) {
      StringBuilder text = new StringBuilder("Order " + random.nextInt(30));
      for (int w = 0; w < 6; w++) {
        text.append(" word").append((int) (40 * Math.pow(random.nextDouble(), 3)));
      }
      values[i] = text + (random.nextDouble() < refund ? ", Refund!" : "");
    }
    return new SampleTable().texts("message", values, Role.FEATURE).profile(Task.NONE);
  }

  @Test
  void attributionThatTookOver() {
    Random random = new Random(SEED);
    List<Measurement> all =
        AttributionDrift.measure(attributions(random, 1), attributions(random, 3));
    assertThat(all).hasSize(3);
    assertThat(severity(all.get(0))).isEqualTo(Severity.CRITICAL);
    assertThat(all.get(0).sentence()).contains("rank 1 of 3").contains("(rank 2)");
    assertThat(AttributionDrift.measure(attributions(random, 1), attributions(random, 1)))
        .allMatch(m -> severity(m) == Severity.OK);
  }

  private static Profile attributions(Random random, double weight) {
    double[][] values = new double[3][500];
    for (int r = 0; r < 500; r++) {
      values[0][r] = weight * random.nextGaussian();
      values[1][r] = 1.5 * random.nextGaussian();
      values[2][r] = 0.2 * random.nextGaussian();
    }
    return new SampleTable()
        .numbers("shap_income", values[0], Role.ATTRIBUTION)
        .numbers("shap_age", values[1], Role.ATTRIBUTION)
        .numbers("shap_city", values[2], Role.ATTRIBUTION)
        .profile(Task.NONE);
  }
}
