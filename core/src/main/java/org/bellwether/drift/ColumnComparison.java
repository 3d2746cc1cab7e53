package org.bellwether.drift;

import java.util.List;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Power;
import org.bellwether.finding.Threshold;

/** The values of one column in two slices, compared. */
interface ColumnComparison {

  /** Current values that entered. */
  long rows();

  long referenceRows();

  /** Every statistic that is defined and cheap. */
  List<ColumnStatistics.Statistic> statistics();

  /** NaN when undefined. */
  double value(DriftMethod method);

  /**
   * What the threshold judges: the value itself, or how large a change a test's statistic means.
   */
  double effect(DriftMethod method);

  /** Why the value or its p-value is undefined although both samples have values. */
  String undefined(DriftMethod method);

  /** Largest absolute error of the value. */
  double errorBound(DriftMethod method);

  double pValue(DriftMethod method);

  Interval interval(DriftMethod method, double level);

  Power power(DriftMethod method, Threshold threshold);

  /**
   * What differs, for a person.
   *
   * @param where " where region = EU", or nothing
   */
  String sentence(String column, String where);
}
