package org.bellwether.profile;

import java.util.List;

/**
 * Some rows of a table, column by column.
 *
 * @param rows number of rows, at least 0
 * @param firstRow ordinal of the first row in its source, counted from 0 over all files of a table,
 *     so that any partition of the rows gives the same row sample; {@link #UNKNOWN} lets the
 *     profile count
 * @param columns one vector for each column of the schema, in its order
 */
public record ColumnBatch(int rows, long firstRow, List<ColumnVector> columns) {

  /** The source has no ordinals. */
  public static final long UNKNOWN = -1;

  public ColumnBatch {
    columns = List.copyOf(columns);
  }

  /** Rows whose ordinals the profile counts by itself. */
  public ColumnBatch(int rows, List<ColumnVector> columns) {
    this(rows, UNKNOWN, columns);
  }
}
