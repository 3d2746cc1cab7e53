package org.bellwether.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Threshold;
import org.bellwether.learner.SampledRows;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.Profile;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.stat.Normal;
import org.bellwether.stat.RateComparison;

/** Whether every class, protected group and segment has the rows that a model can learn from. */
final class Coverage {

  static final String BALANCE = "class-balance";
  static final String LABELLED = "missing-label";
  static final String GROUPS = "group-coverage";
  static final String SEGMENTS = "segment-coverage";

  /** Rows below which a rate is known to ten points at best. */
  private static final long ENOUGH_ROWS = 100;

  private static final double LEVEL = 0.95;

  private Coverage() {}

  static List<Measurement> measure(Profile table, SampledRows rows, Labels labels) {
    List<Measurement> all = new ArrayList<>(groups(table));
    all.add(labelled(labels));
    if (!labels.isNumeric()) {
      all.add(balance(rows, labels));
    }
    return all;
  }

  private static Measurement labelled(Labels labels) {
    long rows = labels.classes().length;
    long missing = Arrays.stream(labels.classes()).filter(Objects::isNull).count();
    Measurement.Builder builder =
        Measurement.of(Kind.QUALITY, LABELLED)
            .method(Method.exact("share of sampled rows"))
            .column(labels.column())
            .rows(rows, 0)
            .threshold(Threshold.above(0.01, 0.2));
    if (rows == 0) {
      return builder.undefined("The table has no rows");
    }
    return builder
        .value((double) missing / rows, Double.NaN)
        .build(String.format(Locale.ROOT, "%,d of %,d rows have no label", missing, rows));
  }

  private static Measurement balance(SampledRows rows, Labels labels) {
    Map<String, Integer> counts = labels.counts();
    long total = counts.values().stream().mapToLong(c -> c).sum();
    Measurement.Builder builder =
        Measurement.of(Kind.QUALITY, BALANCE)
            .method(Method.exact("share of the rarest class, Wilson interval"))
            .column(labels.column())
            .owner(Owner.MODEL_TEAM)
            .rows(total, 0)
            .threshold(Threshold.below(0.05, 0.01));
    if (counts.size() < 2) {
      return builder.undefined(
          "A model cannot be taught: the label '"
              + labels.column()
              + "' has fewer than two values");
    }
    List<String> classes = List.copyOf(counts.keySet());
    String rarest = classes.get(classes.size() - 1);
    long least = counts.getOrDefault(rarest, 0);
    double[] bounds = RateComparison.wilson((double) least, (double) total, Normal.twoSided(LEVEL));
    return builder
        .value((double) least / total, Double.NaN)
        .interval(new Interval(bounds[0], bounds[1], LEVEL))
        .build(
            String.format(
                Locale.ROOT,
                "The rarest of %d classes, %s, has %,d of %,d rows%s",
                counts.size(),
                rarest,
                least,
                total,
                rows.rows() == rows.seen() ? "" : " of a sample"));
  }

  private static List<Measurement> groups(Profile table) {
    List<Measurement> all = new ArrayList<>();
    for (ColumnSchema column : table.schema().columns()) {
      boolean isProtected = column.is(Role.PROTECTED);
      if (!(isProtected || column.is(Role.SEGMENT))
          || !(table.whole().column(column.name()) instanceof ColumnSummary.Categorical counts)
          || counts.counts().isEmpty()) {
        continue;
      }
      all.add(isProtected ? smallest(column.name(), counts) : small(column.name(), counts));
    }
    return all;
  }

  private static Measurement smallest(String column, ColumnSummary.Categorical counts) {
    Map.Entry<String, Long> least =
        new TreeMap<>(counts.counts())
            .entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
    return Measurement.of(Kind.QUALITY, GROUPS)
        .method(Method.exact("rows of the smallest group"))
        .column(column)
        .owner(Owner.RISK)
        .rows(counts.rows(), 0)
        .value(least.getValue(), Double.NaN)
        .threshold(Threshold.below(ENOUGH_ROWS, 30))
        .build(
            String.format(
                Locale.ROOT,
                "The smallest group of '%s', %s, has %,d rows; %,d are needed to see how it fares",
                column,
                least.getKey(),
                least.getValue(),
                ENOUGH_ROWS));
  }

  private static Measurement small(String column, ColumnSummary.Categorical counts) {
    List<Long> small = counts.counts().values().stream().filter(c -> c < ENOUGH_ROWS).toList();
    long inSmall = small.stream().mapToLong(c -> c).sum() + counts.other();
    long known = counts.rows() - counts.missing();
    return Measurement.of(Kind.QUALITY, SEGMENTS)
        .method(Method.exact("share of rows in segments of fewer than " + ENOUGH_ROWS))
        .column(column)
        .owner(Owner.MODEL_TEAM)
        .rows(counts.rows(), 0)
        .value((double) inSmall / known, Double.NaN)
        .threshold(Threshold.above(0.1, 0.5))
        .build(
            String.format(
                Locale.ROOT,
                "%,d of %,d segments of '%s' have fewer than %,d rows, together %s rows",
                small.size(),
                counts.counts().size(),
                column,
                ENOUGH_ROWS,
                Words.share((double) inSmall / known)));
  }
}
