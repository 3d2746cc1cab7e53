package org.bellwether.finding;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run of rows, by time or by count.
 *
 * @param index position in the timeline, from 0; -1 for the baseline that the timeline starts from
 * @param start first moment, inclusive; {@code null} for windows by rows without a time column
 * @param end first moment after the window
 * @param firstRow index of the first row in the table, from 0
 * @param rows number of rows
 */
public record Window(
    int index, @Nullable Instant start, @Nullable Instant end, long firstRow, long rows) {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAYS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * Which rows it holds, such as {@code rows 15,001–16,344}, {@code 2001-02-01 to 2001-02-07} or,
   * where it does not begin at midnight, with minutes (UTC).
   */
  public String label() {
    return label(this);
  }

  /** All rows from the first of this window to the last of a later one, see {@link #label()}. */
  public String label(Window last) {
    Instant from = start;
    Instant to = last.end;
    if (from != null && to != null) {
      boolean days = isMidnight(from) && isMidnight(to);
      String first = days ? DAYS.format(from) : MINUTES.format(from);
      String end = days ? DAYS.format(to.minusNanos(1)) : MINUTES.format(to);
      return first.equals(end) ? first : first + " to " + end;
    }
    return String.format(Locale.ROOT, "rows %,d–%,d", firstRow + 1, last.firstRow + last.rows);
  }

  private static boolean isMidnight(Instant moment) {
    return moment.getEpochSecond() % 86_400 == 0 && moment.getNano() == 0;
  }

  /** Whether these are the rows that the timeline is compared with. */
  public boolean isBaseline() {
    return index < 0;
  }
}
