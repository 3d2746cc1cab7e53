package org.bellwether.profile;

import org.bellwether.stat.ScoreTable;

/** Scores by label of one slice, exactly or in bins. */
sealed interface ScoreAccumulator {

  /** Labels as the accumulators count them. */
  int NEGATIVE = 0;

  int POSITIVE = 1;
  int UNLABELLED = 2;

  /**
   * Adds a row.
   *
   * @param score finite
   * @param label one of the above
   * @param weight at least 0
   */
  void add(double score, int label, double weight);

  void combine(ScoreAccumulator other);

  ScoreTable table();

  void write(Encoder out);

  /** Fills a new accumulator. */
  void read(Decoder in);

  /** Every score is kept. */
  final class Exact implements ScoreAccumulator {
    private final DoubleList[] scores = {new DoubleList(), new DoubleList(), new DoubleList()};
    private final DoubleList[] weights = {new DoubleList(), new DoubleList(), new DoubleList()};
    private final boolean weighted;

    Exact(boolean weighted) {
      this.weighted = weighted;
    }

    @Override
    public void add(double score, int label, double weight) {
      scores[label].add(score + 0.0);
      if (weighted) {
        weights[label].add(weight);
      }
    }

    @Override
    public void combine(ScoreAccumulator other) {
      Exact that = (Exact) other;
      for (int label = 0; label < scores.length; label++) {
        scores[label].addAll(that.scores[label]);
        weights[label].addAll(that.weights[label]);
      }
    }

    @Override
    public ScoreTable table() {
      double[][] sorted = new double[scores.length][];
      for (int label = 0; label < scores.length; label++) {
        sorted[label] = scores[label].toSorted();
      }
      double[] distinct = union(union(sorted[0], sorted[1]), sorted[2]);
      double[][] mass = new double[scores.length][distinct.length];
      for (int label = 0; label < scores.length; label++) {
        if (weighted) {
          weigh(distinct, label, mass[label]);
        } else {
          count(distinct, sorted[label], mass[label]);
        }
      }
      return new ScoreTable(distinct, mass[POSITIVE], mass[NEGATIVE], mass[UNLABELLED]);
    }

    @Override
    public void write(Encoder out) {
      for (int label = 0; label < scores.length; label++) {
        scores[label].write(out);
        weights[label].write(out);
      }
    }

    @Override
    public void read(Decoder in) {
      for (int label = 0; label < scores.length; label++) {
        scores[label].read(in);
        weights[label].read(in);
      }
    }

    /** The different values of two ascending arrays. */
    private static double[] union(double[] a, double[] b) {
      double[] out = new double[a.length + b.length];
      double last = Double.NaN;
      int i = 0;
      int j = 0;
      int n = 0;
      while (i < a.length || j < b.length) {
        double x = i < a.length ? a[i] : Double.POSITIVE_INFINITY;
        double y = j < b.length ? b[j] : Double.POSITIVE_INFINITY;
        double next = x <= y ? x : y;
        i += x <= y ? 1 : 0;
        j += y <= x ? 1 : 0;
        if (next != last) {
          out[n++] = next;
          last = next;
        }
      }
      return n == out.length ? out : java.util.Arrays.copyOf(out, n);
    }

    private static void count(double[] distinct, double[] sorted, double[] mass) {
      int i = 0;
      for (double v : sorted) {
        while (distinct[i] != v) {
          i++;
        }
        mass[i]++;
      }
    }

    private void weigh(double[] distinct, int label, double[] mass) {
      for (int i = 0; i < scores[label].size(); i++) {
        mass[ExactNumeric.lowerBound(distinct, scores[label].get(i))] += weights[label].get(i);
      }
    }
  }

  /** Counts in equal bins of [0, 1]; scores outside count in the first and the last. */
  final class Binned implements ScoreAccumulator {
    private final int bins;
    private final double[] sums;
    private final double[][] mass;
    private final double[] rows;

    Binned(int bins) {
      this.bins = bins;
      this.sums = new double[bins];
      this.rows = new double[bins];
      this.mass = new double[3][bins];
    }

    @Override
    public void add(double score, int label, double weight) {
      int bin = (int) Math.min(bins - 1, Math.max(0, score * bins));
      sums[bin] += score;
      rows[bin]++;
      mass[label][bin] += weight;
    }

    @Override
    public void combine(ScoreAccumulator other) {
      Binned that = (Binned) other;
      for (int i = 0; i < bins; i++) {
        sums[i] += that.sums[i];
        rows[i] += that.rows[i];
        for (int label = 0; label < mass.length; label++) {
          mass[label][i] += that.mass[label][i];
        }
      }
    }

    @Override
    public void write(Encoder out) {
      out.sparse(sums);
      out.sparse(rows);
      for (double[] m : mass) {
        out.sparse(m);
      }
    }

    @Override
    public void read(Decoder in) {
      in.sparse(sums);
      in.sparse(rows);
      for (double[] m : mass) {
        in.sparse(m);
      }
    }

    @Override
    public ScoreTable table() {
      int n = 0;
      for (double r : rows) {
        n += r > 0 ? 1 : 0;
      }
      double[] score = new double[n];
      double[][] kept = new double[3][n];
      int at = 0;
      for (int i = 0; i < bins; i++) {
        if (rows[i] > 0) {
          score[at] = sums[i] / rows[i];
          for (int label = 0; label < mass.length; label++) {
            kept[label][at] = mass[label][i];
          }
          at++;
        }
      }
      return new ScoreTable(score, kept[POSITIVE], kept[NEGATIVE], kept[UNLABELLED]);
    }
  }
}
