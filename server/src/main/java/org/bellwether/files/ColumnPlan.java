package org.bellwether.files;

import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.jspecify.annotations.Nullable;

/**
 * How a column's values become a vector.
 *
 * @param column the column
 * @param checked whether text is read as text and converted afterwards, so that words for "missing"
 *     are allowed and a bad value is counted, not rejected by the source
 * @param momentFormat format of strptime, {@code null} for ISO 8601
 * @param epochScale for moments that are numbers: microseconds in one unit
 */
record ColumnPlan(
    ColumnSchema column, boolean checked, @Nullable String momentFormat, double epochScale) {

  static ColumnPlan of(ColumnSchema column) {
    return new ColumnPlan(column, false, null, 0);
  }

  ColumnPlan asChecked() {
    return new ColumnPlan(column, true, momentFormat, epochScale);
  }

  /** The same column, read as what holds any text. */
  ColumnPlan asText() {
    ColumnSchema c = column;
    return of(
        new ColumnSchema(
            c.name(), ColumnType.CATEGORICAL, c.roles(), null, c.scoreClass(), c.constraints()));
  }

  boolean isIdentifier() {
    return column.is(Role.ID);
  }

  /** Whether 1.0 and 1 are the same value. */
  boolean isNormalised(RawColumn.Physical physical) {
    return physical != RawColumn.Physical.TEXT
        || column.type() == ColumnType.BOOLEAN
        || column.is(Role.LABEL)
        || column.is(Role.PREDICTION)
        || column.is(Role.SEGMENT)
        || column.is(Role.PROTECTED);
  }
}
