package org.bellwether.quality;

import java.util.Locale;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Power;
import org.bellwether.finding.Threshold;
import org.bellwether.schema.Segment;
import org.bellwether.stat.Normal;
import org.bellwether.stat.RateComparison;
import org.bellwether.stat.SampleSize;
import org.jspecify.annotations.Nullable;

/** Shares of rows, now and in the reference. */
final class Rates {

  /** Confidence of every interval of a quality measure. */
  static final double CONFIDENCE = 0.95;

  static final double Z = Normal.twoSided(CONFIDENCE);

  private Rates() {}

  /**
   * Measures the change of a share.
   *
   * @param what what the rows in question do, such as {@code "income is missing"}
   */
  static Measurement change(
      String check,
      @Nullable String column,
      Segment segment,
      RateComparison rates,
      Threshold threshold,
      String what) {
    Measurement.Builder builder =
        Measurement.of(Kind.QUALITY, check)
            .method(Method.exact("fisher-exact"))
            .column(column)
            .segment(segment)
            .rows(rates.rows(), rates.referenceRows())
            .threshold(threshold);
    if (rates.rows() == 0 || rates.referenceRows() == 0) {
      return builder.undefined(rates.rows() == 0 ? "there are no rows" : "no rows to compare with");
    }
    double[] difference = rates.differenceInterval(Z);
    double pooled =
        (double) (rates.hits() + rates.referenceHits()) / (rates.rows() + rates.referenceRows());
    double then = rates.referenceRate();
    return builder
        .value(rates.rate(), then)
        .effect(Math.abs(rates.difference()))
        .test(rates.pChanged(), absolute(difference[0], difference[1]))
        .power(power(pooled, threshold.warning(), rates.rows(), rates.referenceRows()))
        .build(
            "%s in %s rows%s, before in %s"
                .formatted(
                    what, Words.share(rates.rate()), Words.where(segment), Words.share(then)));
  }

  /** Interval of the size of a change from the interval of the change. */
  static Interval absolute(double low, double high) {
    double far = Math.max(Math.abs(low), Math.abs(high));
    double near = low > 0 ? low : Math.max(0, -high);
    return new Interval(Math.min(near, far), far, CONFIDENCE);
  }

  private static Power power(double rate, double change, long rows, long referenceRows) {
    double later = Math.min(1, rate + change);
    double variance = (rate * (1 - rate) + later * (1 - later)) / 2;
    double ratio = (double) rows / referenceRows;
    return level -> SampleSize.forDifference(level / 2, variance, change, ratio);
  }

  static String plural(long n, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }
}
