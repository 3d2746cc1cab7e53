package org.bellwether.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.learner.KernelMean;
import org.bellwether.learner.SampleTable;
import org.bellwether.profile.Profile;
import org.bellwether.schema.Role;
import org.bellwether.schema.Task;
import org.junit.jupiter.api.Test;

class ProxyDetectionTest {

  private static final long SEED = 5;
  private static final ProxyDetection PROXIES = ProxyDetection.by(KernelMean.LINEAR);

  private static Profile table(Random random, int rows, double giveaway) {
    double[] height = new double[rows];
    double[] income = new double[rows];
    String[] sex = new String[rows];
    for (int r = 0; r < rows; r++) {
      boolean female = random.nextInt(3) == 0;
      sex[r] = female ? "female" : "male";
      height[r] = random.nextGaussian() + (female ? giveaway : 0);
      income[r] = random.nextGaussian();
    }
    return new SampleTable()
        .numbers("height", height, Role.FEATURE)
        .numbers("income", income, Role.FEATURE)
        .categories("sex", sex, Role.PROTECTED, Role.FEATURE)
        .profile(Task.NONE);
  }

  private static Severity severity(Measurement m) {
    return m.pValue() < 0.001
        ? m.threshold().of(Objects.requireNonNull(m.interval()))
        : Severity.OK;
  }

  @Test
  void findsAProxyAndItsStrength() {
    List<Measurement> all = PROXIES.measure(table(new Random(SEED), 4000, 1.4));
    assertThat(all).hasSize(1);
    // Two normals 1.4 apart: Φ(1.4/√2) = 0.839.
    assertThat(all.get(0).value()).isBetween(0.81, 0.87);
    assertThat(severity(all.get(0))).isEqualTo(Severity.WARNING);
    assertThat(all.get(0).column()).isEqualTo("sex");
  }

  @Test
  void findsNoneWhereFeaturesSayNothing() {
    assertThat(severity(PROXIES.measure(table(new Random(SEED), 4000, 0)).get(0)))
        .isEqualTo(Severity.OK);
  }

  @Test
  void tellsAnewProxyFromAnOldOne() {
    Random random = new Random(SEED);
    Profile before = table(random, 4000, 1);
    assertThat(severity(PROXIES.measure(before, table(random, 4000, 3)).get(0)))
        .isNotEqualTo(Severity.OK);
    assertThat(severity(PROXIES.measure(before, table(random, 4000, 1)).get(0)))
        .isEqualTo(Severity.OK);
  }

  @Test
  void changeStaysQuietOnUnchangedData() {
    Random random = new Random(SEED);
    int alarms = 0;
    for (int run = 0; run < 1000; run++) {
      Measurement m = PROXIES.measure(table(random, 300, 1), table(random, 300, 1)).get(0);
      alarms += m.pValue() < 0.01 ? 1 : 0;
    }
    assertThat(alarms).as("seed %d", SEED).isLessThan(22);
  }

  @Test
  void refusesGroupsThatAreTooSmall() {
    assertThat(PROXIES.measure(table(new Random(SEED), 60, 1)).get(0).undefined())
        .contains("fewer than 50");
  }
}
