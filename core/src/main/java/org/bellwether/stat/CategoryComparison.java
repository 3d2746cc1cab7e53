package org.bellwether.stat;

/**
 * Distances between two samples of categories. Missing values do not enter.
 *
 * @param reference counts by category, whole numbers
 * @param current counts in the same order; a category absent from one sample has count 0 there
 * @param n values of the reference
 * @param m values of the current sample
 * @param unseen current values whose category the reference lacks
 * @param chiSquare Pearson's two-sample test over all categories, see {@link ChiSquare#homogeneity}
 * @param lumped the judged test, see {@link ChiSquare#homogeneityLumped}
 */
public record CategoryComparison(
    double[] reference,
    double[] current,
    double n,
    double m,
    double unseen,
    ChiSquare chiSquare,
    ChiSquare lumped) {

  /** Compares counts by category; the arrays are kept. */
  public static CategoryComparison of(double[] reference, double[] current) {
    if (reference.length != current.length) {
      throw new IllegalArgumentException("counts of different categories");
    }
    double n = 0;
    double m = 0;
    double unseen = 0;
    for (int i = 0; i < reference.length; i++) {
      n += reference[i];
      m += current[i];
      unseen += reference[i] == 0 ? current[i] : 0;
    }
    return new CategoryComparison(
        reference,
        current,
        n,
        m,
        unseen,
        ChiSquare.homogeneity(reference, current),
        ChiSquare.homogeneityLumped(reference, current));
  }

  /** The likelihood-ratio test over all categories. */
  public ChiSquare g() {
    return ChiSquare.gHomogeneity(reference, current);
  }

  /** Population stability index, see {@link Divergence#psi}. */
  public double psi() {
    return Divergence.psi(reference, current);
  }

  /** Jensen–Shannon distance, base 2. */
  public double jensenShannon() {
    return jensenShannon(2);
  }

  public double jensenShannon(double base) {
    return Divergence.jensenShannon(reference, current, base);
  }

  /** Kullback–Leibler divergence, see {@link Divergence#kullbackLeibler}. */
  public double kullbackLeibler() {
    return Divergence.kullbackLeibler(reference, current);
  }

  public double hellinger() {
    return Divergence.hellinger(reference, current);
  }

  public double totalVariation() {
    return Divergence.totalVariation(reference, current);
  }

  public double lInfinity() {
    return Divergence.lInfinity(reference, current);
  }

  /**
   * Change of the share of the reference's most frequent category (of equals, the first): current
   * minus reference; NaN of an empty sample.
   */
  public double topShareChange() {
    int top = 0;
    for (int i = 1; i < reference.length; i++) {
      top = reference[i] > reference[top] ? i : top;
    }
    return reference.length == 0 ? Double.NaN : current[top] / m - reference[top] / n;
  }
}
