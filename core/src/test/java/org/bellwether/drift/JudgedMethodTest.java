package org.bellwether.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Measurement;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expected values: scipy 1.x on x = [i*37 % 101 / 10 for i in range(60)], y = [i*53 % 97 / 9 + 1.5
 * for i in range(50)] and the table [[40, 20], [20, 30]], by anderson_ksamp, cramervonmises_2samp
 * (asymptotic), epps_singleton_2samp, energy_distance, ttest_ind, mannwhitneyu (asymptotic),
 * ks_2samp (exact), fisher_exact, chi2_contingency (without correction); Newcombe's and Wilson's
 * intervals by their formulas in Python.
 */
class JudgedMethodTest {

  private static final Schema SCHEMA =
      Schema.of(
          Task.NONE,
          ColumnSchema.of("income", ColumnType.NUMERIC, Role.FEATURE),
          ColumnSchema.of("channel", ColumnType.CATEGORICAL, Role.FEATURE));

  private static Profile reference(ProfileOptions options, int categories) {
    Profile profile = Profile.create(SCHEMA, options);
    for (int i = 0; i < 60; i++) {
      String channel = i < 40 ? "web" : "shop" + i % (categories - 1);
      profile.accept(Map.of("income", i * 37 % 101 / 10.0, "channel", channel));
    }
    return profile;
  }

  private static Profile current(ProfileOptions options) {
    Profile profile = Profile.create(SCHEMA, options);
    for (int i = 0; i < 50; i++) {
      profile.accept(
          Map.of("income", i * 53 % 97 / 9.0 + 1.5, "channel", i < 20 ? "web" : "shop0"));
    }
    return profile;
  }

  private static Measurement measure(DriftMethod method, Profile before, Profile after) {
    DriftOptions options =
        method.judgesNumbers()
            ? DriftOptions.defaults().withNumeric(method)
            : DriftOptions.defaults().withCategorical(method);
    return new ColumnDrift(before, before.whole(), after.whole())
        .measure(options)
        .get(method.judgesNumbers() ? 0 : 1);
  }

  private static Measurement measure(DriftMethod method) {
    ProfileOptions options = ProfileOptions.defaults();
    return measure(method, reference(options, 2), current(options));
  }

  @ParameterizedTest
  @CsvSource({
    "ANDERSON_DARLING, 3.968674296431061, 0.008291981585621952, 0.19333333333333333",
    "CRAMER_VON_MISES, 0.5779545454545456, 0.02531916773313636, 0.19333333333333333",
    "EPPS_SINGLETON, 15.395120980617707, 0.0039481115326915565, 0.19333333333333333",
    "ENERGY, 0.6810259145556037, 0.2280575658333467, 0.19333333333333333",
    "WELCH_T, -2.6950442381233124, 0.008238310774302017, 0.5176812860420349",
    "STUDENT_T, -2.7121994673797514, 0.0077790523667376835, 0.5193466583423352",
    "MANN_WHITNEY, 1080, 0.011793261149330854, 0.28",
    "FISHER, 0.26666666666666666, 0.007045311742124303, 0.26666666666666666",
    "Z, 2.796824, 0.005160770215537239, 0.26666666666666666",
  })
  void agreesWithScipy(DriftMethod method, double value, double p, double effect) {
    Measurement m = measure(method);
    assertEquals(value, m.value(), 1e-6, "value");
    assertEquals(p, m.pValue(), 1e-6, "p");
    assertEquals(effect, m.effect(), 1e-9, "effect");
    Interval interval = m.interval();
    assertNotNull(interval);
    assertTrue(interval.low() <= effect && effect <= interval.high(), interval.toString());
    assertEquals(method.word(), m.method().name());
  }

  @Test
  void intervalsOfSharesAndOrder() {
    for (DriftMethod method : new DriftMethod[] {DriftMethod.FISHER, DriftMethod.Z}) {
      Interval shares = measure(method).interval();
      assertNotNull(shares);
      assertEquals(0.079594561804788, shares.low(), 1e-9);
      assertEquals(0.42976122329711725, shares.high(), 1e-9);
    }
    Interval order = measure(DriftMethod.MANN_WHITNEY).interval();
    assertNotNull(order);
    assertEquals(0.0028203375222538574, order.low(), 1e-9);
    assertEquals(0.5172250069630654, order.high(), 1e-9);
  }

  @Test
  void aBoundedTableCannotBeJudgedByValues() {
    ProfileOptions exact = ProfileOptions.defaults();
    Profile before = reference(exact, 2);
    Profile bounded = current(exact.withExactBudgetBytes(0).withLayout(before.layout()));
    for (DriftMethod method : DriftMethod.values()) {
      if (method.needsValues()) {
        Measurement m = measure(method, before, bounded);
        assertEquals(method.word() + " needs exact values: --exact", m.undefined());
      } else if (method.judgesNumbers()) {
        assertNull(measure(method, before, bounded).undefined(), method.word());
      }
    }
  }

  @Test
  void moreThanTwoCategoriesHaveNoShareToCompare() {
    ProfileOptions options = ProfileOptions.defaults();
    Measurement m = measure(DriftMethod.FISHER, reference(options, 4), current(options));
    assertEquals("fisher compares two categories, and here are 4", m.undefined());
  }

  @Test
  void andersonDarlingCannotServeALargeFamily() {
    Measurement m = measure(DriftMethod.ANDERSON_DARLING);
    assertTrue(m.power().rowsNeeded(0.01) < 2_000);
    assertEquals(Long.MAX_VALUE, m.power().rowsNeeded(0.0005));
  }
}
