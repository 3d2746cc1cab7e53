package org.bellwether.stat;

import java.util.Arrays;

/**
 * Gain and lift when the labelled rows are taken by descending score. Within a group of equal
 * scores the rows count in proportion, so that ties do not depend on the order of rows.
 *
 * @param population share of rows taken, ascending to 1
 * @param gain share of all positive rows among them; NaN without a positive row
 */
public record GainCurve(double[] population, double[] gain) {

  /** Gain at each tenth of the rows. */
  public static GainCurve deciles(ScoreTable table) {
    return of(table, 10);
  }

  /**
   * Gain at equal steps.
   *
   * @param steps number of steps, at least 1
   */
  public static GainCurve of(ScoreTable table, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("at least one step is needed, not " + steps);
    }
    double positives = Arrays.stream(table.positives()).sum();
    double rows = positives + Arrays.stream(table.negatives()).sum();
    double[] share = new double[steps];
    double[] gain = new double[steps];
    double seen = 0;
    double found = 0;
    int i = table.size() - 1;
    for (int step = 0; step < steps; step++) {
      share[step] = (step + 1.0) / steps;
      double target = rows * (step + 1) / steps;
      while (i >= 0 && seen + here(table, i) <= target) {
        seen += here(table, i);
        found += table.positives()[i];
        i--;
      }
      double part = i >= 0 && here(table, i) > 0 ? (target - seen) / here(table, i) : 0;
      double extra = i >= 0 ? part * table.positives()[i] : 0;
      gain[step] = positives == 0 ? Double.NaN : Math.min(1, (found + extra) / positives);
    }
    return new GainCurve(share, gain);
  }

  private static double here(ScoreTable table, int i) {
    return table.positives()[i] + table.negatives()[i];
  }

  /** Gain over share taken: how many times better than taking rows at random. */
  public double lift(int step) {
    return gain[step] / population[step];
  }
}
