package org.bellwether.finding;

import java.util.Collection;

/** How bad a finding is, in ascending order. */
public enum Severity {
  OK,
  /** The data cannot tell: never a silent pass. */
  UNKNOWN,
  WARNING,
  CRITICAL;

  public static Severity worst(Collection<Severity> severities) {
    return severities.stream().max(Severity::compareTo).orElse(OK);
  }

  public boolean atLeast(Severity other) {
    return compareTo(other) >= 0;
  }
}
