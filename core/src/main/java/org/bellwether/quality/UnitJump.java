package org.bellwether.quality;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.NumericDistribution;
import org.bellwether.schema.Segment;
import org.bellwether.stat.Bounds;
import org.bellwether.stat.KolmogorovSmirnov;
import org.bellwether.stat.NumericComparison;
import org.jspecify.annotations.Nullable;

/**
 * A factor between two samples that looks like a mix-up of units: cents for euros, km for miles.
 */
final class UnitJump {

  private static final Threshold JUMP = Threshold.above(0.1, 0.25);

  /** How far the samples may lie from an exact factor, in natural logs. */
  private static final double TOLERANCE = 0.05;

  /** How far at most in small samples, and from which factor on: nothing else multiplies by ten. */
  private static final double MOST_TOLERANCE = 0.15;

  private static final double LARGE = 10;

  /** Share of the distance that the factor must explain. */
  private static final double EXPLAINED = 0.7;

  private record Factor(double factor, String example) {}

  private static final Factor[] FACTORS = {
    new Factor(10, "millimetres for centimetres"),
    new Factor(100, "cents for euros, or percent for shares"),
    new Factor(1_000, "grams for kilograms, or milliseconds for seconds"),
    new Factor(1_000_000, "micro-units for units"),
    new Factor(60, "minutes for hours"),
    new Factor(3_600, "seconds for hours"),
    new Factor(24, "hours for days"),
    new Factor(86_400, "seconds for days"),
    new Factor(12, "months for years"),
    new Factor(1_024, "bytes for kibibytes"),
    new Factor(1.609344, "kilometres for miles"),
    new Factor(2.20462262, "pounds for kilograms"),
    new Factor(2.54, "centimetres for inches"),
    new Factor(3.2808399, "feet for metres"),
    new Factor(3.78541178, "litres for gallons"),
    new Factor(28.3495231, "grams for ounces"),
  };

  private UnitJump() {}

  /**
   * Measures the distance of the samples where a factor explains it. Without one the p-value is 1:
   * the measurement is there all the same, so that the family does not depend on the data. Whether
   * there are enough rows is said by the column's distribution, which is the same test.
   */
  static Measurement measure(
      String column,
      Segment segment,
      ColumnSummary.Numeric reference,
      ColumnSummary.Numeric current) {
    long rows = current.distribution().count();
    long referenceRows = reference.distribution().count();
    Measurement.Builder builder =
        Measurement.of(Kind.QUALITY, "unit-jump")
            .column(column)
            .segment(segment)
            .rows(rows, referenceRows)
            .threshold(JUMP);
    if (rows == 0 || referenceRows == 0) {
      return builder.undefined(rows == 0 ? "it has no value" : "the reference has no value");
    }
    double ratio = ratio(reference, current);
    Factor factor = nearest(ratio, tolerance(reference, current));
    NumericComparison both = factor == null ? null : compare(reference, current);
    boolean jump =
        factor != null && both != null && explains(factor, ratio > 1, both, reference, current);
    double effect = jump && both != null ? both.kolmogorovSmirnov() : 0;
    double p = jump && both != null ? both.kolmogorovSmirnovPValue() : 1;
    Bounds bounds =
        KolmogorovSmirnov.interval((double) rows, (double) referenceRows, effect, Rates.CONFIDENCE);
    double error = both == null ? 0 : both.kolmogorovSmirnovError();
    return builder
        .method(
            error > 0
                ? Method.bounded("factor-between-samples", error)
                : Method.exact("factor-between-samples"))
        .value(jump ? ratio : 1, 1)
        .effect(effect)
        .test(p, new Interval(bounds.low(), Math.min(1, bounds.high() + error), Rates.CONFIDENCE))
        .build(
            factor == null || !jump
                ? column + " is in the unit it was in"
                : "%s is %s times %s%s, near the factor %s: is the unit another, such as %s?"
                    .formatted(
                        column,
                        fourDigits(ratio > 1 ? ratio : 1 / ratio),
                        ratio > 1 ? "what it was" : "smaller than it was",
                        Words.where(segment),
                        Words.number(factor.factor()),
                        factor.example()));
  }

  private static String fourDigits(double value) {
    return Words.number(new BigDecimal(value).round(new MathContext(4)).doubleValue());
  }

  /** Two standard errors of the log of a ratio of medians, within the limits. */
  private static double tolerance(ColumnSummary.Numeric reference, ColumnSummary.Numeric current) {
    if (!(reference.distribution() instanceof NumericDistribution.Sorted before)) {
      return TOLERANCE;
    }
    double[] values = before.values();
    // Of a normal variable the quartiles are 1.349 standard deviations apart, and a median has
    // 1.2533 times the error of a mean.
    double spread = Math.log(at(values, 0.75) / at(values, 0.25)) / 1.349;
    double rows = 1.0 / values.length + 1.0 / current.distribution().count();
    double error = 1.2533 * Math.abs(spread) * Math.sqrt(rows);
    return 2 * error > TOLERANCE ? Math.min(MOST_TOLERANCE, 2 * error) : TOLERANCE;
  }

  private static @Nullable Factor nearest(double ratio, double tolerance) {
    double log = Math.abs(Math.log(ratio));
    Factor best = null;
    double nearest = Double.POSITIVE_INFINITY;
    for (Factor factor : FACTORS) {
      double off = Math.abs(Math.log(factor.factor()) - log);
      if (off < nearest && off < (factor.factor() >= LARGE ? tolerance : TOLERANCE)) {
        nearest = off;
        best = factor;
      }
    }
    return best;
  }

  private static boolean explains(
      Factor factor,
      boolean larger,
      NumericComparison both,
      ColumnSummary.Numeric reference,
      ColumnSummary.Numeric current) {
    if (reference.distribution() instanceof NumericDistribution.Sorted before
        && current.distribution() instanceof NumericDistribution.Sorted) {
      double scale = larger ? factor.factor() : 1 / factor.factor();
      double[] scaled = Arrays.stream(before.values()).map(v -> v * scale).toArray();
      double left =
          NumericDistribution.compare(
                  new NumericDistribution.Sorted(scaled), Double.NaN, current.distribution())
              .kolmogorovSmirnov();
      return left <= (1 - EXPLAINED) * both.kolmogorovSmirnov();
    }
    // Counts on the reference's edges say little of values far away: the spread must agree too.
    double spread = Math.sqrt(current.variance() / reference.variance());
    Factor ofSpread = nearest(spread, TOLERANCE);
    return factor.equals(ofSpread) && spread > 1 == larger;
  }

  /**
   * Median of the ratios of some quantiles; of counts the ratio of means. NaN of opposite signs.
   */
  private static double ratio(ColumnSummary.Numeric reference, ColumnSummary.Numeric current) {
    if (reference.distribution() instanceof NumericDistribution.Sorted before
        && current.distribution() instanceof NumericDistribution.Sorted after) {
      double[] ratios = new double[9];
      int n = 0;
      for (int i = 1; i < 10; i++) {
        double ratio = at(after.values(), i / 10.0) / at(before.values(), i / 10.0);
        if (ratio > 0 && Double.isFinite(ratio)) {
          ratios[n++] = ratio;
        }
      }
      Arrays.sort(ratios, 0, n);
      return n == 0 ? Double.NaN : ratios[n / 2];
    }
    double ratio = current.mean() / reference.mean();
    return ratio > 0 ? ratio : Double.NaN;
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) (share * (sorted.length - 1))];
  }

  private static NumericComparison compare(
      ColumnSummary.Numeric reference, ColumnSummary.Numeric current) {
    return NumericDistribution.compare(
        reference.distribution(), Double.NaN, current.distribution());
  }
}
