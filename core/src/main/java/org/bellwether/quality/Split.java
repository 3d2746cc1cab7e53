package org.bellwether.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bellwether.learner.SampledRows;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a training table are for training: those of the part whose name starts with
 * "train", or of the largest part when there is none.
 *
 * @param column the split's column
 * @param parts the part of each row, {@code null} where missing
 * @param training name of the training part
 */
record Split(String column, @Nullable String[] parts, String training) {

  /** The split; {@code null} of a table without one. */
  static @Nullable Split of(SampledRows rows) {
    ColumnSchema column = rows.schema().withRole(Role.SPLIT).stream().findFirst().orElse(null);
    if (column == null) {
      return null;
    }
    @Nullable String[] parts = rows.values(column.name());
    Map<String, Integer> counts = new HashMap<>();
    Arrays.stream(parts).filter(Objects::nonNull).forEach(p -> counts.merge(p, 1, Integer::sum));
    String training =
        counts.entrySet().stream()
            .max(
                Comparator.comparing((Map.Entry<String, Integer> e) -> isTrainingName(e.getKey()))
                    .thenComparing(Map.Entry.comparingByValue())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .orElse(null);
    return training == null ? null : new Split(column.name(), parts, training);
  }

  private static boolean isTrainingName(String part) {
    return part.toLowerCase(Locale.ROOT).startsWith("train");
  }

  boolean isTraining(int row) {
    return training.equals(parts[row]);
  }

  boolean isHeldOut(int row) {
    return parts[row] != null && !isTraining(row);
  }
}
