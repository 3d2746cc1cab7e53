package org.bellwether.stat;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Simple rules for which points of a series stand out. They compare points, not samples: no
 * p-value, no bound on false alarms. Bounds may be infinite where a side is not bounded; a point on
 * a bound is no anomaly.
 */
public final class Anomalies {

  private Anomalies() {}

  /** Points outside the bounds. */
  public static int[] outside(double[] series, double lower, double upper) {
    return IntStream.range(0, series.length)
        .filter(i -> series[i] < lower || series[i] > upper)
        .toArray();
  }

  /**
   * Points whose change of the given order lies outside the bounds.
   *
   * @param order at least 1, see {@link #difference}
   */
  public static int[] absoluteChange(double[] series, double lower, double upper, int order) {
    return Arrays.stream(outside(difference(series, order), lower, upper))
        .map(i -> i + order)
        .toArray();
  }

  /**
   * Points whose ratio to the point {@code order} places before lies outside the bounds.
   *
   * @param order at least 1
   */
  public static int[] relativeChange(double[] series, double lower, double upper, int order) {
    return Arrays.stream(outside(ratio(series, order), lower, upper)).map(i -> i + order).toArray();
  }

  /** Differences of neighbours, taken {@code order} times over: {@code order} values fewer. */
  public static double[] difference(double[] series, int order) {
    double[] d = series.clone();
    for (int k = 0; k < order; k++) {
      double[] next = new double[Math.max(0, d.length - 1)];
      for (int i = 0; i < next.length; i++) {
        next[i] = d[i + 1] - d[i];
      }
      d = next;
    }
    return d;
  }

  /** Ratio of each value to the one {@code order} places before. */
  public static double[] ratio(double[] series, int order) {
    return IntStream.range(order, series.length)
        .mapToDouble(i -> series[i] / series[i - order])
        .toArray();
  }

  /**
   * Points of {@code series[from..to)} further from the mean than so many standard deviations (ddof
   * 1), both taken over the points outside that interval.
   */
  public static int[] batchNormal(
      double[] series, int from, int to, double lowerFactor, double upperFactor) {
    double[] rest =
        IntStream.range(0, series.length)
            .filter(i -> i < from || i >= to)
            .mapToDouble(i -> series[i])
            .toArray();
    Moments m = Moments.of(rest);
    double sd = rest.length > 1 ? Math.sqrt(m.variance() * rest.length / (rest.length - 1)) : 0;
    double lower = m.mean() - lowerFactor * sd;
    double upper = m.mean() + upperFactor * sd;
    return IntStream.range(from, Math.min(to, series.length))
        .filter(i -> series[i] < lower || series[i] > upper)
        .toArray();
  }

  /**
   * What a running mean and standard deviation come to when points further away than so many
   * standard deviations are left out; the point judged enters the mean and deviation it is judged
   * by (Welford 1962).
   *
   * @param warmUp share of first points that are never left out, in [0, 1]
   * @return mean and standard deviation (ddof 0)
   */
  public static double[] onlineNormal(
      double[] series, double lowerFactor, double upperFactor, double warmUp) {
    double mean = 0;
    double squares = 0;
    int kept = 0;
    for (int i = 0; i < series.length; i++) {
      double newMean = mean + (series[i] - mean) / (kept + 1);
      double newSquares = squares + (series[i] - mean) * (series[i] - newMean);
      double sd = Math.sqrt(newSquares / (kept + 1));
      boolean inside =
          series[i] >= newMean - lowerFactor * sd && series[i] <= newMean + upperFactor * sd;
      if (i < warmUp * series.length || inside) {
        mean = newMean;
        squares = newSquares;
        kept++;
      }
    }
    return new double[] {mean, kept == 0 ? Double.NaN : Math.sqrt(squares / kept)};
  }
}
