package org.bellwether.stat;

/** One pass over two samples that are counted on the same edges. */
final class BinnedMerge {

  /** Values of a bin are all its lower edge when their sum says so to this relative precision. */
  private static final double POINT = 1e-12;

  private BinnedMerge() {}

  static NumericComparison compare(
      BinEdges edges, long[] p, double[] ps, long[] q, double[] qs, double referenceSd) {
    long n = total(p);
    long m = total(q);
    double[] pg = new double[NumericComparison.GROUPS];
    double[] qg = new double[NumericComparison.GROUPS];
    if (n == 0 || m == 0) {
      return new NumericComparison(n, m, Double.NaN, 0, Double.NaN, Double.NaN, pg, qg, 0, 0);
    }
    groups(p, q, n, pg, qg);
    long cp = 0;
    long cq = 0;
    double d = 0;
    double bound = 0;
    double area = 0;
    int last = p.length - 1;
    for (int bin = 0; bin <= last; bin++) {
      double before = (double) cp / n - (double) cq / m;
      double a = (double) p[bin] / n;
      double b = (double) q[bin] / m;
      if (bin > 0 && isPoint(edges.edge(bin - 1), p[bin], ps[bin], q[bin], qs[bin])) {
        bound = Math.max(bound, Math.abs(before + a - b));
      } else {
        bound = Math.max(bound, Math.max(Math.abs(before + a), Math.abs(before - b)));
      }
      cp += p[bin];
      cq += q[bin];
      double after = (double) cp / n - (double) cq / m;
      d = Math.max(d, Math.abs(after));
      // ∫ (F - G) over a bin is exact by parts: the jumps' first moment is the bin's sum.
      double moment = ps[bin] / n - qs[bin] / m;
      double upper = bin < last ? edges.edge(bin) * after : 0;
      double lower = bin > 0 ? edges.edge(bin - 1) * before : 0;
      area += Math.abs(upper - lower - moment);
    }
    int first = firstFilled(p);
    int end = lastFilled(p);
    return new NumericComparison(
        n,
        m,
        d,
        Math.max(0, bound - d),
        area,
        NumericComparison.normed(area, referenceSd),
        pg,
        qg,
        sum(q, 0, first),
        sum(q, end + 1, q.length));
  }

  /** The decile edge is the last one with at most ⌊n·i/10⌋ reference values below it. */
  private static void groups(long[] p, long[] q, long n, double[] pg, double[] qg) {
    int group = 0;
    long below = 0;
    for (int bin = 0; bin < p.length; bin++) {
      // The bin starts at an edge; it opens every group whose decile value lies in the bin.
      while (bin > 0
          && group < NumericComparison.GROUPS - 1
          && n * (group + 1) / NumericComparison.GROUPS < below + p[bin]) {
        group++;
      }
      pg[group] += p[bin];
      qg[group] += q[bin];
      below += p[bin];
    }
  }

  private static boolean isPoint(double edge, long p, double ps, long q, double qs) {
    double count = (double) p + q;
    return Math.abs(ps + qs - edge * count) <= POINT * Math.abs(edge) * count;
  }

  private static int firstFilled(long[] counts) {
    int i = 0;
    while (counts[i] == 0) {
      i++;
    }
    return i;
  }

  private static int lastFilled(long[] counts) {
    int i = counts.length - 1;
    while (counts[i] == 0) {
      i--;
    }
    return i;
  }

  private static long total(long[] counts) {
    return sum(counts, 0, counts.length);
  }

  private static long sum(long[] counts, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += counts[i];
    }
    return sum;
  }
}
