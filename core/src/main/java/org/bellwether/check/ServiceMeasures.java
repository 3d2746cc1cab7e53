package org.bellwether.check;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.stat.Normal;
import org.bellwether.stat.RateComparison;

/** Whether a model's service and the numbers of its business are as they were. */
public final class ServiceMeasures {

  private static final Threshold FAILURES = Threshold.above(0.01, 0.05);
  private static final Threshold NUMBER = Threshold.above(0.1, 0.25);
  private static final double LEVEL = 0.95;

  /** Earlier values below which a number is not judged. */
  static final int EARLIER = 5;

  private ServiceMeasures() {}

  /**
   * The share of predictions that failed, against that of earlier windows, by Fisher's exact test;
   * the effect is the rise.
   */
  public static Measurement failures(RateComparison rates) {
    Measurement.Builder builder =
        Measurement.of(Kind.COST, "failure-rate")
            .method(Method.exact("fisher-exact"))
            .rows(rates.rows(), rates.referenceRows())
            .threshold(FAILURES);
    if (rates.rows() == 0 || rates.referenceRows() == 0) {
      return builder.undefined("there are no predictions to compare");
    }
    double[] difference = rates.differenceInterval(Normal.twoSided(LEVEL));
    return builder
        .value(rates.rate(), rates.referenceRate())
        .effect(rates.difference())
        .test(rates.pRisen(), new Interval(difference[0], difference[1], LEVEL))
        .build(
            String.format(
                Locale.ROOT,
                "%.2f %% of the predictions failed, before %.2f %%",
                100 * rates.rate(),
                100 * rates.referenceRate()));
  }

  /**
   * A number of the business, against the same number of earlier windows, by the prediction
   * interval of one more value: t = (x - mean) / (s · √(1 + 1/n)) with n - 1 degrees of freedom
   * (ddof 1), which takes the values of windows as normal and independent. The effect is the change
   * relative to the earlier mean, either way.
   *
   * @param name of the number
   * @param value in the window, finite
   * @param earlier values of earlier windows, finite
   */
  public static Measurement number(String name, double value, double[] earlier) {
    int n = earlier.length;
    Measurement.Builder builder =
        Measurement.of(Kind.KPI, "kpi")
            .method(Method.exact("t-prediction"))
            .column(name)
            .rows(1, n)
            .threshold(NUMBER);
    if (n < EARLIER) {
      return builder.undefined(
          "there are %d earlier windows with a value, and %d are needed".formatted(n, EARLIER));
    }
    double mean = Arrays.stream(earlier).average().orElse(Double.NaN);
    double sum = Arrays.stream(earlier).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(sum / (n - 1) * (1 + 1.0 / n));
    if (mean == 0) {
      return builder.undefined("its mean in earlier windows is 0, so that no change is relative");
    }
    TDistribution t = TDistribution.of(n - 1);
    double gap = Math.abs(value - mean);
    double p = error > 0 ? 2 * t.survivalProbability(gap / error) : gap == 0 ? 1 : 0;
    double half = t.inverseSurvivalProbability((1 - LEVEL) / 2) * error;
    double scale = Math.abs(mean);
    return builder
        .value(value, mean)
        .effect(gap / scale)
        .test(
            Math.min(1, p),
            new Interval(Math.max(0, gap - half) / scale, (gap + half) / scale, LEVEL))
        .build(
            String.format(
                Locale.ROOT,
                "%s is %s, before %s on average (%s %.0f %%)",
                name,
                plain(value),
                plain(mean),
                value < mean ? "down" : "up",
                100 * gap / scale));
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.3g", value);
  }
}
