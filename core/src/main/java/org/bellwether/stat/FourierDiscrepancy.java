package org.bellwether.stat;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Kernel discrepancy of a multivariate series through random Fourier features (Rahimi and Recht
 * 2007), judged by how much windows of the reference itself differ from the whole of it: mergeable,
 * linear in rows, and without a p-value.
 */
public final class FourierDiscrepancy {

  private final double[][] waves;
  private final double[] phases;
  private final double[] mean;
  private final double typical;
  private final double spread;

  private FourierDiscrepancy(
      double[][] waves, double[] phases, double[] mean, double typical, double spread) {
    this.waves = waves;
    this.phases = phases;
    this.mean = mean;
    this.typical = typical;
    this.spread = spread;
  }

  /**
   * How the features are drawn and calibrated.
   *
   * @param modes number of features
   * @param scale bandwidth of the Gaussian kernel in standard deviations of each column
   * @param windows windows of the reference that calibrate the score
   * @param windowRows consecutive rows of one, fewer than the reference has
   * @param seed of everything random
   */
  public record Settings(int modes, double scale, int windows, int windowRows, long seed) {}

  /**
   * Learns what the reference looks like.
   *
   * @param reference rows in order of time, of equal length, finite; a constant column does not
   *     enter
   */
  public static FourierDiscrepancy fit(double[][] reference, Settings settings) {
    if (reference.length <= settings.windowRows()) {
      throw new IllegalArgumentException(
          "a window of "
              + settings.windowRows()
              + " rows needs a longer reference than "
              + reference.length);
    }
    int columns = reference[0].length;
    SplittableRandom random = new SplittableRandom(settings.seed());
    double[][] waves = new double[settings.modes()][columns];
    double[] phases = new double[settings.modes()];
    for (int j = 0; j < columns; j++) {
      int column = j;
      double sd =
          Moments.of(Arrays.stream(reference).mapToDouble(r -> r[column]).toArray())
              .standardDeviation();
      for (double[] wave : waves) {
        double z = random.nextGaussian();
        wave[j] = sd > 0 ? z / (sd * settings.scale()) : 0;
      }
    }
    Arrays.setAll(phases, k -> random.nextDouble() * 2 * Math.PI);
    double[] mean = features(reference, 0, reference.length, waves, phases);
    double[] distances = new double[settings.windows()];
    for (int w = 0; w < distances.length; w++) {
      int from = random.nextInt(reference.length - settings.windowRows());
      distances[w] =
          squared(mean, features(reference, from, from + settings.windowRows(), waves, phases));
    }
    Moments m = Moments.of(distances);
    return new FourierDiscrepancy(waves, phases, mean, m.mean(), m.standardDeviation());
  }

  /** Row-by-row differences of a series, which take out its level. */
  public static double[][] differences(double[][] rows) {
    double[][] d = new double[Math.max(0, rows.length - 1)][];
    for (int i = 0; i < d.length; i++) {
      d[i] = new double[rows[i].length];
      for (int j = 0; j < d[i].length; j++) {
        d[i][j] = rows[i + 1][j] - rows[i][j];
      }
    }
    return d;
  }

  /** Squared discrepancy of the rows from the reference, at least 0. */
  public double discrepancy(double[][] rows) {
    return squared(mean, features(rows, 0, rows.length, waves, phases));
  }

  /**
   * The discrepancy in units of its own noise: less the mean over windows of the reference, divided
   * by {@code gamma} times their standard deviation. Unchanged data lie mostly below 1.
   */
  public double magnitude(double[][] rows, double gamma) {
    return (discrepancy(rows) - typical) / (gamma * spread);
  }

  private static double[] features(
      double[][] rows, int from, int to, double[][] waves, double[] phases) {
    double[] mean = new double[waves.length];
    double scale = Math.sqrt(2.0 / waves.length) / (to - from);
    for (int i = from; i < to; i++) {
      for (int k = 0; k < waves.length; k++) {
        double angle = phases[k];
        for (int j = 0; j < rows[i].length; j++) {
          angle += waves[k][j] * rows[i][j];
        }
        mean[k] += scale * Math.cos(angle);
      }
    }
    return mean;
  }

  private static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
