package org.bellwether.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.NumericDistribution;
import org.bellwether.profile.Profile;
import org.bellwether.profile.RowSample;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.stat.Exchangeability;
import org.bellwether.stat.RateComparison;
import org.jspecify.annotations.Nullable;

/** Ids that occur twice, and rows that do. */
final class Repeats {

  private static final Threshold REPEATED = Threshold.above(0.01, 0.1);

  /**
   * How often values repeat.
   *
   * @param values values looked at
   * @param repeated distinct values that occur more than once
   * @param surplus values beyond the first of each kind
   * @param sampled whether the values are a sample of the table's
   */
  private record Count(long values, long repeated, long surplus, boolean sampled) {}

  private Repeats() {}

  static List<Measurement> measure(Profile reference, Profile current) {
    List<Measurement> all = new ArrayList<>();
    for (ColumnSchema column : reference.schema().columns()) {
      boolean unique = column.constraints().unique();
      if (unique || column.is(Role.ID)) {
        Count then = values(reference, column.name());
        Count now = values(current, column.name());
        if (now != null && unique) {
          all.add(rule(column.name(), now));
        } else if (now != null && then != null) {
          all.add(change("duplicate-id", column.name(), column.name(), then, now));
        }
      }
    }
    if (reference.sample().rows() > 0 && current.sample().rows() > 0) {
      all.add(change("duplicate-rows", null, "a row", rows(reference), rows(current)));
    }
    return all;
  }

  private static Measurement rule(String column, Count now) {
    return ColumnQuality.violation(
            "unique", column, org.bellwether.schema.Segment.whole(), now.values(), now.surplus())
        .build(
            now.surplus() == 0
                ? column + " is unique"
                : column + " repeats an earlier value in " + Rates.plural(now.surplus(), "row"));
  }

  private static Measurement change(
      String check, @Nullable String column, String what, Count then, Count now) {
    RateComparison rates =
        new RateComparison(then.surplus(), then.values(), now.surplus(), now.values());
    Measurement.Builder builder =
        Measurement.of(Kind.QUALITY, check)
            .method(Method.exact("repeated-values"))
            .column(column)
            .rows(now.values(), then.values())
            .threshold(REPEATED);
    if (now.values() == 0 || then.values() == 0) {
      return builder.undefined("there is no value");
    }
    double[] difference = rates.differenceInterval(Rates.Z);
    String sampled = now.sampled() ? " of a sample of " + Rates.plural(now.values(), "row") : "";
    return builder
        .value(rates.rate(), rates.referenceRate())
        .effect(rates.difference())
        .test(
            Exchangeability.repeats(now.repeated(), then.repeated(), now.values(), then.values()),
            new Interval(difference[0], difference[1], Rates.CONFIDENCE))
        .power(level ->
            Exchangeability.rowsNeeded(level, REPEATED.warning(), now.values(), then.values()))
        .build(
            "%s repeats an earlier one in %s rows%s, before in %s"
                .formatted(
                    what, Words.share(rates.rate()), sampled, Words.share(rates.referenceRate())));
  }

  private static @Nullable Count values(Profile profile, String column) {
    ColumnSummary summary = profile.whole().column(column);
    if (summary instanceof ColumnSummary.Numeric n
        && n.distribution() instanceof NumericDistribution.Sorted sorted) {
      return sorted(sorted.values());
    }
    if (summary instanceof ColumnSummary.Categorical c && c.other() == 0) {
      long values = c.counts().values().stream().mapToLong(v -> v).sum();
      long repeated = c.counts().values().stream().filter(v -> v > 1).count();
      return new Count(values, repeated, values - c.counts().size(), false);
    }
    return sampled(profile, List.of(column));
  }

  private static Count sorted(double[] values) {
    long repeated = 0;
    long surplus = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] == values[i - 1]) {
        surplus++;
        repeated += i == 1 || values[i - 2] != values[i] ? 1 : 0;
      }
    }
    return new Count(values.length, repeated, surplus, false);
  }

  private static Count rows(Profile profile) {
    List<String> names =
        profile.schema().columns().stream()
            .filter(c -> !c.is(Role.IGNORED))
            .map(ColumnSchema::name)
            .toList();
    Count count = sampled(profile, names);
    return count == null ? new Count(0, 0, 0, true) : count;
  }

  private static @Nullable Count sampled(Profile profile, List<String> columns) {
    RowSample sample = profile.sample();
    Schema schema = profile.schema();
    long[] hashes = new long[sample.rows()];
    boolean found = false;
    for (int c = 0; c < schema.columns().size(); c++) {
      if (columns.contains(schema.columns().get(c).name())) {
        found = true;
        for (int row = 0; row < hashes.length; row++) {
          hashes[row] =
              SampledColumn.combine(hashes[row], SampledColumn.hash(sample.columns().get(c), row));
        }
      }
    }
    if (!found || hashes.length == 0) {
      return null;
    }
    Arrays.sort(hashes);
    long repeated = 0;
    long surplus = 0;
    for (int i = 1; i < hashes.length; i++) {
      if (hashes[i] == hashes[i - 1]) {
        surplus++;
        repeated += i == 1 || hashes[i - 2] != hashes[i] ? 1 : 0;
      }
    }
    return new Count(hashes.length, repeated, surplus, !sample.isComplete());
  }
}
