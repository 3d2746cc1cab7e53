package org.bellwether.check;

/**
 * How surprising one column of a window is, given all windows of its stratum before it.
 *
 * <p>Where windows of a stratum are exchangeable, the p-value is valid given those of all earlier
 * windows: it tests the window's rows against the pooled rows of the baseline and of every earlier
 * window of the stratum, whether those were healthy or not.
 *
 * @param column name of the column
 * @param stratum windows that are alike, such as {@code weekday 3, hour 14}; {@code all} where
 *     seasons do not matter
 * @param pValue in [0, 1]
 */
public record ColumnPValue(String column, String stratum, double pValue) {
  public ColumnPValue {
    if (!(pValue >= 0 && pValue <= 1)) {
      throw new IllegalArgumentException(column + ": p-value " + pValue);
    }
  }
}
