package org.bellwether.quality;

import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.NumericDistribution;
import org.bellwether.schema.Segment;
import org.bellwether.stat.Exchangeability;
import org.bellwether.stat.RateComparison;

/** Numbers outside the range that the reference, or the schema, leads to expect. */
final class Ranges {

  private static final Threshold OUTSIDE = Threshold.above(0.01, 0.1);

  private Ranges() {}

  /** Current values beyond the reference's extremes, tested by their ranks. */
  static Measurement inferred(
      String column,
      Segment segment,
      ColumnSummary.Numeric reference,
      ColumnSummary.Numeric current) {
    long rows = current.distribution().count();
    long referenceRows = reference.distribution().count();
    Measurement.Builder builder =
        Measurement.of(Kind.QUALITY, "range")
            .column(column)
            .segment(segment)
            .rows(rows, referenceRows)
            .threshold(OUTSIDE);
    if (rows == 0 || referenceRows == 0) {
      return builder.undefined(
          rows == 0 ? "it has no value" : "the reference has no value to compare with");
    }
    long above = current.max() > reference.max() ? above(current, reference.max()) : 0;
    long below = current.min() < reference.min() ? below(current, reference.min()) : 0;
    boolean exact = current.distribution() instanceof NumericDistribution.Sorted;
    double value = (double) (above + below) / rows;
    double[] share = RateComparison.wilson((double) above + below, (double) rows, Rates.Z);
    return builder
        .method(
            exact ? Method.exact("ranks") : Method.bounded("ranks", binShare(reference, current)))
        .value(value, 0)
        .test(
            Exchangeability.outOfRange(above, below, rows, referenceRows),
            new Interval(share[0], share[1], Rates.CONFIDENCE))
        .power(
            level -> Exchangeability.rowsNeeded(level / 2, OUTSIDE.warning(), rows, referenceRows))
        .build(sentence(column, segment, reference, current, value));
  }

  private static String sentence(
      String column,
      Segment segment,
      ColumnSummary.Numeric reference,
      ColumnSummary.Numeric current,
      double value) {
    if (value > 0 && reference.min() == reference.max()) {
      return "%s is no longer always %s, as in the reference%s: %s rows differ, now %s to %s"
          .formatted(
              column,
              Words.number(reference.min()),
              Words.where(segment),
              Words.share(value),
              Words.number(current.min()),
              Words.number(current.max()));
    }
    String range = Words.number(reference.min()) + " to " + Words.number(reference.max());
    return value == 0
        ? column + " stays within the reference's range, " + range
        : "%s rows%s have %s outside the reference's range of %s: now %s to %s"
            .formatted(
                Words.share(value),
                Words.where(segment),
                column,
                range,
                Words.number(current.min()),
                Words.number(current.max()));
  }

  /** Values outside the schema's bounds: a rule, so no chance is involved. */
  static Measurement impossible(
      String column, Segment segment, ColumnSummary.Numeric current, double min, double max) {
    long rows = current.distribution().count();
    long outside = 0;
    if (current.max() > max) {
      outside += Math.max(1, above(current, max));
    }
    if (current.min() < min) {
      outside += Math.max(1, below(current, min));
    }
    String worst = Words.number(current.min() < min ? current.min() : current.max());
    return ColumnQuality.violation("impossible-value", column, segment, rows, outside)
        .build(
            outside == 0
                ? column + " holds possible values only"
                : "%s%s have an impossible %s, such as %s: the schema allows %s"
                    .formatted(
                        Rates.plural(outside, "row"),
                        Words.where(segment),
                        column,
                        worst,
                        bounds(min, max)));
  }

  private static String bounds(double min, double max) {
    if (Double.isInfinite(max)) {
      return Words.number(min) + " or more";
    }
    return Double.isInfinite(min)
        ? Words.number(max) + " or less"
        : Words.number(min) + " to " + Words.number(max);
  }

  /** Values above a bound; of bins only those that lie wholly above it. */
  static long above(ColumnSummary.Numeric summary, double bound) {
    if (summary.distribution() instanceof NumericDistribution.Sorted sorted) {
      return (long) sorted.values().length - lowerBound(sorted.values(), Math.nextUp(bound));
    }
    NumericDistribution.Binned binned = (NumericDistribution.Binned) summary.distribution();
    return sum(binned.counts(), binned.edges().binOf(bound) + 1, binned.counts().length);
  }

  /** Values below a bound; of bins only those that lie wholly below it. */
  static long below(ColumnSummary.Numeric summary, double bound) {
    if (summary.distribution() instanceof NumericDistribution.Sorted sorted) {
      return lowerBound(sorted.values(), bound);
    }
    NumericDistribution.Binned binned = (NumericDistribution.Binned) summary.distribution();
    return sum(binned.counts(), 0, binned.edges().binOf(bound));
  }

  /** Values equal to one; of bins at most all of its bin. */
  static long equal(NumericDistribution distribution, double value) {
    if (distribution instanceof NumericDistribution.Sorted sorted) {
      return (long) lowerBound(sorted.values(), Math.nextUp(value))
          - lowerBound(sorted.values(), value);
    }
    NumericDistribution.Binned binned = (NumericDistribution.Binned) distribution;
    return binned.counts()[binned.edges().binOf(value)];
  }

  /** Rows in the bins that hold the reference's extremes: they may lie on either side of them. */
  private static double binShare(ColumnSummary.Numeric reference, ColumnSummary.Numeric current) {
    NumericDistribution.Binned binned = (NumericDistribution.Binned) current.distribution();
    int low = binned.edges().binOf(reference.min());
    int high = binned.edges().binOf(reference.max());
    long unsure = binned.counts()[low] + (high == low ? 0 : binned.counts()[high]);
    return Math.min(1, (double) unsure / Math.max(1, binned.count()));
  }

  private static long sum(long[] counts, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** Index of the first value at or above a bound. */
  private static int lowerBound(double[] sorted, double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
