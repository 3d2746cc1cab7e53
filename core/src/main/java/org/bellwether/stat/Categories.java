package org.bellwether.stat;

/** Figures of one sample of categories, from its counts by category. */
public final class Categories {

  private Categories() {}

  /** Shannon entropy in nats; NaN of no rows. */
  public static double entropy(double... counts) {
    double total = 0;
    for (double c : counts) {
      total += c;
    }
    double sum = 0;
    for (double c : counts) {
      sum += c > 0 ? c / total * Math.log(c / total) : 0;
    }
    return total > 0 ? Math.max(0, -sum) : Double.NaN;
  }

  /**
   * Mutual information of two columns in nats.
   *
   * @param joint counts by category of the first column (row) and of the second
   */
  public static double mutualInformation(double[][] joint) {
    int columns = joint.length == 0 ? 0 : joint[0].length;
    double[] first = new double[joint.length];
    double[] second = new double[columns];
    double[] both = new double[joint.length * columns];
    for (int i = 0; i < joint.length; i++) {
      for (int j = 0; j < columns; j++) {
        first[i] += joint[i][j];
        second[j] += joint[i][j];
        both[i * columns + j] = joint[i][j];
      }
    }
    return Math.max(0, entropy(first) + entropy(second) - entropy(both));
  }

  /** Share of rows whose value occurs exactly once; {@code rows} counts missing values too. */
  public static double uniqueness(double[] counts, double rows) {
    double once = 0;
    for (double c : counts) {
      once += c == 1 ? 1 : 0;
    }
    return rows > 0 ? once / rows : Double.NaN;
  }

  /** Rows whose value occurs more than once, the first occurrence among them. */
  public static double repeated(double... counts) {
    double rows = 0;
    for (double c : counts) {
      rows += c > 1 ? c : 0;
    }
    return rows;
  }
}
