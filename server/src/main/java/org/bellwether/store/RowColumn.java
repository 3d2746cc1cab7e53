package org.bellwether.store;

import org.bellwether.schema.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a model's predictions as rows of a window have it.
 *
 * @param sql where it comes from in the query of {@link WindowRows}
 * @param type of its values
 */
public record RowColumn(String sql, ColumnType type) {

  public static final RowColumn SCORE = new RowColumn("p.score", ColumnType.NUMERIC);
  public static final RowColumn LATENCY = new RowColumn("p.latency_ms", ColumnType.NUMERIC);
  public static final RowColumn COST = new RowColumn("p.cost", ColumnType.NUMERIC);
  public static final RowColumn TOKENS_IN =
      new RowColumn("CAST(p.tokens_in AS DOUBLE)", ColumnType.NUMERIC);
  public static final RowColumn TOKENS_OUT =
      new RowColumn("CAST(p.tokens_out AS DOUBLE)", ColumnType.NUMERIC);

  /** A column that the model names; {@code null} of rankings, which have no column of values. */
  public static @Nullable RowColumn of(EventColumn column) {
    ColumnType type =
        switch (column.type()) {
          case NUMBER -> ColumnType.NUMERIC;
          case FLAG -> ColumnType.BOOLEAN;
          case TEXT -> ColumnType.CATEGORICAL;
          case RANKING -> null;
        };
    if (type == null) {
      return null;
    }
    String from = column.part() == EventColumn.Part.LABEL ? "l.label" : "p." + column.sqlName();
    return new RowColumn(from, type);
  }

  /** The same column read as categories: whole numbers without a point. */
  public RowColumn asCategory() {
    return type == ColumnType.NUMERIC
        ? new RowColumn(
            "CASE WHEN %1$s = floor(%1$s) AND abs(%1$s) < 1e15 THEN CAST(CAST(%1$s AS BIGINT) AS VARCHAR) ELSE CAST(%1$s AS VARCHAR) END"
                .formatted(sql),
            ColumnType.CATEGORICAL)
        : this;
  }
}
