package org.bellwether.files;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An NDJSON file: every leaf is read as text, so that a value of another type is a bad value with a
 * name and not a failed query.
 *
 * @param file the file
 * @param types SQL types by top-level field
 * @param columns leaves, with dots for nested fields
 * @param estimatedRows rows to expect, -1 when unknown
 */
record JsonSource(
    TableFiles.TableFile file, String types, List<RawColumn> columns, long estimatedRows)
    implements Source {

  private static final int SAMPLE = 20_480;
  private static final int MAX_OBJECT = 64 << 20;

  static JsonSource open(TableFiles.TableFile file, DuckDb duckDb) {
    try {
      List<String[]> described =
          duckDb.rows(
              "DESCRIBE SELECT * FROM read_json("
                  + common(file)
                  + ", sample_size = "
                  + SAMPLE
                  + ", map_inference_threshold = -1, ignore_errors = true)");
      List<RawColumn> columns = new ArrayList<>();
      List<String> types = new ArrayList<>();
      for (String[] row : described) {
        types.add(DuckDb.literal(row[0]) + ": " + DuckDb.literal(StructTypes.asText(row[1])));
        StructTypes.flatten(row[0], DuckDb.name(row[0]), StructTypes.asText(row[1]), columns);
      }
      if (columns.isEmpty() || (columns.size() == 1 && columns.get(0).name().equals("json"))) {
        throw new UnreadableTableException(
            file.name() + ": the lines are not JSON objects, such as {\"age\": 41}.");
      }
      return new JsonSource(
          file, "{" + String.join(", ", types) + "}", List.copyOf(columns), estimate(file));
    } catch (SQLException e) {
      throw SqlErrors.unreadable(file.name(), e);
    }
  }

  private static String common(TableFiles.TableFile file) {
    return DuckDb.literal(file.path().toString())
        + ", format = 'newline_delimited', compression = "
        + (file.gzip() ? "'gzip'" : "'none'")
        + ", maximum_object_size = "
        + MAX_OBJECT;
  }

  /** SQL after {@code FROM} of its objects as they are, in a column {@code json}. */
  static String objects(TableFiles.TableFile file) {
    return "read_json_objects(" + common(file) + ")";
  }

  static long estimate(TableFiles.TableFile file) {
    long lines = 0;
    for (byte b : file.head()) {
      lines += b == '\n' ? 1 : 0;
    }
    try {
      return file.gzip() || lines == 0
          ? -1
          : Math.round((double) Files.size(file.path()) / file.head().length * lines);
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public String relation(Set<String> numbers, Mode mode) {
    return "read_json("
        + common(file)
        + (mode == Mode.STRICT ? "" : ", ignore_errors = true")
        + ", columns = "
        + types
        + ")";
  }

  @Override
  public String place(long row, Set<Long> refused) {
    return file.name() + ", " + FileLines.described(FileLines.ofObject(file, row), row);
  }

  /** The error with the first line that is not JSON; DuckDB's own count is one off at times. */
  @Override
  public UnreadableTableException unreadable(DuckDb duckDb, SQLException e) {
    String lines =
        "SELECT n FROM (SELECT row_number() OVER () AS n, line FROM read_csv("
            + DuckDb.literal(file.path().toString())
            + ", auto_detect = false, header = false, delim = '\u0001', quote = '', escape = '',"
            + " compression = "
            + (file.gzip() ? "'gzip'" : "'none'")
            + ", columns = {'line': 'VARCHAR'}, max_line_size = "
            + CsvSource.MAX_LINE
            + ", ignore_errors = true)) WHERE NOT json_valid(line) LIMIT 1";
    try {
      List<String[]> bad = duckDb.rows(lines);
      if (!bad.isEmpty()) {
        return new UnreadableTableException(
            file.name()
                + ", line "
                + bad.get(0)[0]
                + ": not valid JSON. Mend the line, or leave such lines out with --on-bad-row skip.",
            e);
      }
    } catch (SQLException unknown) {
      e.addSuppressed(unknown);
    }
    return SqlErrors.unreadable(file.name(), e);
  }

  @Override
  public List<String> notes() {
    return List.of();
  }
}
