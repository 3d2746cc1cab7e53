package org.bellwether.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBReadableVector;

/**
 * A table whose rows are events, read as the lines of NDJSON that would have been sent for them. A
 * column is the field of its name or of the options; every other column of a prediction is a
 * feature, {@code segments.NAME} and the like are values of their field. Structs are flattened with
 * dots; a number that is not finite is missing; a time without offset is UTC.
 */
public final class EventTable {

  private static final String NUMBER = "'-?(0|[1-9]\\d*)([.]\\d+)?([eE][+-]?\\d+)?|[nN]a[nN]'";

  private final Source source;
  private final String relation;
  private final EventColumns columns;
  private final DuckDb duckDb;

  private EventTable(Source source, String relation, EventColumns columns, DuckDb duckDb) {
    this.source = source;
    this.relation = relation;
    this.columns = columns;
    this.duckDb = duckDb;
  }

  /** Takes some lines, each with the number of its row less those before. */
  @FunctionalInterface
  public interface Lines {
    /**
     * Takes them.
     *
     * @param ndjson a line a row, blank where a row is no event
     * @param before rows of the table before the first of these
     * @param rows how many these are
     */
    void accept(byte[] ndjson, long before, int rows);
  }

  /**
   * Opens the tables that a name means: a path, several with commas between, or a glob; Parquet,
   * CSV or NDJSON.
   *
   * @throws UnreadableTableException if one cannot be read
   * @throws WrongSettingException if the options do not fit its columns
   */
  public static List<EventTable> open(String name, EventOptions options, DuckDb duckDb) {
    List<EventTable> tables = new ArrayList<>();
    for (TableFiles.TableFile file : TableFiles.find(name, duckDb)) {
      tables.add(open(file, options, duckDb));
    }
    return tables;
  }

  /**
   * Opens a Parquet file.
   *
   * @param name what messages call it
   */
  public static EventTable parquet(Path path, String name, EventOptions options, DuckDb duckDb) {
    TableFiles.TableFile file = TableFiles.parquet(path, name);
    return open(file, options, duckDb);
  }

  private static EventTable open(TableFiles.TableFile file, EventOptions options, DuckDb duckDb) {
    return switch (file.format()) {
      case PARQUET -> {
        ParquetSource source = ParquetSource.open(file, duckDb);
        String relation = source.relation(Set.of(), Source.Mode.STRICT);
        yield of(source, relation, typed(source, relation, duckDb), options, duckDb);
      }
      case CSV -> {
        CsvSource source = CsvSource.open(file);
        String relation = source.relation(Set.of(), Source.Mode.STRICT);
        yield of(source, relation, texts(source, relation, duckDb), options, duckDb);
      }
      case NDJSON -> {
        Source source = new JsonSource(file, "", List.of(), JsonSource.estimate(file));
        String relation = JsonSource.objects(file);
        yield of(source, relation, objects(source, relation, duckDb), options, duckDb);
      }
    };
  }

  private static EventTable of(
      Source source, String relation, List<EventCell> cells, EventOptions options, DuckDb duckDb) {
    return new EventTable(
        source, relation, new EventColumns(source.name(), cells, options), duckDb);
  }

  private static List<EventCell> typed(Source source, String relation, DuckDb duckDb) {
    try {
      return duckDb.rows("DESCRIBE SELECT * FROM " + relation).stream()
          .map(row -> new EventCell(row[0], DuckDb.name(row[0]), row[1], null))
          .toList();
    } catch (SQLException e) {
      throw source.unreadable(duckDb, e);
    }
  }

  /** A column of a CSV file holds numbers, or true and false, if every value of it is one. */
  private static List<EventCell> texts(CsvSource source, String relation, DuckDb duckDb) {
    List<String> names = source.columns().stream().map(RawColumn::name).toList();
    String kinds =
        names.stream()
            .map(DuckDb::name)
            .map(c ->
                "bool_and(%1$s = '' OR regexp_full_match(%1$s, %2$s)), bool_and(%1$s = '' OR lower(%1$s) IN ('true', 'false'))"
                    .formatted(c, NUMBER))
            .collect(Collectors.joining(", "));
    try {
      String[] kind = duckDb.rows("SELECT " + kinds + " FROM " + relation).getFirst();
      Rejects.drop(duckDb);
      List<EventCell> cells = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        String raw = "nullif(" + DuckDb.name(names.get(i)) + ", '')";
        String type =
            "true".equals(kind[2 * i])
                ? "DOUBLE"
                : "true".equals(kind[2 * i + 1]) ? "BOOLEAN" : "VARCHAR";
        String sql = type.equals("VARCHAR") ? raw : "TRY_CAST(" + raw + " AS " + type + ")";
        cells.add(new EventCell(names.get(i), sql, type, raw));
      }
      return cells;
    } catch (SQLException e) {
      throw source.unreadable(duckDb, e);
    }
  }

  private static List<EventCell> objects(Source source, String relation, DuckDb duckDb) {
    try {
      return duckDb
          .rows("SELECT DISTINCT unnest(json_keys(json)) AS name FROM " + relation + " ORDER BY 1")
          .stream()
          .map(row ->
              new EventCell(
                  row[0],
                  "nullif(json_extract(json, "
                      + DuckDb.literal("$.\"" + row[0].replace("\"", "\\\"") + "\"")
                      + "), 'null'::JSON)",
                  "JSON",
                  null))
          .toList();
    } catch (SQLException e) {
      throw source.unreadable(duckDb, e);
    }
  }

  /** What the user called the file. */
  public String name() {
    return source.name();
  }

  /** Rows to expect, -1 when unknown. */
  public long estimatedRows() {
    return source.estimatedRows();
  }

  /** Whether its predictions come with labels. */
  public boolean labelled() {
    return columns.labelled();
  }

  /**
   * Reads the rows in their order.
   *
   * @param most rows at a time, about
   * @param bytes at a time, about
   * @return what was left out because it is no row, in words
   * @throws UnreadableTableException if the file is damaged; what came before was passed on
   * @throws WrongSettingException if a column is missing that an event must have
   */
  public Optional<String> read(EventShape shape, int most, int bytes, Lines into) {
    String sql = "SELECT CAST(" + columns.json(shape) + " AS VARCHAR) AS line FROM " + relation;
    Batch batch = new Batch(most, bytes, into);
    try {
      duckDb.chunks(
          sql,
          chunk -> {
            DuckDBReadableVector lines = chunk.vector(0);
            for (int row = 0; row < chunk.rowCount(); row++) {
              batch.add(lines.getString(row));
            }
          });
      batch.flush();
      if (!(source instanceof CsvSource csv)) {
        return Optional.empty();
      }
      Rejects rejects = Rejects.take(duckDb, csv);
      return rejects.first() == null
          ? Optional.empty()
          : Optional.of(
              rejects.rows().size() + " rows cannot be read; the first: " + rejects.first());
    } catch (SQLException e) {
      batch.flush();
      throw source.unreadable(duckDb, e);
    }
  }

  /** Lines until there are enough. */
  private static final class Batch {
    private final int most;
    private final int bytes;
    private final Lines into;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private long before;
    private int rows;

    Batch(int most, int bytes, Lines into) {
      this.most = most;
      this.bytes = bytes;
      this.into = into;
    }

    void add(String line) {
      byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
      if (rows >= most || (rows > 0 && lines.size() + utf8.length > bytes)) {
        flush();
      }
      lines.write(utf8, 0, utf8.length);
      lines.write('\n');
      rows++;
    }

    void flush() {
      if (rows > 0) {
        into.accept(lines.toByteArray(), before, rows);
        before += rows;
        rows = 0;
        lines.reset();
      }
    }
  }
}
