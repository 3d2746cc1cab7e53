package org.bellwether.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes the tables that speed is measured on: 14 numeric columns with ties, missing values and
 * heavy tails, six categorical ones of 3 to 10,000 Zipf-distributed values, the score and label of
 * a binary model, and a time. The same seed gives the same bytes on every machine.
 */
final class TableGenerator {

  /** Number of numeric columns, named n0 to n13. */
  static final int NUMERIC = 14;

  /** Seed and drift of the table that speed is measured against. */
  static final long REFERENCE_SEED = 11;

  /** Seed of the table that is judged; its drift is 1. */
  static final long CURRENT_SEED = 12;

  private static final int[] CARDINALITY = {5, 3, 50, 50, 500, 10_000};
  private static final int WIDE = 5;
  private static final int[] DECIMALS = {6, 6, 6, 6, 0, 0, 2, 2, 6, 4, 0, 3, 6, 1};
  private static final double[] MISSING = {
    0, 0.02, 0, 0.10, 0, 0.01, 0, 0.05, 0, 0, 0.03, 0, 0.2, 0
  };
  private static final long START_SECONDS = 1_735_689_600L;
  private static final double SPAN_SECONDS = 28 * 86_400.0;
  private static final int LONGEST_LINE = 4096;

  private final double drift;
  private final SplittableRandom random;
  private final List<double[]> cumulative = new ArrayList<>();
  private final List<byte[][]> names = new ArrayList<>();
  private final LineBuffer line = new LineBuffer(1 << 20);

  /**
   * A generator of one table.
   *
   * @param seed seed of every draw
   * @param drift 0 for a reference, 1 for a table in which seven numeric and three categorical
   *     columns and the relation of score and label have changed
   */
  TableGenerator(long seed, double drift) {
    this.drift = drift;
    this.random = new SplittableRandom(seed);
    for (int k = 0; k < CARDINALITY.length; k++) {
      cumulative.add(zipf(CARDINALITY[k], k == WIDE ? 1.05 : 0.8));
      byte[][] values = new byte[CARDINALITY[k] + WIDE][];
      String digits = k == WIDE ? "%05d" : "%03d";
      for (int i = 0; i < values.length; i++) {
        values[i] = LineBuffer.ascii("c" + k + "_" + digits.formatted(i));
      }
      names.add(values);
    }
  }

  /** Writes a header and the rows as CSV; the stream stays open. */
  void writeCsv(long rows, OutputStream out) throws IOException {
    for (int i = 0; i < NUMERIC; i++) {
      line.add(LineBuffer.ascii("n" + i + ","));
    }
    for (int k = 0; k < CARDINALITY.length; k++) {
      line.add(LineBuffer.ascii("c" + k + ","));
    }
    line.add(LineBuffer.ascii("score,label,ts\n"));
    double[] numbers = new double[NUMERIC];
    int[] codes = new int[CARDINALITY.length];
    for (long i = 0; i < rows; i++) {
      double common = drawNumbers(numbers);
      drawCodes(codes);
      writeRow(numbers, codes, common, START_SECONDS + (long) (i * (SPAN_SECONDS / rows)));
      if (line.size() > line.capacity() - LONGEST_LINE) {
        line.flushTo(out);
      }
    }
    line.flushTo(out);
  }

  /**
   * Fills in the numeric columns; returns the hidden normal draw that the score also depends on.
   */
  private double drawNumbers(double[] v) {
    double first = gaussian();
    double second = gaussian();
    double third = gaussian();
    double fourth = gaussian();
    v[0] = first;
    v[1] = second * 2 + 5 + 0.3 * drift;
    v[2] = Math.exp(third + 0.1 * drift);
    v[3] = random.nextDouble() * 100;
    v[4] = 18 + Math.floor(60 * Math.pow(random.nextDouble(), 1.3 + 0.2 * drift));
    v[5] = poisson(3 + 0.5 * drift);
    v[6] = Math.exp(3 + 1.2 * fourth);
    v[7] = random.nextDouble() < 0.4 ? 0 : Math.exp(2 + gaussian());
    v[8] = -Math.log(1 - random.nextDouble()) * (1 + 0.15 * drift);
    v[9] = first * 0.6 + second * 0.8;
    v[10] = Math.floor(random.nextDouble() * 366);
    v[11] = (random.nextDouble() < 0.5 ? -3 : 3) + gaussian() + 0.05 * drift;
    v[12] = Math.clamp(0.5 + 0.2 * gaussian(), 0.0, 1.0);
    v[13] = 300 + Math.round(550 * Math.pow(random.nextDouble(), 0.7));
    return second;
  }

  private void drawCodes(int[] codes) {
    for (int k = 0; k < codes.length; k++) {
      double[] shares = cumulative.get(k);
      int at = Arrays.binarySearch(shares, random.nextDouble());
      codes[k] = at >= 0 ? at : Math.min(-at - 1, shares.length - 1);
    }
    if (drift > 0) {
      if (random.nextDouble() < 0.05) {
        codes[2] = Math.min(49, codes[2] + 7);
      }
      if (random.nextDouble() < 0.002) {
        codes[3] = 50 + (int) (random.nextDouble() * 4);
      }
      if (random.nextDouble() < 0.001) {
        codes[WIDE] = 10_000 + (int) (random.nextDouble() * 4);
      }
    }
  }

  private void writeRow(double[] v, int[] codes, double common, long seconds) {
    double logit =
        -1.2
            + 0.9 * v[0]
            + 0.5 * (v[8] - 1)
            - 0.02 * (v[4] - 40)
            + 0.3 * (codes[0] - 1)
            + 0.4 * common;
    double score = Math.clamp(1 / (1 + Math.exp(-logit)), 0.000001, 0.999999);
    double truth = logit + drift * (0.25 * common - (codes[0] == 3 ? 0.6 : 0));
    boolean positive = random.nextDouble() < 1 / (1 + Math.exp(-truth));
    for (int i = 0; i < NUMERIC; i++) {
      if (random.nextDouble() >= MISSING[i]) {
        line.add(v[i], DECIMALS[i]);
      }
      line.add((byte) ',');
    }
    for (int k = 0; k < codes.length; k++) {
      if (k != 4 || random.nextDouble() >= 0.02) {
        line.add(names.get(k)[codes[k]]);
      }
      line.add((byte) ',');
    }
    line.add(score, 6);
    line.add((byte) ',');
    line.add((byte) (positive ? '1' : '0'));
    line.add((byte) ',');
    line.add(seconds);
    line.add((byte) '\n');
  }

  private double gaussian() {
    double radius = random.nextDouble();
    double angle = random.nextDouble();
    return Math.sqrt(-2 * Math.log(1 - radius)) * Math.cos(2 * Math.PI * angle);
  }

  private int poisson(double mean) {
    double limit = Math.exp(-mean);
    double product = 1;
    int events = -1;
    do {
      events++;
      product *= random.nextDouble();
    } while (product > limit);
    return events;
  }

  private static double[] zipf(int values, double exponent) {
    double[] shares = new double[values];
    double sum = 0;
    for (int i = 0; i < values; i++) {
      sum += 1 / Math.pow(i + 1, exponent);
      shares[i] = sum;
    }
    for (int i = 0; i < values; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
