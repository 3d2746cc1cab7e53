package org.bellwether.finding;

import java.time.Instant;
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

  /** Whether these are the rows that the timeline is compared with. */
  public boolean isBaseline() {
    return index < 0;
  }
}
