package org.bellwether.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bellwether.profile.ColumnBatch;
import org.bellwether.profile.ColumnVector;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;

/** Finds rows whose scores cannot be probabilities, where the task needs probabilities. */
final class ScoreGuard {

  /** Rounding that a sum of probabilities may have. */
  private static final double TOLERANCE = 0.01;

  private final List<Integer> scores = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final boolean sums;
  private @Nullable String first;
  private long firstRow;

  ScoreGuard(Schema schema) {
    boolean probabilities = schema.task() == Task.BINARY || schema.task() == Task.MULTICLASS;
    int classes = 0;
    for (int c = 0; probabilities && c < schema.columns().size(); c++) {
      ColumnSchema column = schema.columns().get(c);
      if (column.is(Role.SCORE)) {
        scores.add(c);
        names.add(column.name());
        classes += column.scoreClass() == null ? 0 : 1;
      }
    }
    this.sums = classes > 1 && classes == scores.size() && schema.task() == Task.MULTICLASS;
  }

  boolean isIdle() {
    return scores.isEmpty();
  }

  /** What is wrong with the first bad row since the start, {@code null} when there is none. */
  @Nullable String first() {
    return first;
  }

  /** The number of the first bad row in the file, from 0. */
  long firstRow() {
    return firstRow;
  }

  /**
   * Indices of the good rows, {@code null} when all are.
   *
   * @param read rows of the file before the batch
   * @param picked which of the rows after them the batch holds, {@code null} for all
   */
  int @Nullable [] good(ColumnBatch batch, long read, int @Nullable [] picked) {
    int[] good = new int[batch.rows()];
    int count = 0;
    for (int r = 0; r < batch.rows(); r++) {
      String wrong = wrong(batch, r);
      if (wrong == null) {
        good[count++] = r;
      } else if (first == null) {
        first = wrong;
        firstRow = read + (picked == null ? r : picked[r]);
      }
    }
    return count == batch.rows() ? null : java.util.Arrays.copyOf(good, count);
  }

  private @Nullable String wrong(ColumnBatch batch, int row) {
    double sum = 0;
    for (int i = 0; i < scores.size(); i++) {
      if (!(batch.columns().get(scores.get(i)) instanceof ColumnVector.Numeric v)) {
        return null;
      }
      double value = v.values()[row];
      if (Double.isNaN(value)) {
        return null;
      }
      if (value < 0 || value > 1) {
        return "column '"
            + names.get(i)
            + "': the score "
            + value
            + " is outside [0, 1]. Give probabilities, or name the task with --task ranking or"
            + " --task regression";
      }
      sum += value;
    }
    return sums && Math.abs(sum - 1) > TOLERANCE
        ? String.format(
            Locale.ROOT,
            "columns '%s': the probabilities sum to %.3f, not 1. Name every class with --score"
                + " CLASS:COLUMN, or divide them by their sum",
            String.join("', '", names),
            sum)
        : null;
  }
}
