package org.bellwether.stat;

/**
 * Equal-width bins between the smallest and the largest value, with the usual rules for how many.
 * Not the default of any check (heavy tails leave all but one bin empty), but what several other
 * tools compare in.
 */
public final class Histogram {

  private Histogram() {}

  /**
   * Edges by Sturges' rule (1926): width = range / (log₂ n + 1).
   *
   * @param values finite, not empty
   * @return ascending edges, one more than bins
   */
  public static double[] sturges(double[] values) {
    return edges(values, log2(values.length) + 1);
  }

  /**
   * Edges by Doane's rule (1976, doi:10.1080/00031305.1976.10479172), which gives skewed data more
   * bins: width = range / (1 + log₂ n + log₂(1 + |g₁| / σ_g₁)).
   *
   * @param values finite, not empty
   */
  public static double[] doane(double[] values) {
    int n = values.length;
    if (n < 3) {
      return edges(values, 1);
    }
    double mean = 0;
    for (double v : values) {
      mean += v / n;
    }
    double second = 0;
    double third = 0;
    for (double v : values) {
      double d = v - mean;
      second += d * d / n;
      third += d * d * d / n;
    }
    double spread = Math.sqrt(6.0 * (n - 2) / ((n + 1.0) * (n + 3.0)));
    double skewness = second > 0 ? third / Math.pow(second, 1.5) : 0;
    return edges(values, 1 + log2(n) + log2(1 + Math.abs(skewness) / spread));
  }

  /**
   * Values in each bin: lower edge inclusive, upper edge exclusive, but inclusive in the last bin.
   * Values outside the edges, and NaN, do not count.
   */
  public static double[] counts(double[] values, double[] edges) {
    int bins = edges.length - 1;
    double[] counts = new double[bins];
    for (double v : values) {
      if (v >= edges[0] && v <= edges[bins]) {
        int found = java.util.Arrays.binarySearch(edges, v + 0.0);
        counts[Math.min(bins - 1, found >= 0 ? found : -found - 2)]++;
      }
    }
    return counts;
  }

  private static double[] edges(double[] values, double wantedBins) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double v : values) {
      min = Math.min(min, v);
      max = Math.max(max, v);
    }
    if (!(min < max)) {
      return new double[] {min - 0.5, min + 0.5};
    }
    double range = max - min;
    int bins = (int) Math.ceil(range / (range / wantedBins));
    double[] edges = new double[bins + 1];
    for (int i = 0; i < bins; i++) {
      edges[i] = min + i * (range / bins);
    }
    edges[bins] = max;
    return edges;
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
