package org.bellwether.drift;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bellwether.finding.Threshold;

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
    if (!numeric.judgesNumbers()) {
      throw new IllegalArgumentException("numbers cannot be judged by " + numeric.word());
    }
    if (!categorical.judgesCategories()) {
      throw new IllegalArgumentException("categories cannot be judged by " + categorical.word());
    }
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

  DriftMethod of(String column, boolean numbers) {
    DriftMethod chosen = byColumn.getOrDefault(column, numbers ? numeric : categorical);
    if (numbers ? !chosen.judgesNumbers() : !chosen.judgesCategories()) {
      throw new IllegalArgumentException(
          "column '"
              + column
              + "' holds "
              + (numbers ? "numbers" : "categories")
              + " and cannot be judged by "
              + chosen.word());
    }
    return chosen;
  }

  /** Where a statistic matters unless the user says otherwise. */
  public static Threshold threshold(DriftMethod method) {
    return switch (method) {
      case KULLBACK_LEIBLER -> Threshold.above(0.05, 0.125);
      // In standard deviations: where a shift by so much makes Kolmogorov-Smirnov's D 0.1 and 0.2.
      case WASSERSTEIN_NORMED, WELCH_T, STUDENT_T -> Threshold.above(0.25, 0.5);
      case MANN_WHITNEY -> Threshold.above(0.15, 0.33);
      // In the column's own unit, so that only the user can know.
      case WASSERSTEIN -> Threshold.above(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
      default -> Threshold.above(0.1, 0.25);
    };
  }

  /**
   * A total variation distance that an effect of the given size brings about, for the rows that a
   * test needs: divergences are about quadratic in it when small, eight times the squared
   * Jensen-Shannon (natural log) and Hellinger distances about four times its square.
   */
  static double asTotalVariation(DriftMethod method, double effect) {
    double tv =
        switch (method) {
          case POPULATION_STABILITY_INDEX -> Math.sqrt(effect) / 2;
          case KULLBACK_LEIBLER -> Math.sqrt(effect / 2);
          case JENSEN_SHANNON -> effect * Math.sqrt(2 * Math.log(2));
          case HELLINGER -> effect * Math.sqrt(2);
          case WASSERSTEIN_NORMED -> effect / 2.5;
          default -> effect;
        };
    return Math.min(1, tv);
  }
}
