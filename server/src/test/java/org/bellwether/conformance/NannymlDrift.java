package org.bellwether.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.TDistribution;
import org.bellwether.conformance.Chunked.Chunk;
import org.bellwether.stat.ChiSquare;
import org.bellwether.stat.Divergence;
import org.bellwether.stat.Histogram;
import org.bellwether.stat.NumericComparison;

/** Univariate drift of chunks in NannyML's definitions, from our formulas. */
final class NannymlDrift {

  private static final int BINS = 10_000;

  private NannymlDrift() {}

  static ChunkMetric kolmogorovSmirnov(Chunked table, String column) {
    double[] all = sorted(table.reference().numbers(column));
    return ChunkMetric.of(
            column + ".kolmogorov_smirnov",
            table,
            c -> binnedDistance(all, sorted(c.rows().numbers(column))),
            0,
            1)
        .onlyUpper();
  }

  /** Exact below 10,000 reference rows, above that in as many bins of equal width. */
  private static double binnedDistance(double[] reference, double[] current) {
    if (reference.length < BINS) {
      return NumericComparison.ofSorted(reference, current).kolmogorovSmirnov();
    }
    double low = reference[0];
    double high = reference[reference.length - 1];
    double[] edges = new double[BINS + 1];
    Arrays.setAll(edges, i -> i == BINS ? high : low + i * ((high - low) / BINS));
    double[] p = Histogram.counts(reference, edges);
    double[] q = Histogram.counts(current, edges);
    double below = Arrays.stream(current).filter(v -> v < low).count();
    double then = 0;
    double now = below;
    double largest = 0;
    for (int i = 0; i < BINS; i++) {
      then += p[i];
      now += q[i];
      largest = Math.max(largest, Math.abs(then / reference.length - now / current.length));
    }
    return largest;
  }

  static double[] sorted(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
  }

  static ChunkMetric jensenShannon(Chunked table, String column, boolean continuous) {
    return ChunkMetric.of(
            column + ".jensen_shannon",
            table,
            c -> jensenShannon(table.reference(), c, column, continuous),
            0,
            1)
        .onlyUpper();
  }

  private static double jensenShannon(Frame all, Chunk chunk, String column, boolean continuous) {
    if (!continuous) {
      double[][] counts = Frame.counts(all.texts(column), chunk.rows().texts(column));
      return Divergence.jensenShannon(counts[0], counts[1], 2);
    }
    double[] reference = all.numbers(column);
    double[] current = chunk.rows().numbers(column);
    double[] edges = Histogram.doane(reference);
    double[] p = Histogram.counts(reference, edges);
    double[] q = Histogram.counts(current, edges);
    double outside = current.length - Arrays.stream(q).sum();
    p = Arrays.copyOf(p, p.length + 1);
    q = Arrays.copyOf(q, q.length + 1);
    q[q.length - 1] = outside;
    return Divergence.jensenShannon(p, q, 2);
  }

  /** Pearson's statistic, with Yates' correction for two categories; alerts below p = 0.05. */
  static ChunkMetric chiSquare(Chunked table, String column) {
    Map<Chunk, ChiSquare> tests =
        table.chunks().stream()
            .collect(
                Collectors.toMap(
                    c -> c,
                    c -> {
                      double[][] counts =
                          Frame.counts(table.reference().texts(column), c.rows().texts(column));
                      return counts[0].length == 2
                          ? ChiSquare.homogeneityYates(counts[0], counts[1])
                          : ChiSquare.homogeneity(counts[0], counts[1]);
                    }));
    ChunkMetric metric =
        ChunkMetric.of(
            column + ".chi2", table, c -> tests.get(c).statistic(), 0, Double.POSITIVE_INFINITY);
    return metric
        .withThresholds(Double.NaN, Double.NaN)
        .withAlerts(
            tests.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().pValue() < 0.05)));
  }

  /** Pearson's correlation and its two-sided p-value. */
  static double[] pearson(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    double r = xy / Math.sqrt(xx * yy);
    int df = x.length - 2;
    double t = Math.abs(r) * Math.sqrt(df / (1 - r * r));
    return new double[] {r, 2 * TDistribution.of(df).survivalProbability(t)};
  }

  static List<ChunkMetric> allJensenShannon(
      Chunked table, List<String> continuous, List<String> rest) {
    return java.util.stream.Stream.concat(
            continuous.stream().map(c -> jensenShannon(table, c, true)),
            rest.stream().map(c -> jensenShannon(table, c, false)))
        .toList();
  }
}
