package org.bellwether.stat;

import java.util.stream.IntStream;

/**
 * Additive Holt–Winters smoothing with trend and season (Holt 1957; Winters 1960,
 * doi:10.1287/mnsc.6.3.324). Smoothing factors minimise the squared one-step errors over a grid
 * that is refined around its best point, so that the fit is deterministic.
 *
 * @param alpha smoothing of the level, in [0, 1]
 * @param beta smoothing of the trend
 * @param gamma smoothing of the season
 * @param residualSd standard deviation (ddof 0) of the one-step errors on the training series
 * @param absoluteResidualSd the same of the errors' absolute values, always smaller: what Deequ
 *     takes, which alarms more often
 * @param level after the training series
 * @param trend after the training series, per step
 * @param season the next period's seasonal terms
 */
public record HoltWinters(
    double alpha,
    double beta,
    double gamma,
    double residualSd,
    double absoluteResidualSd,
    double level,
    double trend,
    double[] season) {

  private static final int GRID = 10;
  private static final double FINEST = 1e-3;

  /** Forecast errors this much smaller than the series itself are rounding. */
  private static final double ROUNDING = 1e-9;

  /**
   * Fits the series.
   *
   * @param series at least two periods
   * @param period steps of a season, at least 2
   */
  public static HoltWinters fit(double[] series, int period) {
    if (period < 2 || series.length < 2 * period) {
      throw new IllegalArgumentException(
          "a season of "
              + period
              + " steps needs a series of at least two seasons, not "
              + series.length);
    }
    double[] best = {0, 0, 0};
    double least = Double.POSITIVE_INFINITY;
    for (int a = 0; a <= GRID; a++) {
      for (int b = 0; b <= GRID; b++) {
        for (int g = 0; g <= GRID; g++) {
          double[] at = {(double) a / GRID, (double) b / GRID, (double) g / GRID};
          double error = new Smoothing(series, period).run(at);
          if (error < least) {
            least = error;
            best = at;
          }
        }
      }
    }
    best = refine(series, period, best, least);
    Smoothing s = new Smoothing(series, period);
    s.run(best);
    return new HoltWinters(
        best[0],
        best[1],
        best[2],
        s.residualSd(),
        s.absoluteResidualSd(),
        s.level,
        s.trend,
        s.nextSeason());
  }

  private static double[] refine(double[] series, int period, double[] start, double error) {
    double[] best = start;
    double least = error;
    for (double step = 0.5 / GRID; step > FINEST; step /= 2) {
      boolean better = true;
      while (better) {
        better = false;
        for (int k = 0; k < 6; k++) {
          double[] at = best.clone();
          at[k / 2] = Math.min(1, Math.max(0, at[k / 2] + (k % 2 == 0 ? step : -step)));
          double found = new Smoothing(series, period).run(at);
          if (found < least) {
            least = found;
            best = at;
            better = true;
          }
        }
      }
    }
    return best;
  }

  /** The value forecast for {@code ahead} steps after the training series, from 1. */
  public double forecast(int ahead) {
    return level + ahead * trend + season[(ahead - 1) % season.length];
  }

  /**
   * Which of the points after the training series are further from their forecast than so many
   * standard deviations.
   *
   * @param next the points, the first directly after the training series
   * @param distance that a point may be off its forecast: a factor, usually 1.96, times {@link
   *     #residualSd}
   * @return indices into {@code next}
   */
  public int[] anomalies(double[] next, double distance) {
    return IntStream.range(0, next.length)
        .filter(i -> {
          double expected = forecast(i + 1);
          double rounding = ROUNDING * Math.max(1, Math.abs(expected));
          return Math.abs(next[i] - expected) > distance + rounding;
        })
        .toArray();
  }

  /** One pass of smoothing over a series. */
  private static final class Smoothing {
    private final double[] series;
    private final double[] season;
    private double level;
    private double trend;
    private double errors;
    private double squares;
    private double absolute;

    Smoothing(double[] series, int period) {
      this.series = series;
      double first = 0;
      double second = 0;
      for (int i = 0; i < period; i++) {
        first += series[i] / period;
        second += series[period + i] / period;
      }
      level = first;
      trend = (second - first) / period;
      season = new double[period];
      for (int i = 0; i < period; i++) {
        season[i] = series[i] - first;
      }
    }

    /** Sum of squared one-step errors with the factors for level, trend and season. */
    double run(double[] factors) {
      for (int i = 0; i < series.length; i++) {
        int at = i % season.length;
        double error = series[i] - (level + trend + season[at]);
        errors += error;
        absolute += Math.abs(error);
        squares += error * error;
        double last = level;
        level = factors[0] * (series[i] - season[at]) + (1 - factors[0]) * (last + trend);
        season[at] = factors[2] * (series[i] - last - trend) + (1 - factors[2]) * season[at];
        trend = factors[1] * (level - last) + (1 - factors[1]) * trend;
      }
      return squares;
    }

    double residualSd() {
      double mean = errors / series.length;
      return Math.sqrt(Math.max(0, squares / series.length - mean * mean));
    }

    double absoluteResidualSd() {
      double mean = absolute / series.length;
      return Math.sqrt(Math.max(0, squares / series.length - mean * mean));
    }

    double[] nextSeason() {
      double[] next = new double[season.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = season[(series.length + i) % season.length];
      }
      return next;
    }
  }
}
