package org.bellwether.alert;

import java.time.Instant;

/** Where an alert stands. */
public sealed interface AlertStatus {

  /** Nobody has taken it. */
  record Open() implements AlertStatus {}

  /** Somebody has taken it: nobody is told again unless it worsens. */
  record Acknowledged(String by, String reason, Instant at) implements AlertStatus {}

  /** Nobody is told until then, unless it becomes critical. */
  record Snoozed(String by, String reason, Instant until) implements AlertStatus {}

  /** All is healthy again. */
  record Resolved(Instant at) implements AlertStatus {}

  /** As it is written in files and answers. */
  default String word() {
    if (this instanceof Acknowledged) {
      return "acknowledged";
    }
    if (this instanceof Snoozed) {
      return "snoozed";
    }
    return this instanceof Resolved ? "resolved" : "open";
  }
}
