package org.bellwether.violation.stat;

import org.bellwether.violation.drift.Clocked;

/** Breaks the order on purpose: stat comes before drift. */
public final class UsesUpward {
  public long moment() {
    return new Clocked().moment();
  }
}
