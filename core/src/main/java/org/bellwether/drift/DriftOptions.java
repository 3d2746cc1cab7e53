package org.bellwether.drift;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bellwether.finding.Threshold;
import org.bellwether.schema.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * Which statistic of a column is judged, and from where on it matters. Immutable; every {@code
 * with} returns a changed copy.
 *
 * @param numeric judged statistic of numeric columns
 * @param categorical judged statistic of categorical and boolean columns
 * @param byColumn judged statistic by column, before the defaults of its type
 */
public record DriftOptions(
    DriftMethod numeric, DriftMethod categorical, Map<String, DriftMethod> byColumn) {

  public DriftOptions {
    byColumn = Collections.unmodifiableMap(new LinkedHashMap<>(byColumn));
  }

  /** Kolmogorov-Smirnov for numbers, total variation with a chi-square test for categories. */
  public static DriftOptions defaults() {
    return new DriftOptions(DriftMethod.KOLMOGOROV_SMIRNOV, DriftMethod.TOTAL_VARIATION, Map.of());
  }

  public DriftOptions withNumeric(DriftMethod method) {
    return new DriftOptions(method, categorical, byColumn);
  }

  public DriftOptions withCategorical(DriftMethod method) {
    return new DriftOptions(numeric, method, byColumn);
  }

  public DriftOptions withColumn(String column, DriftMethod method) {
    Map<String, DriftMethod> more = new LinkedHashMap<>(byColumn);
    more.put(column, method);
    return new DriftOptions(numeric, categorical, more);
  }

  DriftMethod of(String column, ColumnType type) {
    @Nullable DriftMethod chosen = byColumn.get(column);
    if (chosen != null) {
      return chosen;
    }
    return switch (type) {
      case CATEGORICAL, BOOLEAN -> categorical;
      case NUMERIC, TEXT, TIMESTAMP, EMBEDDING -> numeric;
    };
  }

  /** Where a statistic matters unless the user says otherwise. */
  static Threshold threshold(DriftMethod method) {
    return switch (method) {
      case POPULATION_STABILITY_INDEX -> Threshold.above(0.1, 0.25);
      case WASSERSTEIN_NORMED -> Threshold.above(0.25, 0.5);
      default -> Threshold.above(0.1, 0.25);
    };
  }
}
