package org.bellwether.check;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.bellwether.drift.ColumnDrift;
import org.bellwether.drift.ColumnStatistics;
import org.bellwether.drift.ColumnStatistics.Statistic;
import org.bellwether.drift.DriftMethod;
import org.bellwether.profile.Profile;

/**
 * The smallest shift of one column that the check finds nine times in ten, by simulation: the price
 * of not alarming on unchanged data. Beside it what a Kolmogorov-Smirnov test at 5 % and a
 * population stability index above 0.2 find, which alarm on unchanged data instead.
 */
public final class DetectionPower {

  private static final double SMALLEST = 0.01;
  private static final double STEP = 1.1;
  private static final int STEPS = 75;
  private static final double SHARE = 0.9;

  /**
   * What a cell showed; shifts are of the normal variable behind the first feature, in its standard
   * deviations; of categories, the exponent that favours the frequent ones.
   *
   * @param cell the kind of table; its runs are those for each shift tried
   * @param check smallest shift that a finding on the column names; infinite when none does
   * @param kolmogorovSmirnov smallest shift with p below 5 % in that column; NaN of categories
   * @param stabilityIndex smallest shift with an index above 0.2 in that column
   */
  public record Outcome(
      FalseAlarms.Cell cell, double check, double kolmogorovSmirnov, double stabilityIndex) {}

  private final CheckOptions options;

  private DetectionPower(CheckOptions options) {
    this.options = options;
  }

  public static DetectionPower withDefaults() {
    return new DetectionPower(CheckOptions.defaults());
  }

  /** The cells that power is measured in, each shift with the given number of runs. */
  public static List<FalseAlarms.Cell> cells(int runs) {
    return FalseAlarms.cells().stream()
        .filter(c -> c.values() <= 20_000)
        .map(c -> c.atMost(runs))
        .toList();
  }

  /** Searches one cell; the same seed gives the same outcome. */
  public Outcome run(FalseAlarms.Cell cell, long seed) {
    boolean categories = cell.shape().equals("zipf");
    return new Outcome(
        cell,
        smallest(k -> share(cell, shift(k), seed, this::finds)),
        categories
            ? Double.NaN
            : smallest(k -> share(cell, shift(k), seed, DetectionPower::kolmogorovSmirnov)),
        smallest(k -> share(cell, shift(k), seed, DetectionPower::stabilityIndex)));
  }

  private static double shift(int k) {
    return SMALLEST * Math.pow(STEP, k);
  }

  /** Bisection, since a larger shift is found more often. */
  private static double smallest(IntPredicate found) {
    int low = -1;
    int high = STEPS;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (found.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high == STEPS ? Double.POSITIVE_INFINITY : shift(high);
  }

  /** One way to look at two tables: whether it sees the shift of the first column. */
  private interface Rule {
    boolean sees(Profile reference, Profile current);
  }

  private static boolean share(FalseAlarms.Cell cell, double shift, long seed, Rule rule) {
    SimulatedTable table = FalseAlarms.table(cell);
    int found = 0;
    for (int run = 0; run < cell.runs(); run++) {
      SplittableRandom random = new SplittableRandom(seed + run);
      Profile reference = table.draw(cell.rows(), 0, null, random);
      Profile current = table.draw(cell.rows(), shift, reference, random);
      found += rule.sees(reference, current) ? 1 : 0;
    }
    return found >= SHARE * cell.runs();
  }

  private boolean finds(Profile reference, Profile current) {
    return Check.withDefaults().with(options).warnings(reference, current).findings().stream()
        .anyMatch(f -> SimulatedTable.SHIFTED.equals(f.measurement().column()));
  }

  private static boolean kolmogorovSmirnov(Profile reference, Profile current) {
    Statistic ks = statistic(reference, current, DriftMethod.KOLMOGOROV_SMIRNOV);
    return ks != null && ks.pValue() < 0.05;
  }

  private static boolean stabilityIndex(Profile reference, Profile current) {
    Statistic psi = statistic(reference, current, DriftMethod.POPULATION_STABILITY_INDEX);
    return psi != null && psi.value() > 0.2;
  }

  private static @org.jspecify.annotations.Nullable Statistic statistic(
      Profile reference, Profile current, DriftMethod method) {
    List<ColumnStatistics> all =
        new ArrayList<>(
            new ColumnDrift(reference, reference.whole(), current.whole()).statistics());
    return all.stream()
        .filter(c -> c.column().equals(SimulatedTable.SHIFTED))
        .findFirst()
        .map(c -> c.of(method))
        .orElse(null);
  }
}
