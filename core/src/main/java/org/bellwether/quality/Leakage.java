package org.bellwether.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Threshold;
import org.bellwether.learner.SampledRows;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.stat.Separation;
import org.jspecify.annotations.Nullable;

/**
 * Features that predict the label too well to be known beforehand. By the AUC of the single feature
 * for each class against the rest, in either direction, the largest over classes (p-values times
 * the number of classes): a number by its rank, a category by the rate of the class among the other
 * half of the rows, so that a column of many values does not look predictive by itself. Whether a
 * value is missing counts as a category. A number that tells classes apart only in between (high
 * and low against middle) is not found.
 */
final class Leakage {

  static final String CHECK = "leakage";

  private static final Threshold THRESHOLD = Threshold.above(0.95, 0.99);

  private Leakage() {}

  static List<Measurement> measure(SampledRows rows, Labels labels) {
    List<Measurement> all = new ArrayList<>();
    for (ColumnSchema column : rows.schema().withRole(Role.FEATURE)) {
      boolean usable =
          column.type() == ColumnType.NUMERIC
              || column.type() == ColumnType.CATEGORICAL
              || column.type() == ColumnType.BOOLEAN;
      if (usable && !column.is(Role.LABEL)) {
        all.add(measure(rows, labels, column));
      }
    }
    return all;
  }

  private static Measurement measure(SampledRows rows, Labels labels, ColumnSchema column) {
    Measurement.Builder builder =
        Measurement.of(Kind.QUALITY, CHECK)
            .method(Method.exact("AUC of the single feature, Mann-Whitney"))
            .column(column.name())
            .owner(Owner.MODEL_TEAM)
            .threshold(THRESHOLD)
            .rows(rows.rows(), 0);
    List<String> contrasts = labels.contrasts();
    Separation best = null;
    String of = "";
    for (String contrast : contrasts) {
      Separation s =
          column.type() == ColumnType.NUMERIC
              ? ofNumber(rows.numbers(column.name()), labels.classes(), contrast)
              : ofCategory(rows.values(column.name()), labels.classes(), contrast);
      if (!Double.isNaN(s.auc()) && (best == null || strength(s) > strength(best))) {
        best = s;
        of = contrast;
      }
    }
    if (best == null) {
      return builder.undefined(
          "Whether '"
              + column.name()
              + "' gives the label away cannot be said: "
              + (contrasts.isEmpty() ? "the label has one value only" : "it has no values"));
    }
    boolean up = best.auc() >= 0.5;
    double low = up ? best.low() : 1 - best.high();
    double high = up ? best.high() : 1 - best.low();
    return builder
        .value(strength(best), Double.NaN)
        .test(
            Math.min(1, best.pTwoSided() * contrasts.size()),
            new Interval(low, high, Separation.LEVEL))
        .power(level -> 2 * Separation.rowsNeeded(level / 2 / contrasts.size(), 0.95, 1))
        .build(
            String.format(
                Locale.ROOT,
                "'%s' alone tells %s = %s from the rest in %.1f of 100 pairs%s",
                column.name(),
                labels.column(),
                of,
                100 * strength(best),
                low >= THRESHOLD.warning() ? "; it may not be known in time" : ""));
  }

  private static double strength(Separation s) {
    return Math.max(s.auc(), 1 - s.auc());
  }

  private static Separation ofNumber(double[] values, @Nullable String[] classes, String contrast) {
    int[] known =
        IntStream.range(0, values.length)
            .filter(r -> classes[r] != null && Double.isFinite(values[r]))
            .toArray();
    return Separation.of(
        pick(values, known, classes, contrast, false),
        pick(values, known, classes, contrast, true));
  }

  private static Separation ofCategory(
      @Nullable String[] values, @Nullable String[] classes, String contrast) {
    Separation[] halves = new Separation[2];
    for (int half = 0; half < 2; half++) {
      // Rows of a sample are in the order of a hash: even and odd ones are random halves.
      int parity = half;
      Map<String, double[]> rates = new HashMap<>();
      double hits = 0;
      double total = 0;
      for (int r = 1 - half; r < values.length; r += 2) {
        if (classes[r] != null) {
          double[] rate = rates.computeIfAbsent(String.valueOf(values[r]), k -> new double[2]);
          rate[0] += contrast.equals(classes[r]) ? 1 : 0;
          rate[1]++;
          hits += contrast.equals(classes[r]) ? 1 : 0;
          total++;
        }
      }
      double base = total == 0 ? 0 : hits / total;
      double[] score = new double[values.length];
      Arrays.setAll(
          score,
          r -> {
            double[] rate = rates.get(String.valueOf(values[r]));
            return rate == null ? base : (rate[0] + base) / (rate[1] + 1);
          });
      int[] held =
          IntStream.range(0, values.length)
              .filter(r -> r % 2 == parity && classes[r] != null)
              .toArray();
      halves[half] =
          Separation.of(
              pick(score, held, classes, contrast, false),
              pick(score, held, classes, contrast, true));
    }
    return Separation.combine(halves);
  }

  private static double[] pick(
      double[] values, int[] rows, @Nullable String[] classes, String contrast, boolean inside) {
    return Arrays.stream(rows)
        .filter(r -> contrast.equals(classes[r]) == inside)
        .mapToDouble(r -> values[r])
        .toArray();
  }
}
