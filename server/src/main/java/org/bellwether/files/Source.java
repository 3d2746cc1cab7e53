package org.bellwether.files;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * File and line of a row for a message; the number of the row where a format has no lines.
   *
   * @param row number of the row among those that were read, from 0
   * @param refused positions of the rows that the reader refused, see {@link Rejects}
   */
  String place(long row, Set<Long> refused);

  /** What to tell the user of a query that failed. */
  default UnreadableTableException unreadable(DuckDb duckDb, SQLException e) {
    return SqlErrors.unreadable(name(), e);
  }

  default Map<String, RawColumn> byName() {
    Map<String, RawColumn> byName = new HashMap<>();
    columns().forEach(c -> byName.putIfAbsent(c.name(), c));
    return byName;
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
