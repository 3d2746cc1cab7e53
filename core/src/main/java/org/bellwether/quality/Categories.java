package org.bellwether.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.schema.Segment;
import org.bellwether.stat.Exchangeability;
import org.bellwether.stat.RateComparison;
import org.jspecify.annotations.Nullable;

/** Categories that the reference has not, and values that occur once only. */
final class Categories {

  private static final Threshold UNSEEN = Threshold.above(0.01, 0.1);
  private static final Threshold EXPLOSION = Threshold.above(0.05, 0.25);

  private final String column;
  private final Segment segment;
  private final ColumnSummary.Categorical reference;
  private final ColumnSummary.Categorical current;
  private final long rows;
  private final long referenceRows;
  private final long[] pooled;

  private Categories(
      String column,
      Segment segment,
      ColumnSummary.Categorical reference,
      ColumnSummary.Categorical current) {
    this.column = column;
    this.segment = segment;
    this.reference = reference;
    this.current = current;
    this.rows = current.rows() - current.missing();
    this.referenceRows = reference.rows() - reference.missing();
    this.pooled = pooled(reference.counts(), current.counts());
  }

  static List<Measurement> measure(
      String column,
      Segment segment,
      ColumnSummary.Categorical reference,
      ColumnSummary.Categorical current) {
    Categories categories = new Categories(column, segment, reference, current);
    // Beyond the dictionary's cap nobody knows which values the reference had.
    if (reference.other() > 0
        || current.other() > 0
        || categories.rows == 0
        || categories.referenceRows == 0) {
      return List.of();
    }
    List<Measurement> all = new ArrayList<>();
    all.add(categories.unseen());
    if (segment.isWhole()) {
      all.add(categories.explosion());
    }
    return all;
  }

  /** A finding for values outside the allowed ones: the schema's rule, so no chance is involved. */
  static Measurement allowed(
      String column, Segment segment, ColumnSummary.Categorical current, Set<String> allowed) {
    long outside = current.other();
    @Nullable String first = null;
    for (Map.Entry<String, Long> e : current.counts().entrySet()) {
      if (!allowed.contains(e.getKey())) {
        outside += e.getValue();
        first = first == null ? e.getKey() : first;
      }
    }
    long values = current.rows() - current.missing();
    return ColumnQuality.violation("allowed-values", column, segment, values, outside)
        .build(
            outside == 0
                ? column + " holds allowed values only"
                : column
                    + " holds a value that the schema does not allow in "
                    + Rates.plural(outside, "row")
                    + Words.where(segment)
                    + (first == null ? "" : ", most often '" + first + "'"));
  }

  private Measurement unseen() {
    long unseen = 0;
    long largest = 0;
    String name = "";
    for (Map.Entry<String, Long> e : current.counts().entrySet()) {
      if (!reference.counts().containsKey(e.getKey())) {
        unseen += e.getValue();
        if (e.getValue() > largest) {
          largest = e.getValue();
          name = e.getKey();
        }
      }
    }
    double expected = Exchangeability.expectedUnseen(pooled, rows, referenceRows) / rows;
    double[] share = RateComparison.wilson((double) unseen, (double) rows, Rates.Z);
    double value = (double) unseen / rows;
    return Measurement.of(Kind.QUALITY, "unseen-category")
        .method(Method.exact("largest-unseen-category"))
        .column(column)
        .segment(segment)
        .rows(rows, referenceRows)
        .value(value, 0)
        .effect(value - expected)
        .test(
            Exchangeability.unseen(pooled, largest, rows, referenceRows),
            new Interval(share[0] - expected, share[1] - expected, Rates.CONFIDENCE))
        .threshold(UNSEEN)
        .power(level -> Exchangeability.rowsNeeded(level, UNSEEN.warning(), rows, referenceRows))
        .build(
            unseen == 0
                ? column + " has no value that the reference has not"
                : "%s rows%s have a %s that the reference never has, most often '%s'"
                    .formatted(Words.share(value), Words.where(segment), column, name));
  }

  private Measurement explosion() {
    long once = 0;
    long onceNow = 0;
    for (long count : pooled) {
      once += count == 1 ? 1 : 0;
    }
    for (Map.Entry<String, Long> e : current.counts().entrySet()) {
      onceNow += e.getValue() == 1 && !reference.counts().containsKey(e.getKey()) ? 1 : 0;
    }
    RateComparison rates = new RateComparison(once - onceNow, referenceRows, onceNow, rows);
    double[] difference = rates.differenceInterval(Rates.Z);
    return Measurement.of(Kind.QUALITY, "category-explosion")
        .method(Method.exact("hypergeometric"))
        .column(column)
        .segment(segment)
        .rows(rows, referenceRows)
        .value(rates.rate(), rates.referenceRate())
        .effect(rates.difference())
        .test(
            Exchangeability.marked(once, onceNow, rows, referenceRows),
            new Interval(difference[0], difference[1], Rates.CONFIDENCE))
        .threshold(EXPLOSION)
        .power(level -> Exchangeability.rowsNeeded(level, EXPLOSION.warning(), rows, referenceRows))
        .build(
            "%s rows hold a %s that no other row has, before %s: free text or an id in place of a"
                    .formatted(
                        Words.share(rates.rate()), column, Words.share(rates.referenceRate()))
                + " category?");
  }

  private static long[] pooled(Map<String, Long> reference, Map<String, Long> current) {
    long[] counts = new long[reference.size() + current.size()];
    int i = 0;
    for (Map.Entry<String, Long> e : reference.entrySet()) {
      counts[i++] = e.getValue() + Constants.count(current, e.getKey());
    }
    for (Map.Entry<String, Long> e : current.entrySet()) {
      if (!reference.containsKey(e.getKey())) {
        counts[i++] = e.getValue();
      }
    }
    return java.util.Arrays.copyOf(counts, i);
  }
}
