package org.bellwether.stat;

import java.util.ArrayList;
import java.util.List;

/**
 * Predicted against observed shares of positives, by bins of the score. Rows without a label do not
 * enter.
 *
 * @param bins non-empty bins, ascending
 */
public record CalibrationCurve(List<Bin> bins) {

  /** Bins unless told otherwise. */
  public static final int DEFAULT_BINS = 10;

  /**
   * Labelled rows with scores in one bin.
   *
   * @param low smallest score
   * @param high largest score
   * @param rows weight of rows, above 0
   * @param positives weight of positive rows
   * @param scores sum of the scores
   */
  public record Bin(double low, double high, double rows, double positives, double scores) {
    /** Mean predicted probability. */
    public double predicted() {
      return scores / rows;
    }

    /** Observed share of positives. */
    public double observed() {
      return positives / rows;
    }

    /** Predicted minus observed. */
    public double gap() {
      return (scores - positives) / rows;
    }
  }

  public CalibrationCurve {
    bins = List.copyOf(bins);
  }

  /**
   * Bins of equal width on [0, 1]: bin i holds scores in [i/k, (i+1)/k), the last one 1 too.
   *
   * @param count number of bins, at least 1
   */
  public static CalibrationCurve equalWidth(ScoreTable table, int count) {
    requireCount(count);
    List<Bin> bins = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < table.size(); ) {
      int bin = widthBin(table.score()[i], count);
      start = i;
      while (i < table.size() && widthBin(table.score()[i], count) == bin) {
        i++;
      }
      add(table, start, i, bins);
    }
    return new CalibrationCurve(bins);
  }

  private static int widthBin(double score, int count) {
    return Math.max(0, Math.min(count - 1, (int) (score * count)));
  }

  /**
   * Bins of equal count: a bin is closed once it reaches its share of the labelled rows; equal
   * scores stay together, so that the result does not depend on the order of rows.
   *
   * @param count number of bins, at least 1
   */
  public static CalibrationCurve equalCount(ScoreTable table, int count) {
    requireCount(count);
    double total = 0;
    for (int i = 0; i < table.size(); i++) {
      total += table.positives()[i] + table.negatives()[i];
    }
    List<Bin> bins = new ArrayList<>();
    double seen = 0;
    int start = 0;
    int closed = 0;
    for (int i = 0; i < table.size(); i++) {
      seen += table.positives()[i] + table.negatives()[i];
      if (seen * count >= (closed + 1) * total || i == table.size() - 1) {
        add(table, start, i + 1, bins);
        start = i + 1;
        closed = (int) (seen * count / total);
      }
    }
    return new CalibrationCurve(bins);
  }

  private static void requireCount(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least one bin is needed, not " + count);
    }
  }

  private static void add(ScoreTable table, int from, int to, List<Bin> bins) {
    double rows = 0;
    double positives = 0;
    double scores = 0;
    for (int i = from; i < to; i++) {
      double here = table.positives()[i] + table.negatives()[i];
      rows += here;
      positives += table.positives()[i];
      scores += here * table.score()[i];
    }
    if (rows > 0) {
      bins.add(new Bin(table.score()[from], table.score()[to - 1], rows, positives, scores));
    }
  }

  public double rows() {
    return bins.stream().mapToDouble(Bin::rows).sum();
  }

  /** Expected calibration error: mean absolute gap, weighted by rows, in [0, 1]; NaN of none. */
  public double expectedError() {
    double sum = 0;
    for (Bin b : bins) {
      sum += Math.abs(b.scores() - b.positives());
    }
    return bins.isEmpty() ? Double.NaN : sum / rows();
  }

  /** Largest absolute gap of a bin; NaN of none. */
  public double maximumError() {
    return bins.stream().mapToDouble(b -> Math.abs(b.gap())).max().orElse(Double.NaN);
  }
}
