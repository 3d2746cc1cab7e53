package org.bellwether.quality;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.NumericDistribution;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Constraints;
import org.bellwether.schema.Role;
import org.bellwether.schema.Segment;
import org.bellwether.stat.Exchangeability;
import org.bellwether.stat.RateComparison;
import org.jspecify.annotations.Nullable;

/** What can go wrong with one column of one slice. */
final class ColumnQuality {

  private static final Threshold MISSING = Threshold.above(0.02, 0.1);
  private static final Threshold BLANK = Threshold.above(0.02, 0.1);
  private static final Threshold ANY_ROW = Threshold.above(Double.MIN_VALUE, 0.01);
  private static final Threshold HAPPENS = Threshold.above(1, 1);

  private final ColumnSchema column;
  private final Segment segment;
  private final ColumnSummary reference;
  private final ColumnSummary current;
  private final @Nullable Instant now;

  ColumnQuality(
      ColumnSchema column,
      Segment segment,
      ColumnSummary reference,
      ColumnSummary current,
      @Nullable Instant now) {
    this.column = column;
    this.segment = segment;
    this.reference = reference;
    this.current = current;
    this.now = now;
  }

  List<Measurement> measure() {
    String name = column.name();
    List<Measurement> all = new ArrayList<>();
    if (!column.is(Role.LABEL)) {
      all.add(missing(name));
    }
    constraints(all);
    boolean values = valuesMatter();
    if (values
        && reference instanceof ColumnSummary.Numeric r
        && current instanceof ColumnSummary.Numeric c) {
      all.add(Ranges.inferred(name, segment, r, c));
      all.add(UnitJump.measure(name, segment, r, c));
    }
    if (values
        && reference instanceof ColumnSummary.Categorical r
        && current instanceof ColumnSummary.Categorical c) {
      all.addAll(Categories.measure(name, segment, r, c));
    }
    if (segment.isWhole()) {
      blank(all);
      if (values) {
        constant(all);
      }
    }
    return all;
  }

  private boolean valuesMatter() {
    return !(column.is(Role.ID)
        || column.is(Role.TIME)
        || column.is(Role.QUERY)
        || column.is(Role.SPLIT));
  }

  private Measurement missing(String name) {
    return Rates.change(
        "missing-rate",
        name,
        segment,
        new RateComparison(
            reference.missing(), reference.rows(), current.missing(), current.rows()),
        MISSING,
        name + " is missing");
  }

  private void blank(List<Measurement> all) {
    String name = column.name();
    if (reference instanceof ColumnSummary.Numeric r
        && current instanceof ColumnSummary.Numeric c) {
      RateComparison rates =
          new RateComparison(r.nan() + r.infinite(), r.rows(), c.nan() + c.infinite(), c.rows());
      all.add(
          Rates.change(
              "not-a-number-rate", name, segment, rates, BLANK, name + " is NaN or infinite"));
    } else if (column.type() == org.bellwether.schema.ColumnType.CATEGORICAL
        || column.type() == org.bellwether.schema.ColumnType.TEXT) {
      RateComparison rates =
          new RateComparison(empty(reference), reference.rows(), empty(current), current.rows());
      all.add(
          Rates.change(
              "empty-string-rate", name, segment, rates, BLANK, name + " is an empty string"));
    }
  }

  private static long empty(ColumnSummary summary) {
    if (summary instanceof ColumnSummary.Categorical c) {
      return c.empty();
    }
    return summary instanceof ColumnSummary.Text t ? t.empty() : 0;
  }

  private void constant(List<Measurement> all) {
    String value = Constants.valueOf(current);
    long rows = current.rows() - current.missing();
    long referenceRows = reference.rows() - reference.missing();
    if (rows == 0 || referenceRows == 0 || current instanceof ColumnSummary.Text) {
      return;
    }
    boolean became = value != null && Constants.valueOf(reference) == null;
    double p = became ? chanceOfOneValue(rows, referenceRows) : 1;
    double effect = became ? 1 : 0;
    all.add(
        Measurement.of(Kind.QUALITY, "became-constant")
            .method(Method.exact("hypergeometric"))
            .column(column.name())
            .segment(segment)
            .rows(rows, referenceRows)
            .value(effect, 0)
            .test(p, new Interval(effect, effect, Rates.CONFIDENCE))
            .threshold(HAPPENS)
            .build(
                became
                    ? column.name()
                        + " is always "
                        + value
                        + " in all "
                        + Rates.plural(rows, "row")
                        + ", and varied before"
                    : column.name() + " varies as before"));
  }

  /** Chance that all current rows hold one value: at most N/n values are frequent enough for it. */
  private double chanceOfOneValue(long rows, long referenceRows) {
    long same = rows + mostFrequent();
    double p = Exchangeability.marked(same, rows, rows, referenceRows);
    return Math.min(1, p * Math.ceil((rows + referenceRows) / (double) rows));
  }

  private long mostFrequent() {
    if (reference instanceof ColumnSummary.Categorical c) {
      return c.counts().values().stream().mapToLong(v -> v).max().orElse(0);
    }
    if (reference instanceof ColumnSummary.Numeric n) {
      return mostFrequent(n.distribution());
    }
    return reference instanceof ColumnSummary.Timestamp t
        ? mostFrequent(t.seconds().distribution())
        : reference.rows();
  }

  private static long mostFrequent(NumericDistribution distribution) {
    long most = 0;
    if (distribution instanceof NumericDistribution.Sorted sorted) {
      double[] v = sorted.values();
      for (int i = 0, start = 0; i < v.length; i++) {
        start = v[i] == v[start] ? start : i;
        most = Math.max(most, i - start + 1);
      }
    } else if (distribution instanceof NumericDistribution.Binned binned) {
      for (long count : binned.counts()) {
        most = Math.max(most, count);
      }
    }
    return most;
  }

  private void constraints(List<Measurement> all) {
    Constraints rules = column.constraints();
    String name = column.name();
    Double min = rules.min();
    Double max = rules.max();
    Set<String> allowed = rules.allowed();
    Double maxMissing = rules.maxMissing();
    if (current instanceof ColumnSummary.Numeric c && (min != null || max != null)) {
      double low = min == null ? Double.NEGATIVE_INFINITY : min;
      double high = max == null ? Double.POSITIVE_INFINITY : max;
      all.add(Ranges.impossible(name, segment, c, low, high));
    }
    if (current instanceof ColumnSummary.Categorical c && allowed != null) {
      all.add(Categories.allowed(name, segment, c, allowed));
    }
    if (maxMissing != null && current.rows() > 0) {
      all.add(tooManyMissing(name, maxMissing));
    }
    if (rules.past() && now != null && current instanceof ColumnSummary.Timestamp t) {
      all.add(Freshness.future(name, segment, t, now));
    }
  }

  private Measurement tooManyMissing(String name, double allowed) {
    double rate = current.missingRate();
    double beyond = Math.max(0, rate - allowed);
    return Measurement.of(Kind.QUALITY, "max-missing")
        .column(name)
        .segment(segment)
        .rows(current.rows(), reference.rows())
        .value(rate, reference.missingRate())
        .effect(beyond)
        .threshold(Threshold.above(Double.MIN_VALUE, 0.1))
        .build(
            "%s is missing in %s rows%s; the schema allows %s"
                .formatted(name, Words.share(rate), Words.where(segment), Words.share(allowed)));
  }

  /** A rule of the schema, which every row must satisfy. */
  static Measurement.Builder violation(
      String check, String column, Segment segment, long rows, long violations) {
    return Measurement.of(Kind.QUALITY, check)
        .column(column)
        .segment(segment)
        .rows(rows, 0)
        .value(rows == 0 ? 0 : (double) violations / rows, Double.NaN)
        .threshold(ANY_ROW);
  }
}
