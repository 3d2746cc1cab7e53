package org.bellwether.check;

import java.util.List;

/**
 * A table that entered a check.
 *
 * @param name what the user called it, such as a file name
 * @param rows rows that were read
 * @param skippedRows rows that could not be read and were left out
 * @param notes what a reader of the figures must know
 */
public record TableSummary(String name, long rows, long skippedRows, List<String> notes) {
  public TableSummary {
    notes = List.copyOf(notes);
  }
}
