package org.bellwether.performance;

import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.Slice;
import org.bellwether.stat.Normal;
import org.bellwether.stat.PermutationMean;
import org.bellwether.stat.RateComparison;
import org.bellwether.stat.SampleSize;

/** Makes measurements of how a metric changed between two slices. */
record Change(Slice reference, Slice current, Kind kind) {

  static final double LEVEL = SliceMetrics.LEVEL;
  static final double Z = SliceMetrics.Z;

  Measurement.Builder builder(String check, String method, long n, long nReference) {
    return Measurement.of(kind, check)
        .method(Method.exact(method))
        .segment(current.segment())
        .rows(n, nReference);
  }

  static Interval interval(double low, double high) {
    return new Interval(Math.min(low, high), Math.max(low, high), LEVEL);
  }

  /** A share that must not fall; the effect is the drop, in [-1, 1]. */
  Measurement fallOfRate(
      String check, String what, RateComparison rates, Threshold threshold, String plain) {
    Measurement.Builder builder =
        builder(check, "fisher-exact", rates.rows(), rates.referenceRows())
            .threshold(threshold)
            .power(level -> rowsForRate(rates, level, threshold.warning()));
    if (rates.rows() == 0 || rates.referenceRows() == 0) {
      String where = rates.rows() == 0 ? "the current table" : "the reference";
      return builder.undefined(
          Words.capitalised(what) + " is undefined: no row of " + where + " counts for it");
    }
    double[] difference = rates.differenceInterval(Z);
    double[] now = RateComparison.wilson((double) rates.hits(), (double) rates.rows(), Z);
    return builder
        .value(rates.rate(), rates.referenceRate())
        .effect(-rates.difference())
        .test(rates.pFallen(), interval(-difference[1], -difference[0]))
        .build(
            Words.capitalised(
                    Words.change(
                        what, rates.referenceRate(), rates.rate(), interval(now[0], now[1])))
                + ": "
                + Words.ofHundred(rates.rate())
                + " "
                + plain
                + ", "
                + Words.ofHundred(rates.referenceRate())
                + " in the reference");
  }

  static long rowsForRate(RateComparison rates, double level, double difference) {
    double ratio = (double) Math.max(1, rates.rows()) / Math.max(1, rates.referenceRows());
    double p =
        (rates.hits() + rates.referenceHits() + 1.0) / (rates.rows() + rates.referenceRows() + 2.0);
    return SampleSize.forDifference(level, p * (1 - p), difference, ratio);
  }

  /**
   * A mean loss that must not rise; the effect is the relative rise (0.1 is 10 % worse).
   *
   * @param test of the means; its p-value says whether the loss rose
   * @param now mean, standard error
   * @param then mean, standard error
   * @param root whether the metric is the root of the mean
   */
  Measurement riseOfLoss(
      String check,
      String what,
      PermutationMean test,
      double[] now,
      double[] then,
      boolean root,
      long[] rows,
      Threshold threshold) {
    Measurement.Builder builder =
        builder(check, "permutation-of-means", rows[0], rows[1]).threshold(threshold);
    String reason = whyNoLoss(what, test, now, then, rows);
    if (reason != null) {
      return builder.power(level -> Math.max(2, rows[0] + 1)).undefined(reason);
    }
    double power = root ? 0.5 : 1;
    double value = Math.pow(now[0], power);
    double before = Math.pow(then[0], power);
    double half = Z * power * Math.hypot(now[1] / now[0], then[1] / then[0]);
    double ratio = Math.log(value / before);
    double variance = then[1] * then[1] * rows[1] / (then[0] * then[0]) * power * power;
    double low = Math.pow(Math.max(0, now[0] - Z * now[1]), power);
    double high = Math.pow(now[0] + Z * now[1], power);
    double worse = Math.log1p(threshold.warning());
    return builder
        .value(value, before)
        .effect(Math.expm1(ratio))
        .test(test.pRisen(), interval(Math.expm1(ratio - half), Math.expm1(ratio + half)))
        .power(
            level -> SampleSize.forDifference(level, variance, worse, (double) rows[0] / rows[1]))
        .build(
            Words.capitalised(Words.change(what, before, value, interval(low, high)))
                + (value > before
                    ? ": " + Words.percent(value / before - 1) + " worse than the reference"
                    : ""));
  }

  private static @org.jspecify.annotations.Nullable String whyNoLoss(
      String what, PermutationMean test, double[] now, double[] then, long[] rows) {
    String name = Words.capitalised(what);
    if (rows[0] < 2 || rows[1] < 2) {
      return name + " needs at least two labelled rows in both tables";
    }
    if (!(then[0] > 0) || !(now[0] > 0)) {
      return name + " cannot be compared: it is 0 or not a number in one of the tables";
    }
    if (Double.isNaN(test.pRisen()) || Double.isNaN(now[1]) || Double.isNaN(then[1])) {
      return name + " cannot be compared: the losses do not vary";
    }
    return null;
  }

  /** Rows that a mean with the reference's spread needs. */
  static long rowsForMean(double level, double variance, double difference, long[] rows) {
    return SampleSize.forDifference(level, variance, difference, (double) rows[0] / rows[1]);
  }

  static double quantile() {
    return Normal.twoSided(LEVEL);
  }
}
