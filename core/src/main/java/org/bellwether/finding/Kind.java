package org.bellwether.finding;

import java.util.Locale;

/** What a finding is about. */
public enum Kind {
  QUALITY,
  DRIFT,
  PREDICTION,
  PERFORMANCE,
  ESTIMATED_PERFORMANCE,
  CALIBRATION,
  FAIRNESS,
  /** A number of the business, such as conversion. */
  KPI,
  /** What predictions take: money, tokens, time, failures. */
  COST;

  /** The word used in files and messages, such as {@code estimated-performance}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
