package org.bellwether.profile;

import java.util.List;

/**
 * Some rows of a table, column by column.
 *
 * @param rows number of rows, at least 0
 * @param columns one vector for each column of the schema, in its order
 */
public record ColumnBatch(int rows, List<ColumnVector> columns) {
  public ColumnBatch {
    columns = List.copyOf(columns);
  }
}
