package org.bellwether.stat;

import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * The directions in which standardised rows vary most, and how far a row is from what they can
 * express. Columns are standardised by mean and standard deviation (ddof 0) of the rows fitted; a
 * column that does not vary is only centred; a missing value is replaced by its column's mean. As
 * many components are kept as are needed to explain more than the asked share of the variance, as
 * scikit-learn's {@code PCA(n_components=share)} and so NannyML do.
 */
public final class PrincipalComponents {

  private final double[] mean;
  private final double[] scale;
  private final double[][] components;

  private PrincipalComponents(double[] mean, double[] scale, double[][] components) {
    this.mean = mean;
    this.scale = scale;
    this.components = components;
  }

  /**
   * Fits components.
   *
   * @param rows at least one, all of one length of at least 1; NaN where missing
   * @param share share of the variance to be explained, in (0, 1)
   */
  public static PrincipalComponents fit(double[][] rows, double share) {
    int columns = rows[0].length;
    double[] mean = new double[columns];
    double[] scale = new double[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      double[] known =
          Arrays.stream(rows).mapToDouble(r -> r[column]).filter(v -> !Double.isNaN(v)).toArray();
      mean[c] = Arrays.stream(known).average().orElse(0);
      double center = mean[c];
      // Missing values count as the mean, as they are replaced by it.
      double squares = Arrays.stream(known).map(v -> (v - center) * (v - center)).sum();
      scale[c] = squares > 0 ? Math.sqrt(squares / rows.length) : 1;
    }
    PrincipalComponents standard = new PrincipalComponents(mean, scale, new double[0][]);
    double[][] covariance = new double[columns][columns];
    for (double[] row : rows) {
      double[] z = standard.standardise(row);
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += z[i] * z[j] / rows.length;
        }
      }
    }
    return new PrincipalComponents(mean, scale, leading(covariance, share));
  }

  private static double[][] leading(double[][] lower, double share) {
    RealMatrix matrix = MatrixUtils.createRealMatrix(lower.length, lower.length);
    for (int i = 0; i < lower.length; i++) {
      for (int j = 0; j <= i; j++) {
        matrix.setEntry(i, j, lower[i][j]);
        matrix.setEntry(j, i, lower[i][j]);
      }
    }
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(matrix);
    double[] values = eigen.getEigenvalues();
    double total = Arrays.stream(values).sum();
    int kept = 0;
    double explained = 0;
    while (kept < values.length && explained <= share * total) {
      explained += values[kept++];
    }
    double[][] components = new double[kept][];
    for (int k = 0; k < kept; k++) {
      RealVector vector = eigen.getEigenvector(k);
      components[k] = vector.toArray();
    }
    return components;
  }

  /** Number of components kept. */
  public int size() {
    return components.length;
  }

  /** Euclidean distance of the standardised row from its image under the components. */
  public double error(double[] row) {
    double[] rest = standardise(row);
    double[] z = rest.clone();
    for (double[] component : components) {
      double at = 0;
      for (int c = 0; c < z.length; c++) {
        at += component[c] * z[c];
      }
      for (int c = 0; c < z.length; c++) {
        rest[c] -= at * component[c];
      }
    }
    double squares = 0;
    for (double r : rest) {
      squares += r * r;
    }
    return Math.sqrt(squares);
  }

  /** The error of each row. */
  public double[] errors(double[][] rows) {
    return Arrays.stream(rows).mapToDouble(this::error).toArray();
  }

  private double[] standardise(double[] row) {
    double[] z = new double[row.length];
    for (int c = 0; c < z.length; c++) {
      z[c] = Double.isNaN(row[c]) ? 0 : (row[c] - mean[c]) / scale[c];
    }
    return z;
  }
}
