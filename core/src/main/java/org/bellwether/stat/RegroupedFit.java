package org.bellwether.stat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Goodness of fit of categories as Deequ has it, offered because its figures are in use: the
 * reference counts as exact, categories that the reference lacks are left out, and the smallest two
 * are lumped as long as more than a fifth of them have an expected count below 5, or one of two has
 * one below 10. Not a comparison of two samples; the default is {@link
 * ChiSquare#homogeneityLumped}.
 */
public final class RegroupedFit {

  private static final double YATES = 5;
  private static final double SHARE = 0.2;
  private static final double COCHRAN = 10;

  private RegroupedFit() {}

  /**
   * Tests the current counts against the reference's shares.
   *
   * @return NaN where fewer than two categories remain
   */
  public static ChiSquare test(double[] reference, double[] current) {
    double n = 0;
    double m = 0;
    for (int i = 0; i < reference.length; i++) {
      n += reference[i];
      m += current[i];
    }
    List<double[]> cells = new ArrayList<>();
    for (int i = 0; i < reference.length; i++) {
      if (reference[i] > 0) {
        cells.add(new double[] {reference[i] * m / n, current[i]});
      }
    }
    cells.sort(Comparator.comparingDouble(c -> c[0]));
    while (cells.size() > 1 && tooSmall(cells)) {
      double[] smallest = cells.remove(0);
      double[] next = cells.remove(0);
      cells.add(new double[] {smallest[0] + next[0], smallest[1] + next[1]});
      cells.sort(Comparator.comparingDouble(c -> c[0]));
    }
    double[] expected = cells.stream().mapToDouble(c -> c[0]).toArray();
    double[] observed = cells.stream().mapToDouble(c -> c[1]).toArray();
    return cells.size() < 2
        ? new ChiSquare(Double.NaN, 0, Double.NaN)
        : ChiSquare.goodnessOfFit(expected, observed);
  }

  private static boolean tooSmall(List<double[]> cells) {
    if (cells.size() == 2) {
      return cells.stream().anyMatch(c -> c[0] < COCHRAN);
    }
    return cells.stream().filter(c -> c[0] < YATES).count() > SHARE * cells.size();
  }
}
