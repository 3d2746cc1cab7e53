package org.bellwether.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import org.bellwether.schema.Role;
import org.bellwether.schema.Task;
import org.junit.jupiter.api.Test;

class FeatureEncodingTest {

  private static final String[] LETTERS = {
    "a", "a", "a", "b", "b", "c", "d", "e", "f", "g", "h", "i"
  };

  private static SampledRows table(double[] x, String[] few, String[] many) {
    return SampledRows.of(
        new SampleTable()
            .numbers("x", x, Role.FEATURE)
            .categories("few", few, Role.FEATURE)
            .categories("many", many, Role.FEATURE)
            .moments("when", new long[x.length], Role.FEATURE)
            .profile(Task.NONE));
  }

  private static SampledRows twelve() {
    double[] x = new double[12];
    String[] few = new String[12];
    for (int i = 0; i < 12; i++) {
      x[i] = i == 3 ? Double.NaN : i == 4 ? Double.POSITIVE_INFINITY : i;
      few[i] = i == 5 ? null : i % 3 == 0 ? "red" : i % 3 == 1 ? "green" : "blue";
    }
    return table(x, few, LETTERS.clone());
  }

  @Test
  void makesIndicatorsOfFewCategoriesAndRanksOfMany() {
    SampledRows rows = twelve();
    FeatureEncoding encoding = FeatureEncoding.fit(rows.schema().columns(), rows);
    assertThat(encoding.source()).containsExactly("x", "few", "few", "few", "many");
    double[][] x = encoding.encode(rows).rows();
    double[] number = rows.numbers("x");
    String[] many = rows.values("many");
    String[] few = rows.values("few");
    for (int r = 0; r < x.length; r++) {
      Double first = Math.min(1e300, number[r]);
      assertThat(Double.valueOf(x[r][0])).isEqualTo(first);
      Double indicators = x[r][1] + x[r][2] + x[r][3];
      assertThat(indicators).isEqualTo(Double.valueOf(few[r] == null ? Double.NaN : 1.0));
      // a, b by count; c to i once each, by name
      assertThat(x[r][4]).isEqualTo(Objects.requireNonNull(many[r]).charAt(0) - 'a');
    }
  }

  @Test
  void givesUnseenCategoriesANumberOfTheirOwn() {
    SampledRows rows = twelve();
    SampledRows other =
        table(new double[] {1}, new String[] {"violet"}, new String[] {"never met"});
    double[] row = FeatureEncoding.fit(rows.schema().columns(), rows).encode(other).rows()[0];
    assertThat(row).containsExactly(1, 0, 0, 0, 9);
    assertThat(FeatureEncoding.byShare(rows.schema().columns(), rows).encode(other).rows()[0])
        .containsExactly(1, 0, 0);
  }

  @Test
  void doesNotDependOnTheOrderOfFirstSight() {
    SampledRows rows = twelve();
    String[] reversed = new String[12];
    for (int i = 0; i < 12; i++) {
      reversed[i] = LETTERS[11 - i];
    }
    SampledRows mirrored = table(new double[12], new String[12], reversed);
    FeatureEncoding one = FeatureEncoding.fit(rows.schema().columns(), rows, mirrored);
    FeatureEncoding two = FeatureEncoding.fit(rows.schema().columns(), mirrored, rows);
    assertThat(Arrays.deepToString(one.encode(rows).rows()))
        .isEqualTo(Arrays.deepToString(two.encode(rows).rows()));
  }
}
