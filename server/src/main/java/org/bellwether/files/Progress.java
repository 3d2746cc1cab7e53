package org.bellwether.files;

/** Told how far a reading is. */
@FunctionalInterface
public interface Progress {
  Progress NONE = (table, rows, total) -> {};

  /**
   * More rows were read.
   *
   * @param table what the user called the table
   * @param rows rows read so far
   * @param total rows to expect, -1 when unknown
   */
  void rows(String table, long rows, long total);
}
