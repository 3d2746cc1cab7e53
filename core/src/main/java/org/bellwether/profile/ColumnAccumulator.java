package org.bellwether.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is counted of one column, for each slice of each slicing. */
sealed interface ColumnAccumulator
    permits NumericColumn, TimestampColumn, CategoryColumn, TextColumn, EmbeddingColumn {

  /**
   * Adds the column's part of a canonical batch.
   *
   * @param n rows
   * @param slices the slice of each row, for each slicing
   */
  void accept(ColumnVector vector, int n, List<int[]> slices);

  /** Adds what another accumulator of the same column and slicings holds. */
  void combine(ColumnAccumulator other);

  void write(Encoder out);

  /** Fills a new accumulator. */
  void read(Decoder in);

  /** What is known of a slice; {@code null} where the column is not summarised by slice. */
  @Nullable ColumnSummary summary(int slicing, int slice);
}
