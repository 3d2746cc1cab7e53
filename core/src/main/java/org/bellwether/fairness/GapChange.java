package org.bellwether.fairness;

import java.util.List;
import java.util.Locale;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.Slice;
import org.bellwether.stat.Normal;
import org.bellwether.stat.RateComparison;
import org.bellwether.stat.SampleSize;

/**
 * Whether the distance between a group and all other groups of its attribute has grown. The p-value
 * is that of "neither the group's nor the others' rate changed", by exact tests.
 */
record GapChange(String check, Threshold threshold, List<Rate> rates) {

  static final GapChange SELECTION =
      new GapChange(
          "demographic-parity-change", Threshold.above(0.05, 0.10), List.of(Rate.SELECTION));

  /** True and false positive rates: the one that changed more surely. */
  static final GapChange ODDS =
      new GapChange(
          "equalized-odds-change",
          Threshold.above(0.10, 0.20),
          List.of(Rate.TRUE_POSITIVE, Rate.FALSE_POSITIVE));

  private static final double LEVEL = 0.95;

  Measurement measure(String attribute, List<Slice> before, List<Slice> after, int index) {
    Slice group = after.get(index);
    Counts chosen = null;
    for (Rate rate : rates) {
      Counts counts = Counts.of(rate, before, after, index);
      if (counts.known() && (chosen == null || counts.pChanged() < chosen.pChanged())) {
        chosen = counts;
      }
    }
    Measurement.Builder builder =
        Fairness.builder(check, attribute, group.segment())
            .method(Method.exact("fisher-exact"))
            .threshold(threshold);
    if (chosen == null) {
      return builder
          .power(level -> Math.max(2, group.rows() + 1))
          .undefined(group.segment() + " has no rows that count here in one of the tables");
    }
    Counts counts = chosen;
    double[] now = counts.gap(false, rates.size());
    double[] then = counts.gap(true, rates.size());
    // The gap is signed by the direction it has now, so that growing means growing apart.
    double sign = now[0] < 0 ? -1 : 1;
    double effect = sign * (now[0] - then[0]);
    double[] arms = {
      Math.hypot(now[0] - now[1], then[2] - then[0]), Math.hypot(now[2] - now[0], then[0] - then[1])
    };
    double low = effect - (sign > 0 ? arms[0] : arms[1]);
    double high = effect + (sign > 0 ? arms[1] : arms[0]);
    return builder
        .rows(counts.mine().rows(), counts.mine().referenceRows())
        .value(Math.abs(now[0]), Math.abs(then[0]))
        .effect(effect)
        .test(Math.min(1, counts.pChanged() * rates.size()), new Interval(low, high, LEVEL))
        .power(level -> counts.rowsNeeded(level / (4 * rates.size()), threshold.warning()))
        .build(sentence(group, counts));
  }

  private static String sentence(Slice group, Counts counts) {
    RateComparison mine = counts.mine();
    RateComparison rest = counts.rest();
    return String.format(
        Locale.ROOT,
        "%s: %d of 100 %s, against %d of 100 for all others; in the reference %d against %d",
        group.segment(),
        Math.round(100 * mine.rate()),
        counts.rate().words(),
        Math.round(100 * rest.rate()),
        Math.round(100 * mine.referenceRate()),
        Math.round(100 * rest.referenceRate()));
  }

  /** A rate of one group and of all others, each before and after. */
  private record Counts(Rate rate, RateComparison mine, RateComparison rest) {

    static Counts of(Rate rate, List<Slice> before, List<Slice> after, int index) {
      Rate.Count then = rate.of(before.get(index).outcomes());
      Rate.Count now = rate.of(after.get(index).outcomes());
      Rate.Count otherThen = sum(rate, before).minus(then);
      Rate.Count otherNow = sum(rate, after).minus(now);
      return new Counts(
          rate,
          new RateComparison(then.hits(), then.rows(), now.hits(), now.rows()),
          new RateComparison(otherThen.hits(), otherThen.rows(), otherNow.hits(), otherNow.rows()));
    }

    private static Rate.Count sum(Rate rate, List<Slice> slices) {
      Rate.Count total = new Rate.Count(0, 0);
      for (Slice slice : slices) {
        total = total.plus(rate.of(slice.outcomes()));
      }
      return total;
    }

    boolean known() {
      return Math.min(mine.rows(), mine.referenceRows()) > 0
          && Math.min(rest.rows(), rest.referenceRows()) > 0;
    }

    double pChanged() {
      return Math.min(1, 2 * Math.min(mine.pChanged(), rest.pChanged()));
    }

    /** Others' rate minus the group's, with its interval. */
    double[] gap(boolean reference, int tested) {
      RateComparison groups =
          reference
              ? new RateComparison(
                  mine.referenceHits(),
                  mine.referenceRows(),
                  rest.referenceHits(),
                  rest.referenceRows())
              : new RateComparison(mine.hits(), mine.rows(), rest.hits(), rest.rows());
      double[] bounds = groups.differenceInterval(Normal.twoSided(1 - (1 - LEVEL) / tested));
      return new double[] {groups.difference(), bounds[0], bounds[1]};
    }

    long rowsNeeded(double level, double effect) {
      double p = (mine.hits() + 1.0) / (mine.rows() + 2.0);
      double ratio = (double) mine.rows() / mine.referenceRows();
      return SampleSize.forDifference(level, p * (1 - p), effect, ratio);
    }
  }
}
