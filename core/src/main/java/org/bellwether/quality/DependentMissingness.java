package org.bellwether.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.learner.SampledRows;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.stat.Normal;
import org.bellwether.stat.RateComparison;
import org.bellwether.stat.SampleSize;
import org.jspecify.annotations.Nullable;

/**
 * Features that are missing more often for some labels or protected groups than for others. Each
 * class or group (at most {@value #MOST_GROUPS}, the largest) is compared with the rest by Fisher's
 * exact test; the one that differs most is reported, its p-value times, and its interval at the
 * confidence of, the number tried (Bonferroni).
 */
final class DependentMissingness {

  static final String ON_LABEL = "missing-depends-on-label";
  static final String ON_GROUP = "missing-depends-on-group";

  private static final int MOST_GROUPS = 10;
  private static final double LEVEL = 0.95;
  private static final Threshold THRESHOLD = Threshold.above(0.05, 0.2);

  private static final Comparator<Map.Entry<String, long[]>> BY_SIZE =
      Comparator.comparingLong((Map.Entry<String, long[]> e) -> -e.getValue()[1])
          .thenComparing(Map.Entry.comparingByKey());

  private DependentMissingness() {}

  static List<Measurement> measure(SampledRows rows, @Nullable Labels labels) {
    List<Measurement> all = new ArrayList<>();
    for (ColumnSchema column : rows.schema().withRole(Role.FEATURE)) {
      if (column.type() == ColumnType.EMBEDDING) {
        continue;
      }
      @Nullable String[] values = rows.values(column.name());
      if (Arrays.stream(values).allMatch(Objects::nonNull)) {
        continue;
      }
      if (labels != null && !column.is(Role.LABEL)) {
        all.addAll(compare(ON_LABEL, column.name(), values, labels.column(), labels.classes()));
      }
      for (ColumnSchema group : rows.schema().withRole(Role.PROTECTED)) {
        boolean groups =
            group.type() == ColumnType.CATEGORICAL || group.type() == ColumnType.BOOLEAN;
        if (groups && !group.name().equals(column.name())) {
          all.addAll(
              compare(ON_GROUP, column.name(), values, group.name(), rows.values(group.name())));
        }
      }
    }
    return all;
  }

  private static List<Measurement> compare(
      String check,
      String column,
      @Nullable String[] values,
      String by,
      @Nullable String[] groups) {
    Map<String, long[]> counts = new HashMap<>();
    long[] total = new long[2];
    for (int r = 0; r < values.length; r++) {
      String group = groups[r];
      if (group != null) {
        long[] count = counts.computeIfAbsent(group, g -> new long[2]);
        int missing = values[r] == null ? 1 : 0;
        count[0] += missing;
        count[1]++;
        total[0] += missing;
        total[1]++;
      }
    }
    List<Map.Entry<String, long[]>> largest =
        counts.entrySet().stream()
            .sorted(
                counts.size() == 2
                    ? Comparator.comparingDouble(e -> -(double) e.getValue()[0] / e.getValue()[1])
                    : BY_SIZE)
            .limit(counts.size() == 2 ? 1 : MOST_GROUPS)
            .toList();
    if (counts.size() < 2) {
      return List.of();
    }
    String worst = "";
    RateComparison most = null;
    double p = 1;
    for (Map.Entry<String, long[]> group : largest) {
      long[] own = group.getValue();
      RateComparison rates =
          new RateComparison(total[0] - own[0], total[1] - own[1], own[0], own[1]);
      p = Math.min(p, rates.pChanged());
      if (most == null || Math.abs(rates.difference()) > Math.abs(most.difference())) {
        most = rates;
        worst = group.getKey();
      }
    }
    return List.of(
        build(check, column, by, worst, Objects.requireNonNull(most), p, largest.size()));
  }

  private static Measurement build(
      String check,
      String column,
      String by,
      String worst,
      RateComparison rates,
      double p,
      int tried) {
    double[] bounds = rates.differenceInterval(Normal.upper((1 - LEVEL) / 2 / tried));
    double low = Math.min(Math.abs(bounds[0]), Math.abs(bounds[1]));
    double nearest = bounds[0] <= 0 && bounds[1] >= 0 ? 0 : low;
    double farthest = Math.max(Math.abs(bounds[0]), Math.abs(bounds[1]));
    double pooled =
        (double) (rates.hits() + rates.referenceHits()) / (rates.rows() + rates.referenceRows());
    double ratio = (double) rates.rows() / rates.referenceRows();
    return Measurement.of(Kind.QUALITY, check)
        .method(Method.exact("Fisher's exact test of one group against the rest"))
        .column(column)
        .rows(rates.rows() + rates.referenceRows(), 0)
        .value(rates.rate(), rates.referenceRate())
        .effect(Math.abs(rates.difference()))
        .test(Math.min(1, p * tried), new Interval(nearest, farthest, LEVEL))
        .threshold(THRESHOLD)
        .power(level ->
            SampleSize.forDifference(
                level / 2 / tried, pooled * (1 - pooled), THRESHOLD.warning(), ratio))
        .build(
            String.format(
                Locale.ROOT,
                "'%s' is missing in %s rows where %s = %s, in %s of the others",
                column,
                Words.share(rates.rate()),
                by,
                worst,
                Words.share(rates.referenceRate())));
  }
}
