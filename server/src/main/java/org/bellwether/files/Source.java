package org.bellwether.files;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One file with its columns. */
sealed interface Source permits CsvSource, JsonSource, ParquetSource {

  /** What the user called the file. */
  String name();

  List<RawColumn> columns();

  /**
   * SQL after {@code FROM}.
   *
   * @param numbers text columns that are all numbers, for the source to parse at once
   * @param mode what happens to rows that do not parse
   */
  String relation(Set<String> numbers, Mode mode);

  /** Rows to expect, -1 when unknown. */
  long estimatedRows();

  /** What the reader must know of this file. */
  List<String> notes();

  default Optional<RawColumn> column(String name) {
    return columns().stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** What happens to rows that do not parse. */
  enum Mode {
    /** A look at the first rows; bad ones are left for the full read to name. */
    SAMPLE,
    /** Bad rows stop the read, or are kept in the rejects table where there is one. */
    STRICT,
    /** Bad rows are left out. */
    LENIENT
  }
}
