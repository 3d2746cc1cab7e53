package org.bellwether.event;

import java.time.Instant;

/** Moments as microseconds since 1970-01-01T00:00Z, as events keep them. */
public final class Micros {

  private static final long PER_SECOND = 1_000_000;

  private Micros() {}

  /** Microseconds of a moment in the years 1 to 9999; what is finer is cut off. */
  public static long of(Instant time) {
    return time.getEpochSecond() * PER_SECOND + time.getNano() / 1000;
  }

  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1000);
  }
}
