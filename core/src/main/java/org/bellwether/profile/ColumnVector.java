package org.bellwether.profile;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The values of one column in a batch of rows. Arrays may be longer than the batch. */
public sealed interface ColumnVector {

  /**
   * Numbers.
   *
   * @param values one a row; where missing, anything
   * @param missing rows without a value, {@code null} when there is none; a NaN that is not marked
   *     here is a value that the table holds
   */
  record Numeric(double[] values, @Nullable BitSet missing) implements ColumnVector {}

  /**
   * Categories and booleans, by code.
   *
   * @param codes one a row, {@link Dictionary#MISSING} or {@link Dictionary#OTHER} or a code
   * @param hashes 64-bit hash of each row's value, for distinct counts beyond the dictionary;
   *     {@code null} as long as the dictionary holds every value
   */
  record Category(int[] codes, Dictionary dictionary, long @Nullable [] hashes)
      implements ColumnVector {}

  /**
   * Free text.
   *
   * @param values one a row, {@code null} where missing
   */
  record Text(@Nullable String[] values) implements ColumnVector {}

  /**
   * Moments.
   *
   * @param epochMicros microseconds since 1970-01-01T00:00Z, {@link #MISSING} where missing
   */
  record Timestamp(long[] epochMicros) implements ColumnVector {
    public static final long MISSING = Long.MIN_VALUE;
  }

  /**
   * Embeddings.
   *
   * @param values one vector a row, all of one length, {@code null} where missing
   */
  record Embedding(float[] @Nullable [] values) implements ColumnVector {}
}
