package org.bellwether.performance;

import org.bellwether.finding.Measurement;
import org.bellwether.finding.Threshold;
import org.bellwether.stat.Normal;

/** Distances of two distribution functions as measurements. */
final class Distributions {

  private Distributions() {}

  /**
   * Kolmogorov–Smirnov: largest distance D of the distribution functions, with the asymptotic
   * p-value, which is conservative for ties and small samples. The interval adds the
   * Dvoretzky–Kiefer–Wolfowitz bands of both samples (Massart 1990).
   */
  static Measurement shift(
      Measurement.Builder builder, double d, long[] rows, Threshold threshold, String what) {
    return shift(builder, d, rows, threshold, what, "rows");
  }

  /**
   * The same of another unit than the row.
   *
   * @param rows current and reference units
   */
  static Measurement shift(
      Measurement.Builder builder,
      double d,
      long[] rows,
      Threshold threshold,
      String what,
      String units) {
    double effective = (double) rows[0] * rows[1] / (rows[0] + rows[1]);
    double band = Math.sqrt(Math.log(2 / (1 - Change.LEVEL)) / (2 * effective));
    return builder
        .value(d, Double.NaN)
        .test(
            pValue(Math.sqrt(effective) * d),
            Change.interval(Math.max(0, d - band), Math.min(1, d + band)))
        .threshold(threshold)
        .power(level -> rowsNeeded(level, threshold.warning(), rows))
        .build(
            "The distribution of "
                + what
                + " moved: up to "
                + Words.ofHundred(d)
                + " "
                + units
                + " lie elsewhere than in the reference");
  }

  /** P(K > x) of the Kolmogorov distribution. */
  static double pValue(double x) {
    if (x < 0.2) {
      return 1;
    }
    double sum = 0;
    for (int k = 1; k <= 100; k++) {
      double term = Math.exp(-2.0 * k * k * x * x);
      sum += k % 2 == 1 ? term : -term;
      if (term < 1e-18 * sum) {
        break;
      }
    }
    return Math.min(1, Math.max(Double.MIN_VALUE, 2 * sum));
  }

  /** D above the critical value by the spread of the empirical difference, at most 1/2 a row. */
  private static long rowsNeeded(double level, double effect, long[] rows) {
    double critical = Math.sqrt(Math.log(2 / level) / 2);
    double root = (critical + Normal.upper(0.2) / 2) / effect;
    double effective = root * root;
    double ratio = (double) rows[0] / rows[1];
    return (long) Math.ceil(effective * (1 + ratio));
  }
}
