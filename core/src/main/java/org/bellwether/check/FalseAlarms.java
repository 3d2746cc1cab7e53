package org.bellwether.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
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
  public record Cell(String shape, int rows, int columns, int runs) {

    /** Values in a table: rows times features. */
    public long values() {
      return (long) rows * columns;
    }

    /** The same tables, at most so many of them. */
    public Cell atMost(int most) {
      return new Cell(shape, rows, columns, Math.min(most, runs));
    }
  }

  /**
   * One pair of tables.
   *
   * @param family checks in the multiple-testing family
   * @param warned the checks that warned, one entry a warning
   */
  public record Run(int family, List<String> warned) {}

  /**
   * What a cell showed.
   *
   * @param cell the kind of table
   * @param alarms runs with any warning
   * @param family checks in the multiple-testing family of a run, at most
   * @param byCheck warnings by check
   */
  public record Outcome(Cell cell, int alarms, int family, Map<String, Integer> byCheck) {

    public Outcome {
      byCheck = Collections.unmodifiableMap(new TreeMap<>(byCheck));
    }

    /** All runs of a cell together. */
    public static Outcome of(Cell cell, List<Run> runs) {
      Map<String, Integer> byCheck = new TreeMap<>();
      runs.forEach(run -> run.warned().forEach(check -> byCheck.merge(check, 1, Integer::sum)));
      return new Outcome(
          cell,
          (int) runs.stream().filter(run -> !run.warned().isEmpty()).count(),
          runs.stream().mapToInt(Run::family).max().orElse(0),
          byCheck);
    }

    /** Share of runs with any warning, Clopper-Pearson, 95 %. */
    public Bounds interval() {
      return Intervals.clopperPearson(alarms, cell.runs(), 0.95);
    }

    /** Whether more runs warn than the level allows: the lower bound at 99.9 %, one-sided. */
    public boolean fails(double level) {
      return Intervals.clopperPearson(alarms, cell.runs(), 0.998).low() > level;
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
    cells.sort(Comparator.comparingLong(Cell::values));
    return cells;
  }

  /** A few small cells with few runs, for a build. */
  public static List<Cell> fastCells() {
    return cells().stream()
        .filter(c -> c.values() <= 4_000)
        .map(c -> c.atMost(c.columns() == 1 ? 300 : 60))
        .toList();
  }

  private static Cell cell(SimulatedTable.Shape shape, int rows, int columns) {
    int runs = (long) rows * columns > LARGEST ? RUNS_LARGEST : RUNS;
    String name = shape.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    return new Cell(name, rows, columns, runs);
  }

  /** Simulates one cell; the same seed gives the same outcome. */
  public Outcome run(Cell cell, long seed) {
    return Outcome.of(
        cell, IntStream.range(0, cell.runs()).mapToObj(run -> run(cell, seed, run)).toList());
  }

  /**
   * Simulates one run of a cell, of which the order does not matter.
   *
   * @param run number of the run, 0 to the cell's runs less 1
   */
  public Run run(Cell cell, long seed, int run) {
    SimulatedTable table = table(cell);
    SplittableRandom random = new SplittableRandom(seed + run);
    Profile reference = table.draw(cell.rows(), 0, null, random);
    Profile current = table.draw(cell.rows(), 0, reference, random);
    Check.Warnings warnings = Check.withDefaults().with(options).warnings(reference, current);
    return new Run(
        warnings.family(), warnings.findings().stream().map(f -> f.measurement().check()).toList());
  }

  static SimulatedTable table(Cell cell) {
    String name = cell.shape().toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    return new SimulatedTable(SimulatedTable.Shape.valueOf(name), cell.columns());
  }
}
