package org.bellwether.profile;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a profile knows of one column in one slice. */
public sealed interface ColumnSummary {

  /** Rows, with and without a value. */
  long rows();

  /** Rows without a value. */
  long missing();

  /** Share of rows without a value; NaN of no rows. */
  default double missingRate() {
    return rows() == 0 ? Double.NaN : (double) missing() / rows();
  }

  /**
   * A numeric column.
   *
   * @param nan values that are NaN, not missing
   * @param infinite values that are infinite
   * @param zeros values that are 0
   * @param negatives finite values below 0
   * @param min smallest finite value, NaN of none
   * @param max largest finite value, NaN of none
   * @param mean mean of the finite values, NaN of none
   * @param variance variance of the finite values, ddof 1; NaN of fewer than two
   * @param distinct number of distinct finite values, estimated beyond the exact mode
   * @param distribution the finite values
   */
  record Numeric(
      long rows,
      long missing,
      long nan,
      long infinite,
      long zeros,
      long negatives,
      double min,
      double max,
      double mean,
      double variance,
      double distinct,
      NumericDistribution distribution)
      implements ColumnSummary {}

  /**
   * A categorical or boolean column.
   *
   * @param empty values that are the empty string
   * @param counts rows by value, most frequent first
   * @param other rows whose value came after the dictionary's cap
   * @param distinct number of distinct values, estimated beyond the dictionary's cap
   */
  record Categorical(
      long rows, long missing, long empty, Map<String, Long> counts, long other, double distinct)
      implements ColumnSummary {}

  /**
   * A text column.
   *
   * @param empty values that are the empty string
   * @param length length of the values in code points
   * @param words length of the values in words
   * @param vocabulary rows by word, most frequent first, capped
   * @param distinct estimated number of distinct values
   */
  record Text(
      long rows,
      long missing,
      long empty,
      Numeric length,
      Numeric words,
      Map<String, Long> vocabulary,
      double distinct)
      implements ColumnSummary {}

  /**
   * A timestamp column.
   *
   * @param minMicros earliest moment in microseconds since 1970, {@link Long#MAX_VALUE} of none
   * @param maxMicros latest moment, {@link Long#MIN_VALUE} of none
   * @param seconds the moments in seconds since 1970
   */
  record Timestamp(long rows, long missing, long minMicros, long maxMicros, Numeric seconds)
      implements ColumnSummary {}

  /**
   * An embedding column.
   *
   * @param dimension length of the vectors, 0 of none
   * @param mean mean vector
   * @param norm Euclidean length of the vectors
   * @param kernelMean mean of random Fourier features of the vectors, for a mergeable kernel
   *     distance
   */
  record Embedding(
      long rows,
      long missing,
      int dimension,
      double[] mean,
      @Nullable Numeric norm,
      double[] kernelMean)
      implements ColumnSummary {}
}
