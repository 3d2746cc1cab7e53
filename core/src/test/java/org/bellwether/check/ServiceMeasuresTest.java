package org.bellwether.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bellwether.finding.Measurement;
import org.bellwether.stat.RateComparison;
import org.junit.jupiter.api.Test;

class ServiceMeasuresTest {

  @Test
  void testsFailuresExactly() {
    Measurement m = ServiceMeasures.failures(new RateComparison(20, 10_000, 30, 1_000));
    assertThat(m.effect()).isCloseTo(0.028, within(1e-12));
    // scipy 1.17.1: stats.fisher_exact([[30, 970], [20, 9980]], alternative="greater").pvalue
    assertThat(m.pValue()).isCloseTo(3.026908982394766e-19, within(1e-28));
  }

  @Test
  void doesNotJudgeANumberByFourWindows() {
    assertThat(ServiceMeasures.number("conversion", 1, new double[] {1, 2, 3, 4}).undefined())
        .isEqualTo("there are 4 earlier windows with a value, and 5 are needed");
    assertThat(ServiceMeasures.number("gain", 1, new double[] {-1, 1, -1, 1, 0}).undefined())
        .contains("its mean in earlier windows is 0");
  }

  @Test
  void callsAnyChangeOfAConstantNumberCertain() {
    double[] constant = {5, 5, 5, 5, 5};
    assertThat(ServiceMeasures.number("price", 6, constant).pValue()).isZero();
    assertThat(ServiceMeasures.number("price", 5, constant).pValue()).isOne();
    assertThat(ServiceMeasures.number("price", 6, constant).effect()).isCloseTo(0.2, within(1e-12));
  }
}
