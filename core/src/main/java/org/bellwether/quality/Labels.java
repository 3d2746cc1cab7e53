package org.bellwether.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bellwether.learner.SampledRows;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a training table as classes: those of a classifier as they are, those of a
 * regression as "above" and "up to" the median.
 *
 * @param column the label's column
 * @param classes the class of each row, {@code null} where missing
 * @param isNumeric whether the label is a number
 */
record Labels(String column, @Nullable String[] classes, boolean isNumeric) {

  private static final int MOST_CLASSES = 10;

  /** The labels; {@code null} of a table without them. */
  static @Nullable Labels of(SampledRows rows) {
    ColumnSchema label = rows.schema().the(Role.LABEL).orElse(null);
    if (label == null || label.type() == ColumnType.EMBEDDING) {
      return null;
    }
    if (label.type() != ColumnType.NUMERIC) {
      return new Labels(label.name(), rows.values(label.name()), false);
    }
    double[] numbers = rows.numbers(label.name());
    double[] known = Arrays.stream(numbers).filter(v -> !Double.isNaN(v)).sorted().toArray();
    @Nullable String[] classes = new @Nullable String[numbers.length];
    double median = known.length == 0 ? 0 : known[known.length / 2];
    for (int r = 0; r < classes.length; r++) {
      classes[r] =
          Double.isNaN(numbers[r]) ? null : numbers[r] > median ? "above the median" : "up to it";
    }
    return new Labels(label.name(), classes, true);
  }

  /** Rows by class, most frequent first, ties by name. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    Arrays.stream(classes).filter(Objects::nonNull).forEach(c -> counts.merge(c, 1, Integer::sum));
    Map<String, Integer> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(e -> sorted.put(e.getKey(), e.getValue()));
    return sorted;
  }

  /** The classes to set against the rest, one by one: of two classes the rarer one is enough. */
  List<String> contrasts() {
    List<String> all = List.copyOf(counts().keySet());
    if (all.size() < 2) {
      return List.of();
    }
    return all.size() == 2 ? all.subList(1, 2) : all.subList(0, Math.min(MOST_CLASSES, all.size()));
  }
}
