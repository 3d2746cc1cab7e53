package org.bellwether.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bellwether.finding.Measurement;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;
import org.junit.jupiter.api.Test;

class ColumnDriftTest {

  private static final Schema SCHEMA =
      Schema.of(
          Task.NONE,
          ColumnSchema.of("income", ColumnType.NUMERIC, Role.FEATURE),
          ColumnSchema.of("channel", ColumnType.CATEGORICAL, Role.FEATURE));

  private final SplittableRandom random = new SplittableRandom(20_261_121);

  private Profile table(int rows, double shift, double web) {
    Profile profile = Profile.create(SCHEMA, ProfileOptions.defaults());
    for (int i = 0; i < rows; i++) {
      profile.accept(
          Map.of(
              "income",
              1_000 * (random.nextGaussian() + shift),
              "channel",
              random.nextDouble() < web ? "web" : "shop"));
    }
    return profile;
  }

  private static List<Measurement> measure(
      Profile reference, Profile current, DriftOptions options) {
    return new ColumnDrift(reference, reference.whole(), current.whole()).measure(options);
  }

  @Test
  void rowsNeededFollowTheSmallerTable() {
    // scipy: (sqrt(log(2/1e-5)/2) + 0.8416/2)^2 / 0.1^2 * (1 + 1344/15000)
    Measurement income =
        measure(table(15_000, 0, 0.5), table(1_344, 0, 0.5), DriftOptions.defaults()).get(0);
    assertEquals(911.0, (double) income.power().rowsNeeded(1e-5), 2);
  }

  @Test
  void everyJudgedMethodFindsAChangeAndSaysIt() {
    Profile before = table(3_000, 0, 0.5);
    Profile after = table(3_000, 2, 0.9);
    for (DriftMethod method : DriftMethod.values()) {
      if (method.judgesNumbers()) {
        Measurement m = measure(before, after, DriftOptions.defaults().withNumeric(method)).get(0);
        // The table of Anderson and Darling's test ends there.
        double most = method == DriftMethod.ANDERSON_DARLING ? 0.0011 : 1e-9;
        assertTrue(m.pValue() < most, method + ": " + m);
        assertEquals(method.word(), m.method().name());
        assertTrue(m.sentence().startsWith("income is higher: half of the rows"), m.sentence());
      }
      if (method.judgesCategories()) {
        Measurement m =
            measure(before, after, DriftOptions.defaults().withCategorical(method)).get(1);
        assertTrue(m.pValue() < 1e-9, method + ": " + m);
        assertTrue(m.sentence().startsWith("channel is '"), m.sentence());
      }
    }
  }

  @Test
  void refusesAMethodThatDoesNotFitTheColumn() {
    Profile before = table(10, 0, 0.5);
    DriftOptions wrong =
        DriftOptions.defaults().withColumn("channel", DriftMethod.KOLMOGOROV_SMIRNOV);
    assertThrows(IllegalArgumentException.class, () -> measure(before, before, wrong));
  }
}
