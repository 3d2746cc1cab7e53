package org.bellwether.files;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A CSV file.
 *
 * @param file the file
 * @param dialect how it separates and quotes
 * @param columns its columns
 */
record CsvSource(TableFiles.TableFile file, CsvDialect dialect, List<RawColumn> columns)
    implements Source {

  /** Longest line; longer ones are bad rows. */
  static final int MAX_LINE = 8 << 20;

  /** Bad rows that are kept for the report. */
  static final int MAX_REJECTS = 1_000_000;

  static CsvSource open(TableFiles.TableFile file) {
    CsvDialect dialect = CsvDialect.sniff(file.name(), file.head(), file.complete());
    List<RawColumn> columns =
        dialect.columns().stream()
            .map(c -> new RawColumn(c, DuckDb.name(c), RawColumn.Physical.TEXT))
            .toList();
    return new CsvSource(file, dialect, columns);
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public String relation(Set<String> numbers, Mode mode) {
    String types =
        dialect.columns().stream()
            .map(c -> DuckDb.literal(c) + ": " + (numbers.contains(c) ? "'DOUBLE'" : "'VARCHAR'"))
            .collect(Collectors.joining(", ", "{", "}"));
    String rejects =
        mode == Mode.SAMPLE
            ? ", ignore_errors = true"
            : ", store_rejects = true, rejects_limit = " + MAX_REJECTS;
    return "read_csv("
        + DuckDb.literal(file.path().toString())
        + ", auto_detect = false, header = "
        + dialect.header()
        + ", delim = "
        + DuckDb.literal(String.valueOf(dialect.delimiter()))
        + ", quote = "
        + DuckDb.literal(String.valueOf(dialect.quote()))
        + ", escape = "
        + DuckDb.literal(String.valueOf(dialect.escape()))
        + ", compression = "
        + (file.gzip() ? "'gzip'" : "'none'")
        + ", max_line_size = "
        + MAX_LINE
        + rejects
        + ", columns = "
        + types
        + ")";
  }

  @Override
  public long estimatedRows() {
    if (file.complete()) {
      return -1;
    }
    if (dialect.rows() == 0 || dialect.bytes() == 0 || file.gzip()) {
      return -1;
    }
    try {
      return Math.round(
          (double) Files.size(file.path()) / dialect.bytes() * Math.max(1, dialect.rows()));
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public String place(long row, Set<Long> refused) {
    return file.name() + ", " + FileLines.described(FileLines.ofRecord(this, row, refused), row);
  }

  /** The parser gives up, without a line, where a line ends in another way than the first. */
  @Override
  public UnreadableTableException unreadable(DuckDb duckDb, SQLException e) {
    OptionalLong other =
        String.valueOf(e.getMessage()).contains("invalid state")
            ? FileLines.otherEnd(file)
            : OptionalLong.empty();
    return other.isEmpty()
        ? SqlErrors.unreadable(name(), e)
        : new UnreadableTableException(
            name()
                + ", line "
                + other.getAsLong()
                + ": the line ends in another way than those before, some with CR LF and some with"
                + " LF. Make them alike, for instance with sed 's/\\r$//'.",
            e);
  }

  @Override
  public List<String> notes() {
    return dialect.notes();
  }
}
