package org.bellwether.stat;

import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * Difference of the means of two samples against its permutation distribution: under "nothing
 * changed" the current sample is drawn from the pooled values without replacement. The first three
 * moments are exact; the tail is that of a Pearson type III distribution where it is the longer one
 * (as Berry and Mielke do), and normal where it is the shorter one, which is conservative.
 *
 * @param difference mean of the current sample minus mean of the reference
 * @param variance its permutation variance
 * @param third its third central permutation moment
 */
public record PermutationMean(double difference, double variance, double third) {

  /**
   * Of values that occur in one or both samples.
   *
   * @param value values, finite
   * @param reference how often each occurs in the reference
   * @param current how often each occurs in the current sample
   */
  public static PermutationMean of(double[] value, double[] reference, double[] current) {
    return of(new double[][] {value}, new double[][] {reference}, new double[][] {current});
  }

  /** As above, of values in several arrays; arrays of counts beyond theirs do not enter. */
  static PermutationMean of(double[][] value, double[][] reference, double[][] current) {
    double m = 0;
    double n = 0;
    double sumM = 0;
    double sumN = 0;
    for (int k = 0; k < value.length; k++) {
      double[] v = value[k];
      double[] then = reference[k];
      double[] now = current[k];
      for (int i = 0; i < v.length; i++) {
        m += then[i];
        n += now[i];
        sumM += then[i] * v[i];
        sumN += now[i] * v[i];
      }
    }
    double mean = (sumM + sumN) / (m + n);
    double squares = 0;
    double cubes = 0;
    for (int k = 0; k < value.length; k++) {
      double[] v = value[k];
      double[] then = reference[k];
      double[] now = current[k];
      for (int i = 0; i < v.length; i++) {
        double d = v[i] - mean;
        double mass = then[i] + now[i];
        squares += mass * d * d;
        cubes += mass * d * d * d;
      }
    }
    return of(m, n, sumN / n - sumM / m, squares, cubes);
  }

  /**
   * Of two samples.
   *
   * @param reference finite values
   * @param current finite values
   */
  public static PermutationMean of(double[] reference, double[] current) {
    double m = reference.length;
    double n = current.length;
    double sumM = sum(reference);
    double sumN = sum(current);
    double mean = (sumM + sumN) / (m + n);
    double squares = 0;
    double cubes = 0;
    for (double[] sample : new double[][] {reference, current}) {
      for (double v : sample) {
        double d = v - mean;
        squares += d * d;
        cubes += d * d * d;
      }
    }
    return of(m, n, sumN / n - sumM / m, squares, cubes);
  }

  private static double sum(double[] values) {
    double total = 0;
    for (double v : values) {
      total += v;
    }
    return total;
  }

  private static PermutationMean of(
      double m, double n, double difference, double squares, double cubes) {
    double total = m + n;
    double scale = 1 / m + 1 / n;
    double variance = scale * scale * m * n / (total * (total - 1)) * squares;
    double third =
        total > 2
            ? scale * scale * scale * m * n * (m - n) / (total * (total - 1) * (total - 2)) * cubes
            : 0;
    return new PermutationMean(difference, variance, third);
  }

  /** Sum with an independent difference. */
  public PermutationMean plus(PermutationMean other) {
    return new PermutationMean(
        difference + other.difference, variance + other.variance, third + other.third);
  }

  /** p-value of "the mean has not risen"; NaN where the values do not vary or a sample is empty. */
  public double pRisen() {
    return tail(difference, third);
  }

  /** p-value of "the mean has not fallen". */
  public double pFallen() {
    return tail(-difference, -third);
  }

  /** Two-sided p-value: twice the smaller tail. */
  public double pChanged() {
    return Math.min(1, 2 * Math.min(pRisen(), pFallen()));
  }

  private double tail(double rise, double cube) {
    if (!(variance > 0)) {
      return variance == 0 ? 1 : Double.NaN;
    }
    double sd = Math.sqrt(variance);
    double z = rise / sd;
    double skewness = cube / (sd * variance);
    double p;
    if (skewness < 1e-3) {
      p = Normal.survival(z);
    } else {
      double shape = 4 / (skewness * skewness);
      double at = shape + z * Math.sqrt(shape);
      p = at <= 0 ? 1 : GammaDistribution.of(shape, 1).survivalProbability(at);
    }
    return Math.max(Double.MIN_VALUE, p);
  }
}
