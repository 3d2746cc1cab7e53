package org.bellwether.stat;

/**
 * Distances between two samples of numbers, all from one pass over the sorted values or over counts
 * on the same edges. Missing values do not enter.
 *
 * <p>The ten groups are cut at the reference's decile edges {@code a[⌊n·i/10⌋]}, i = 1 … 9; a group
 * holds values from its lower edge, inclusive, to its upper edge, exclusive, and the outer two are
 * open. Ties of the reference make groups unequal or empty; that is meant.
 *
 * @param n values of the reference
 * @param m values of the current sample
 * @param kolmogorovSmirnov largest difference of the two empirical distribution functions, in [0,
 *     1]
 * @param kolmogorovSmirnovError the true D is at most this much larger; 0 when computed exactly
 * @param wasserstein Wasserstein-1 distance ∫|F - G| in the values' unit; on counts a lower bound
 *     that is exact unless F and G cross within a bin
 * @param wassersteinNormed the same, divided by the reference's standard deviation (ddof 0); NaN
 *     where that is 0 or unknown
 * @param referenceGroups reference values in the ten groups
 * @param currentGroups current values in the ten groups
 * @param below current values below the reference's smallest
 * @param above current values above the reference's largest
 */
public record NumericComparison(
    long n,
    long m,
    double kolmogorovSmirnov,
    double kolmogorovSmirnovError,
    double wasserstein,
    double wassersteinNormed,
    double[] referenceGroups,
    double[] currentGroups,
    long below,
    long above) {

  /** Groups that PSI and the other divergences of numbers use. */
  public static final int GROUPS = 10;

  /**
   * Compares exactly.
   *
   * @param reference ascending, finite
   * @param current ascending, finite
   */
  public static NumericComparison ofSorted(double[] reference, double[] current) {
    int n = reference.length;
    int m = current.length;
    double[] edges = new double[n == 0 ? 0 : GROUPS - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = reference[(int) ((long) n * (i + 1) / GROUPS)];
    }
    double[] referenceGroups = groups(reference, edges);
    double[] currentGroups = groups(current, edges);
    if (n == 0 || m == 0) {
      return new NumericComparison(
          n, m, Double.NaN, 0, Double.NaN, Double.NaN, referenceGroups, currentGroups, 0, 0);
    }
    SortedMerge merge = SortedMerge.of(reference, current);
    return new NumericComparison(
        n,
        m,
        merge.kolmogorovSmirnov(),
        0,
        merge.wasserstein(),
        normed(merge.wasserstein(), standardDeviation(reference)),
        referenceGroups,
        currentGroups,
        SortedArrays.countBelow(current, 0, reference[0]),
        SortedArrays.countAbove(current, reference[n - 1]));
  }

  /**
   * Compares counts and sums on the same edges. The ten groups and the out-of-range counts are
   * exact where the edges came from {@link BinEdges#equalDepth} of this reference.
   *
   * @param referenceSd standard deviation of the reference, ddof 0; NaN when unknown
   */
  public static NumericComparison ofBinned(
      BinEdges edges,
      long[] referenceCounts,
      double[] referenceSums,
      long[] currentCounts,
      double[] currentSums,
      double referenceSd) {
    int bins = edges.bins();
    if (referenceCounts.length != bins
        || currentCounts.length != bins
        || referenceSums.length != bins
        || currentSums.length != bins) {
      throw new IllegalArgumentException("counts and sums need one element for each bin");
    }
    return BinnedMerge.compare(
        edges, referenceCounts, referenceSums, currentCounts, currentSums, referenceSd);
  }

  /** Population stability index over the ten groups, see {@link Divergence#psi}. */
  public double psi() {
    return Divergence.psi(referenceGroups, currentGroups);
  }

  /** Jensen–Shannon distance over the ten groups, base 2. */
  public double jensenShannon() {
    return jensenShannon(2);
  }

  /** Jensen–Shannon distance over the ten groups, logarithm of the given base. */
  public double jensenShannon(double base) {
    return Divergence.jensenShannon(referenceGroups, currentGroups, base);
  }

  /** Kullback–Leibler divergence over the ten groups, see {@link Divergence#kullbackLeibler}. */
  public double kullbackLeibler() {
    return Divergence.kullbackLeibler(referenceGroups, currentGroups);
  }

  /** Hellinger distance over the ten groups. */
  public double hellinger() {
    return Divergence.hellinger(referenceGroups, currentGroups);
  }

  /** Total variation distance over the ten groups. */
  public double totalVariation() {
    return Divergence.totalVariation(referenceGroups, currentGroups);
  }

  /** Largest change of a group's share. */
  public double lInfinity() {
    return Divergence.lInfinity(referenceGroups, currentGroups);
  }

  /** Current values outside the reference's range. */
  public long outOfRange() {
    return below + above;
  }

  /** p-value of {@link #kolmogorovSmirnov}, see {@link KolmogorovSmirnov#pValue}. */
  public double kolmogorovSmirnovPValue() {
    return KolmogorovSmirnov.pValue(n, m, kolmogorovSmirnov);
  }

  /** Two-sample chi-square test over the ten groups: the p-value of the divergences over them. */
  public ChiSquare groupTest() {
    return ChiSquare.homogeneityLumped(referenceGroups, currentGroups);
  }

  static double normed(double wasserstein, double sd) {
    return sd > 0 ? wasserstein / sd : Double.NaN;
  }

  private static double[] groups(double[] sorted, double[] edges) {
    double[] groups = new double[GROUPS];
    int start = 0;
    for (int i = 0; i < edges.length; i++) {
      int end = SortedArrays.countBelow(sorted, start, edges[i]);
      groups[i] = end - start;
      start = end;
    }
    groups[GROUPS - 1] = sorted.length - start;
    return groups;
  }

  private static double standardDeviation(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double v : values) {
      squares += (v - mean) * (v - mean);
    }
    return Math.sqrt(squares / values.length);
  }
}
