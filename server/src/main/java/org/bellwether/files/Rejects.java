package org.bellwether.files;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows that the CSV reader refused.
 *
 * @param rows positions of their first bytes
 * @param valuesByColumn values that do not convert, by column
 * @param first the first refused row in words, {@code null} when there is none
 * @param structural whether a row is refused for another reason than a value
 */
record Rejects(
    Set<Long> rows, Map<String, Long> valuesByColumn, @Nullable String first, boolean structural) {

  static final Rejects NONE = new Rejects(Set.of(), Map.of(), null, false);

  /** Takes what the last read of a file left behind. */
  static Rejects take(DuckDb duckDb, CsvSource source) throws SQLException {
    List<String[]> counts =
        duckDb.rows(
            "SELECT error_type, column_name, count(*), min(line) FROM reject_errors"
                + " GROUP BY ALL ORDER BY 4");
    if (counts.isEmpty()) {
      drop(duckDb);
      return NONE;
    }
    Map<String, Long> values = new LinkedHashMap<>();
    boolean structural = false;
    for (String[] row : counts) {
      if (row[0].equals("CAST")) {
        values.merge(row[1], Long.parseLong(row[2]), Long::sum);
      } else {
        structural = true;
      }
    }
    Set<Long> rows = new HashSet<>();
    for (String[] row : duckDb.rows("SELECT DISTINCT line_byte_position FROM reject_errors")) {
      rows.add(Long.parseLong(row[0]));
    }
    String[] worst =
        duckDb
            .rows(
                "SELECT line_byte_position, column_idx, column_name, error_type, error_message"
                    + " FROM reject_errors ORDER BY line_byte_position, column_idx LIMIT 1")
            .get(0);
    drop(duckDb);
    return new Rejects(rows, values, describe(source, worst), structural);
  }

  static void drop(DuckDb duckDb) throws SQLException {
    duckDb.execute("DROP TABLE IF EXISTS reject_errors");
    duckDb.execute("DROP TABLE IF EXISTS reject_scans");
  }

  private static String describe(CsvSource source, String[] row) {
    // DuckDB counts a record as one line, however many lines its quoted fields have.
    long position = Long.parseLong(row[0]);
    String where =
        source.name() + ", line " + FileLines.atByte(source.file(), position).orElseThrow();
    int columns = source.columns().size();
    String message = row[4] == null ? "" : row[4];
    return switch (row[3]) {
      case "CAST" ->
          where
              + ", column '"
              + row[2]
              + "': "
              + quoted(message)
              + " is not a number. Mend the value";
      case "MISSING COLUMNS" ->
          where
              + ": the row ends before column '"
              + row[2]
              + "'; "
              + found(message)
              + " fields where the header has "
              + columns
              + ". Mend the row";
      case "TOO MANY COLUMNS" ->
          where
              + ": the row has "
              + found(message)
              + " fields, the header "
              + columns
              + ", so it goes on after column '"
              + source.columns().get(columns - 1).name()
              + "'. Quote fields that contain the delimiter";
      case "UNQUOTED VALUE" ->
          where
              + column(row, source)
              + ": a quoted field does not end, or text follows its closing quote."
              + " Close the quote, and double quotes inside it";
      case "LINE SIZE OVER MAXIMUM" ->
          where
              + column(row, source)
              + ": the row is longer than "
              + (CsvSource.MAX_LINE >> 20)
              + " MB. Shorten its largest field";
      case "INVALID ENCODING" ->
          where
              + column(row, source)
              + ": the text is not UTF-8. Convert the file, for instance with"
              + " iconv -f latin1 -t UTF-8";
      default ->
          where + column(row, source) + ": " + row[3].toLowerCase(Locale.ROOT) + ". Mend the row";
    };
  }

  private static String column(String[] row, Source source) {
    if (row[2] != null) {
      return ", column '" + row[2] + "'";
    }
    int index = row[1] == null ? 0 : Integer.parseInt(row[1]);
    return index >= 1 && index <= source.columns().size()
        ? ", column '" + source.columns().get(index - 1).name() + "'"
        : "";
  }

  private static String quoted(String message) {
    int from = message.indexOf("string \"");
    int to = message.lastIndexOf("\" to ");
    if (from < 0 || to <= from) {
      return "a value";
    }
    String value = message.substring(from + "string \"".length(), to);
    return "'" + shortened(value) + "'";
  }

  static String shortened(String value) {
    return value.length() > 60 ? value.substring(0, 60) + "…" : value;
  }

  private static String found(String message) {
    int at = message.lastIndexOf("Found: ");
    return at < 0 ? "other" : message.substring(at + "Found: ".length()).strip();
  }
}
