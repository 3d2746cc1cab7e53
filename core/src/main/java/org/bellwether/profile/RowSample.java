package org.bellwether.profile;

import java.util.List;

/**
 * A uniform sample of rows: those with the k smallest keyed hashes of their row ids, so that
 * samples merge.
 *
 * @param rows number of sampled rows
 * @param seen number of rows it was drawn from
 * @param columns one vector for each column of the schema, in its order, in ascending order of hash
 * @param ordinals position of each sampled row among the rows that were read, from 0; empty where
 *     it is not known
 */
public record RowSample(int rows, long seen, List<ColumnVector> columns, long[] ordinals) {
  /** Rows kept unless told otherwise. */
  public static final int DEFAULT_SIZE = 20_000;

  /** A sample of rows whose positions are not known. */
  public RowSample(int rows, long seen, List<ColumnVector> columns) {
    this(rows, seen, columns, new long[0]);
  }

  public RowSample {
    columns = List.copyOf(columns);
  }

  /** Whether the sample is the whole table. */
  public boolean isComplete() {
    return rows == seen;
  }
}
