package org.bellwether.learner;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a model went by.
 *
 * @param column a column
 * @param share its share of the model's gain, in [0, 1]
 */
public record Importance(String column, double share) {

  private static final int NAMED = 3;
  private static final double WORTH_NAMING = 0.1;

  /** By column, largest first, the indicators of one column added up. */
  public static List<Importance> of(FeatureMatrix matrix, double[] importance) {
    Map<String, Double> byColumn = new LinkedHashMap<>();
    for (int f = 0; f < importance.length; f++) {
      byColumn.merge(matrix.source().get(f), importance[f], Double::sum);
    }
    return byColumn.entrySet().stream()
        .map(e -> new Importance(e.getKey(), e.getValue()))
        .sorted(Comparator.comparingDouble(Importance::share).reversed())
        .toList();
  }

  /** The columns that matter most, such as "income (62 %), age (21 %)". */
  public static String words(List<Importance> all) {
    String named =
        all.stream()
            .filter(i -> i.share() >= WORTH_NAMING)
            .limit(NAMED)
            .map(i -> i.column() + String.format(Locale.ROOT, " (%.0f %%)", 100 * i.share()))
            .collect(Collectors.joining(", "));
    return named.isEmpty() ? "no single column" : named;
  }
}
