package org.bellwether.files;

/** A CSV file holds something that {@link PlainCsv} leaves to DuckDB. */
final class UnusualCsvException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusualCsvException(String what) {
    super(what, null, false, false);
  }
}
