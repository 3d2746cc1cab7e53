package org.bellwether.finding;

import java.util.Locale;

/** What a person asks of a model at a glance; every kind of finding belongs to one of them. */
public enum Area {
  DATA,
  PREDICTIONS,
  PERFORMANCE,
  FAIRNESS,
  KPI,
  COST;

  /** The area that a kind of finding belongs to. */
  public static Area of(Kind kind) {
    return switch (kind) {
      case QUALITY, DRIFT -> DATA;
      case PREDICTION -> PREDICTIONS;
      case PERFORMANCE, ESTIMATED_PERFORMANCE, CALIBRATION -> PERFORMANCE;
      case FAIRNESS -> FAIRNESS;
      case KPI -> KPI;
      case COST -> COST;
    };
  }

  /** The word used in the API and in figures, such as {@code predictions}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
