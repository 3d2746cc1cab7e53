package org.bellwether.violation.quality;

import org.bellwether.violation.drift.Clocked;

/** Breaks the order on purpose: quality and drift are siblings. */
public final class UsesSibling {
  public long moment() {
    return new Clocked().moment();
  }
}
