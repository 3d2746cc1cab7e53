package org.bellwether.files;

import java.sql.SQLException;
import java.util.Locale;

/** Turns DuckDB's errors into what a user can act on. */
final class SqlErrors {

  private SqlErrors() {}

  static UnreadableTableException unreadable(String file, SQLException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    String first = message.lines().findFirst().orElse("").replaceFirst("^[A-Za-z ]+ Error: ", "");
    String lower = message.toLowerCase(Locale.ROOT);
    String advice;
    if (lower.contains("gzip")) {
      advice = "the gzip data are cut off or damaged. Copy the file again, or compress it again.";
    } else if (lower.contains("malformed json")) {
      advice = "a line is not valid JSON. Mend it, or leave such lines out with --on-bad-row skip.";
    } else if (lower.contains("parquet") || lower.contains("magic bytes")) {
      advice = "the Parquet file is cut off or damaged (" + first + "). Write or copy it again.";
    } else if (lower.contains("permission")) {
      advice = "permission denied. Make it readable for this user.";
    } else if (lower.contains("out of memory")) {
      advice = "a row needs more memory than the reader has (" + first + "). Split large cells.";
    } else if (lower.contains("maximum_object_size")) {
      advice = "an object is larger than 64 MB. Split it, or leave its large field out.";
    } else {
      advice = first;
    }
    return new UnreadableTableException(file + ": " + advice, e);
  }
}
