package org.bellwether.stat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * p-values adjusted for the size of their family: a hypothesis is rejected at a level when its
 * adjusted p-value is below it. NaN (no test was made) stays NaN and does not count.
 */
public final class MultipleTesting {

  private MultipleTesting() {}

  /**
   * Benjamini and Hochberg (1995, doi:10.1111/j.2517-6161.1995.tb02031.x): bounds the expected
   * share of false rejections, and on a family without any true effect the chance of one.
   *
   * @return adjusted p-values in the order given
   */
  public static double[] benjaminiHochberg(double... pValues) {
    int[] order = ascending(pValues);
    double[] adjusted = nan(pValues.length);
    double least = 1;
    for (int i = order.length - 1; i >= 0; i--) {
      least = Math.min(least, pValues[order[i]] * order.length / (i + 1));
      adjusted[order[i]] = least;
    }
    return adjusted;
  }

  /** Holm (1979): bounds the chance of any false rejection, step down. */
  public static double[] holm(double... pValues) {
    int[] order = ascending(pValues);
    double[] adjusted = nan(pValues.length);
    double most = 0;
    for (int i = 0; i < order.length; i++) {
      most = Math.max(most, Math.min(1, pValues[order[i]] * (order.length - i)));
      adjusted[order[i]] = most;
    }
    return adjusted;
  }

  /** Bonferroni: p times the number of tests, at most 1. */
  public static double[] bonferroni(double... pValues) {
    int[] order = ascending(pValues);
    double[] adjusted = nan(pValues.length);
    for (int i : order) {
      adjusted[i] = Math.min(1, pValues[i] * order.length);
    }
    return adjusted;
  }

  private static int[] ascending(double[] pValues) {
    for (double p : pValues) {
      if (p < 0 || p > 1) {
        throw new IllegalArgumentException("p-values must be in [0, 1], not " + p);
      }
    }
    return IntStream.range(0, pValues.length)
        .filter(i -> !Double.isNaN(pValues[i]))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> pValues[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double[] nan(int length) {
    double[] all = new double[length];
    Arrays.fill(all, Double.NaN);
    return all;
  }
}
