package org.bellwether.schema;

/** What a column is for. One column may have several roles, such as feature and segment. */
public enum Role {
  FEATURE,
  /**
   * The model's score: a probability of the positive class, a class's probability, or a ranking
   * score.
   */
  SCORE,
  /** The model's output that is acted on: a class, or a value in regression. */
  PREDICTION,
  /** The ground truth. */
  LABEL,
  SEGMENT,
  PROTECTED,
  ID,
  TIME,
  WEIGHT,
  /** A contribution of a feature to one prediction, such as a SHAP value. */
  ATTRIBUTION,
  /** The query or user that a ranked row belongs to. */
  QUERY,
  /** Which part of a split (train, validation, test) a row of a training table belongs to. */
  SPLIT,
  IGNORED
}
