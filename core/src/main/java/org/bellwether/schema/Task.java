package org.bellwether.schema;

/** What the model predicts. */
public enum Task {
  BINARY,
  MULTICLASS,
  REGRESSION,
  RANKING,
  /** A table without a model: data quality and drift only. */
  NONE
}
