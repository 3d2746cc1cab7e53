package org.bellwether.files;

/**
 * A column as a file holds it.
 *
 * @param name its name, with dots for nested fields
 * @param expression SQL that reads it
 * @param physical what kind of values the file stores
 */
record RawColumn(String name, String expression, Physical physical) {

  /** What kind of values a file stores. */
  enum Physical {
    TEXT,
    NUMBER,
    BOOLEAN,
    MOMENT,
    NUMBERS
  }
}
