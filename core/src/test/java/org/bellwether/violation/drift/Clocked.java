package org.bellwether.violation.drift;

import java.time.Instant;

/** Reads the clock on purpose. */
public final class Clocked {
  public long moment() {
    return Instant.now().toEpochMilli();
  }
}
