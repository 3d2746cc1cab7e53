package org.bellwether.stat;

/**
 * Errors of a regression model on labelled rows; an error is prediction minus label.
 *
 * @param rows number of labelled rows
 * @param meanError mean of the errors, also called bias
 * @param meanAbsolute MAE
 * @param meanSquared MSE
 * @param meanAbsolutePercentage MAPE as a share (0.1 is 10 %), over rows whose label is not 0; NaN
 *     of none. scikit-learn divides by a tiny number instead, which is a number but not one to read
 * @param meanSquaredLog MSLE, mean of (ln(1+prediction) - ln(1+label))² over rows where both are
 *     above -1; NaN of none
 * @param labelVariance variance of the labels, ddof 0
 */
public record RegressionError(
    long rows,
    double meanError,
    double meanAbsolute,
    double meanSquared,
    double meanAbsolutePercentage,
    double meanSquaredLog,
    double labelVariance) {

  /** Errors of each row. */
  public static RegressionError of(double[] label, double[] prediction) {
    int n = label.length;
    if (prediction.length != n) {
      throw new IllegalArgumentException(n + " labels but " + prediction.length + " predictions");
    }
    double sum = 0;
    double absolute = 0;
    double squared = 0;
    double percentage = 0;
    int nonZero = 0;
    double log = 0;
    int logged = 0;
    double labels = 0;
    for (int i = 0; i < n; i++) {
      double e = prediction[i] - label[i];
      sum += e;
      absolute += Math.abs(e);
      squared += e * e;
      labels += label[i];
      if (label[i] != 0) {
        percentage += Math.abs(e / label[i]);
        nonZero++;
      }
      if (label[i] > -1 && prediction[i] > -1) {
        double d = Math.log1p(prediction[i]) - Math.log1p(label[i]);
        log += d * d;
        logged++;
      }
    }
    double variance = 0;
    for (double y : label) {
      variance += (y - labels / n) * (y - labels / n);
    }
    return new RegressionError(
        n,
        over(sum, n),
        over(absolute, n),
        over(squared, n),
        over(percentage, nonZero),
        over(log, logged),
        over(variance, n));
  }

  private static double over(double sum, int n) {
    return n == 0 ? Double.NaN : sum / n;
  }

  public double rootMeanSquared() {
    return Math.sqrt(meanSquared);
  }

  public double rootMeanSquaredLog() {
    return Math.sqrt(meanSquaredLog);
  }

  /**
   * Coefficient of determination, 1 - MSE / variance of the labels (ddof 0); NaN when all labels
   * are equal.
   */
  public double rSquared() {
    return labelVariance > 0 ? 1 - meanSquared / labelVariance : Double.NaN;
  }
}
