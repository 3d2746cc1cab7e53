package org.bellwether.check;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Severity;
import org.bellwether.profile.Profile;
import org.bellwether.stat.Bounds;
import org.bellwether.stat.Intervals;

/**
 * How often the check warns of data in which nothing changed, by simulation: the promise that the
 * verdict rests on.
 */
public final class FalseAlarms {

  private static final int RUNS = 2_000;
  private static final int RUNS_LARGEST = 300;
  private static final long LARGEST = 1_000_000;

  /**
   * One kind of table.
   *
   * @param shape what its features look like, such as {@code zipf}
   * @param rows rows of the reference, and of the current table
   * @param columns features
   * @param runs simulated pairs of tables
   */
  public record Cell(String shape, int rows, int columns, int runs) {}

  /**
   * What a cell showed.
   *
   * @param cell the kind of table
   * @param alarms runs with any warning
   * @param interval share of runs with any warning, Clopper-Pearson, 95 %
   * @param least lower bound of that share at 99.9 % (one-sided)
   * @param family checks in the multiple-testing family of a run
   * @param byCheck warnings by check
   */
  public record Outcome(
      Cell cell,
      int alarms,
      Bounds interval,
      double least,
      int family,
      TreeMap<String, Integer> byCheck) {

    /** Whether more runs warn than the level allows, beyond doubt. */
    public boolean fails(double level) {
      return least > level;
    }
  }

  private final CheckOptions options;

  private FalseAlarms(CheckOptions options) {
    this.options = options;
  }

  public static FalseAlarms withDefaults() {
    return new FalseAlarms(CheckOptions.defaults());
  }

  public FalseAlarms with(CheckOptions options) {
    return new FalseAlarms(options);
  }

  public CheckOptions options() {
    return options;
  }

  /** All cells, smallest tables first: 50 to 100,000 rows, 1 to 200 columns. */
  public static List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (int rows : new int[] {50, 200, 1_000, 10_000, 100_000}) {
      for (SimulatedTable.Shape shape : SimulatedTable.Shape.values()) {
        if (shape != SimulatedTable.Shape.MIXED) {
          cells.add(cell(shape, rows, 1));
        }
      }
      for (int columns : new int[] {6, 20, 200}) {
        cells.add(cell(SimulatedTable.Shape.MIXED, rows, columns));
      }
    }
    return cells;
  }

  /** A few small cells with few runs, for a build. */
  public static List<Cell> fastCells() {
    return cells().stream()
        .filter(c -> (long) c.rows() * c.columns() <= 4_000)
        .map(c -> new Cell(c.shape(), c.rows(), c.columns(), c.columns() == 1 ? 300 : 60))
        .toList();
  }

  private static Cell cell(SimulatedTable.Shape shape, int rows, int columns) {
    int runs = (long) rows * columns > LARGEST ? RUNS_LARGEST : RUNS;
    String name = shape.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    return new Cell(name, rows, columns, runs);
  }

  /** Simulates one cell; the same seed gives the same outcome. */
  public Outcome run(Cell cell, long seed) {
    SimulatedTable table = table(cell);
    Check check = Check.withDefaults().with(options);
    int alarms = 0;
    int family = 0;
    TreeMap<String, Integer> byCheck = new TreeMap<>();
    for (int run = 0; run < cell.runs(); run++) {
      SplittableRandom random = new SplittableRandom(seed + run);
      Profile reference = table.draw(cell.rows(), 0, null, random);
      Profile current = table.draw(cell.rows(), 0, reference, random);
      List<Finding> findings =
          check.findings(reference, current, new Comparison(reference, current));
      family = Math.max(family, Check.family(findings));
      boolean any = false;
      for (Finding f : findings) {
        if (f.severity().atLeast(Severity.WARNING)) {
          any = true;
          byCheck.merge(f.measurement().check(), 1, Integer::sum);
        }
      }
      alarms += any ? 1 : 0;
    }
    return new Outcome(
        cell,
        alarms,
        Intervals.clopperPearson(alarms, cell.runs(), 0.95),
        Intervals.clopperPearson(alarms, cell.runs(), 0.998).low(),
        family,
        byCheck);
  }

  static SimulatedTable table(Cell cell) {
    String name = cell.shape().toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    return new SimulatedTable(SimulatedTable.Shape.valueOf(name), cell.columns());
  }
}
