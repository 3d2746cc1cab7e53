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
  FAIRNESS;

  /** The word used in files and messages, such as {@code estimated-performance}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
