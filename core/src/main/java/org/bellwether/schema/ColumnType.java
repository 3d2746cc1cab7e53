package org.bellwether.schema;

/** What kind of values a column holds. */
public enum ColumnType {
  NUMERIC,
  CATEGORICAL,
  BOOLEAN,
  TEXT,
  TIMESTAMP,
  EMBEDDING
}
