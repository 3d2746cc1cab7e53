package org.bellwether.drift;

import java.util.List;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Segment;
import org.jspecify.annotations.Nullable;

/**
 * Every distance and test between the reference's and the current values of one column, judged or
 * not. The two summaries themselves are in the profiles' slices.
 *
 * @param column the column
 * @param type its type in the reference
 * @param segment the rows compared
 * @param unseenCategories categories met in the current rows alone; 0 of a numeric column
 * @param unseenRows current rows in those categories
 * @param statistics in a fixed order; what cannot be computed is left out
 */
public record ColumnStatistics(
    String column,
    ColumnType type,
    Segment segment,
    long unseenCategories,
    long unseenRows,
    List<Statistic> statistics) {
  public ColumnStatistics {
    statistics = List.copyOf(statistics);
  }

  /** The statistic of a method, {@code null} when it was not computed. */
  public @Nullable Statistic of(DriftMethod method) {
    return statistics.stream().filter(s -> s.method() == method).findFirst().orElse(null);
  }

  /**
   * One statistic.
   *
   * @param method which
   * @param value its value; may be infinite
   * @param errorBound largest absolute error of the value; 0 when computed exactly
   * @param pValue p-value of "nothing changed"; NaN of a distance without a test
   */
  public record Statistic(DriftMethod method, double value, double errorBound, double pValue) {}
}
