package org.bellwether.watch;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long the windows of a model are. They are aligned to UTC: hours to the day, weeks to Mondays,
 * months to the calendar.
 *
 * @param count of units
 * @param unit minutes to months
 */
public record WindowLength(int count, ChronoUnit unit) {

  private static final Map<String, WindowLength> KNOWN = new TreeMap<>();
  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
  private static final LocalDateTime MONDAY = LocalDateTime.of(1970, 1, 5, 0, 0);

  static {
    for (int minutes : new int[] {1, 2, 5, 10, 15, 20, 30}) {
      KNOWN.put(minutes + "min", new WindowLength(minutes, ChronoUnit.MINUTES));
    }
    for (int hours : new int[] {1, 2, 3, 4, 6, 8, 12}) {
      KNOWN.put(hours + "h", new WindowLength(hours, ChronoUnit.HOURS));
    }
    KNOWN.put("1d", new WindowLength(1, ChronoUnit.DAYS));
    KNOWN.put("1w", new WindowLength(1, ChronoUnit.WEEKS));
    KNOWN.put("1month", new WindowLength(1, ChronoUnit.MONTHS));
  }

  public static final WindowLength HOUR = new WindowLength(1, ChronoUnit.HOURS);

  /**
   * Reads a length as people write it, such as {@code 15min}, {@code 1h}, {@code 1d}, {@code 1w} or
   * {@code 1month}.
   *
   * @throws IllegalArgumentException if there is no such length; the message names those there are
   */
  public static WindowLength parse(String text) {
    WindowLength found = KNOWN.get(text);
    if (found == null) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no length of a window; there are "
              + String.join(", ", KNOWN.keySet()));
    }
    return found;
  }

  /** Start of the window that a moment lies in. */
  public Instant start(Instant moment) {
    LocalDateTime time = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    LocalDateTime start =
        switch (unit) {
          case MINUTES -> time.truncatedTo(ChronoUnit.HOURS).plusMinutes(floor(time.getMinute()));
          case HOURS -> time.truncatedTo(ChronoUnit.DAYS).plusHours(floor(time.getHour()));
          case DAYS -> time.truncatedTo(ChronoUnit.DAYS);
          case WEEKS ->
              time.truncatedTo(ChronoUnit.DAYS)
                  .with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY));
          default -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
        };
    return start.toInstant(ZoneOffset.UTC);
  }

  private long floor(long units) {
    return units - units % count;
  }

  /** End of the window that begins at a moment. */
  public Instant end(Instant start) {
    return shifted(start, 1);
  }

  /** Start of the window so many windows later, or earlier. */
  public Instant shifted(Instant start, long windows) {
    return LocalDateTime.ofInstant(start, ZoneOffset.UTC)
        .plus(windows * count, unit)
        .toInstant(ZoneOffset.UTC);
  }

  /** Number of the window since 1970; neighbours differ by one. */
  public int index(Instant start) {
    LocalDateTime time = LocalDateTime.ofInstant(start, ZoneOffset.UTC);
    LocalDateTime from = unit == ChronoUnit.WEEKS ? MONDAY : EPOCH;
    return Math.toIntExact(Math.floorDiv(unit.between(from, time), count));
  }

  /** Microseconds that every window is a multiple of: a minute or an hour. */
  long step() {
    return unit == ChronoUnit.MINUTES ? 60_000_000L : 3_600_000_000L;
  }

  /** Whether a window is an hour or shorter, so that the hour of the day makes a season. */
  boolean isWithinAnHour() {
    return unit == ChronoUnit.MINUTES || (unit == ChronoUnit.HOURS && count == 1);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return count
        + switch (unit) {
          case MINUTES -> "min";
          case HOURS -> "h";
          case DAYS -> "d";
          case WEEKS -> "w";
          default -> "month";
        };
  }
}
