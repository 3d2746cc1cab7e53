package org.bellwether.alert;

import java.util.Comparator;
import java.util.List;
import org.bellwether.check.ColumnPValue;
import org.bellwether.stat.EValues;
import org.bellwether.stat.ShiryaevRoberts;

/**
 * One window's step of the detector that watches the stream of a model's windows for a change that
 * lasts. The p-values of a window's columns are valid given those of all earlier windows ({@link
 * ColumnPValue}); they become e-values, are averaged, and enter a {@link ShiryaevRoberts} detector,
 * so that traffic that does not change within its stratum alarms at most once in its average run
 * length.
 *
 * @param detector the detector after the window
 * @param columns the window's columns, smallest p-value first
 * @param logE natural logarithm of the window's e-value; 0 without evidence
 */
public record StreamStep(ShiryaevRoberts detector, List<ColumnPValue> columns, double logE) {

  private static final double YEAR_SECONDS = 365.0 * 24 * 3_600;

  public StreamStep {
    columns = List.copyOf(columns);
  }

  /**
   * Average run length of one false alarm a year.
   *
   * @param windowSeconds length of the windows, at most a year
   */
  public static double windowsPerYear(long windowSeconds) {
    return Math.max(1, YEAR_SECONDS / windowSeconds);
  }

  /**
   * Takes a window in. One without p-values is no step: it would only bring the alarm nearer.
   *
   * @param before the detector before it
   */
  public static StreamStep of(ShiryaevRoberts before, List<ColumnPValue> pValues) {
    double[] logs =
        pValues.stream()
            .mapToDouble(p -> EValues.logOf(Math.max(Double.MIN_VALUE, p.pValue())))
            .toArray();
    double logE = EValues.logMean(logs);
    return new StreamStep(
        pValues.isEmpty() ? before : before.accept(logE),
        pValues.stream().sorted(Comparator.comparingDouble(ColumnPValue::pValue)).toList(),
        logE);
  }

  /** Whether the stream has changed. */
  public boolean alarms() {
    return detector.alarms();
  }
}
