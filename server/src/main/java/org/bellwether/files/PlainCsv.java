package org.bellwether.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.bellwether.profile.ColumnBatch;
import org.bellwether.profile.ColumnVector;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV in which nothing is unusual, four times faster than DuckDB. At the first record that is
 * ragged, blank, too long, not UTF-8, quoted in an odd way, or holds a value that does not convert
 * in the plainest manner, it gives up with an {@link UnusualCsvException}: DuckDB then reads the
 * file from its start, and judges and names what is wrong. So what this class reads is read as
 * DuckDB would, and it never has to name a bad row.
 */
final class PlainCsv implements AutoCloseable {

  /** Rows of a batch. */
  private static final int ROWS = 2_048;

  private static final int SAMPLED_AT_ONCE = 64;

  /** Longest record; two more bytes end a last line that lacks its end. */
  private static final int BUFFER = 512 << 10;

  private final InputStream in;
  private final CsvBytes format;
  private final int columns;
  private final byte[] bytes = new byte[BUFFER + 2];

  /** Where the next record starts. */
  private int at;

  /** End of the whole records in the buffer. */
  private int end;

  private int filled;
  private boolean exhausted;

  /** Whether lines end in a carriage return and a line feed; unknown before the first line. */
  private @Nullable Boolean carriage;

  private PlainCsv(InputStream in, CsvDialect dialect) {
    this.in = in;
    this.format = new CsvBytes((byte) dialect.delimiter(), (byte) dialect.quote());
    this.columns = dialect.columns().size();
  }

  /** Whether the file's dialect and the planned columns are of the plain kind. */
  static boolean fits(CsvSource source, List<ColumnPlan> plans) {
    Set<String> names = source.byName().keySet();
    for (ColumnPlan plan : plans) {
      boolean read = !plan.column().is(Role.IGNORED) && names.contains(plan.column().name());
      if (read
          && (plan.column().type() == ColumnType.EMBEDDING
              || (plan.column().type() == ColumnType.TIMESTAMP && plan.momentFormat() != null))) {
        return false;
      }
    }
    CsvDialect dialect = source.dialect();
    return dialect.columns().size() > 1
        && dialect.escape() == dialect.quote()
        && dialect.delimiter() < 128
        && dialect.quote() < 128;
  }

  static PlainCsv open(CsvSource source) throws IOException, UnusualCsvException {
    InputStream raw = Files.newInputStream(source.file().path());
    PlainCsv csv =
        new PlainCsv(
            source.file().gzip() ? new GZIPInputStream(raw, 1 << 16) : raw, source.dialect());
    csv.skipHead(source.dialect().header());
    return csv;
  }

  private void skipHead(boolean header) throws IOException, UnusualCsvException {
    boolean any = refill();
    if (end >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
      at = 3;
    }
    if (any && header) {
      record(fields(new CsvField.Skipped(format)), 0);
    }
  }

  private CsvField[] fields(CsvField all) {
    CsvField[] fields = new CsvField[columns];
    java.util.Arrays.fill(fields, all);
    return fields;
  }

  /** Takes batches, in order. */
  @FunctionalInterface
  interface Batches {
    /** The batch's arrays are reused afterwards. */
    void accept(ColumnBatch batch);
  }

  /** Reads the planned columns to the file's end. */
  void read(CsvSource source, List<ColumnPlan> plans, Batches into)
      throws IOException, UnusualCsvException {
    CsvField[] fields = fields(new CsvField.Skipped(format));
    List<@Nullable CsvField> planned = new ArrayList<>();
    for (ColumnPlan plan : plans) {
      int column = source.dialect().columns().indexOf(plan.column().name());
      boolean read = column >= 0 && !plan.column().is(Role.IGNORED);
      CsvField field = read ? CsvField.of(plan, format, ROWS) : null;
      planned.add(field);
      if (field != null) {
        fields[column] = field;
      }
    }
    List<ColumnFetch> absent =
        plans.stream().map(p -> new ColumnFetch(p, RawColumn.Physical.TEXT, source)).toList();
    for (int n = fill(fields, ROWS); n > 0; n = fill(fields, ROWS)) {
      List<ColumnVector> vectors = new ArrayList<>(plans.size());
      for (int p = 0; p < plans.size(); p++) {
        CsvField field = planned.get(p);
        vectors.add(field == null ? absent.get(p).missing(n) : field.take(n));
      }
      into.accept(new ColumnBatch(n, vectors));
    }
  }

  /**
   * Adds the texts of the first rows to samples, one for each column; or to none of them.
   *
   * @return true
   */
  static boolean sample(CsvSource source, List<ColumnSample> into, int rows)
      throws IOException, UnusualCsvException {
    try (PlainCsv look = open(source)) {
      CsvField[] skipped = look.fields(new CsvField.Skipped(look.format));
      for (int left = rows, n = 1; n > 0 && left > 0; left -= n) {
        n = look.fill(skipped, Math.min(left, ROWS));
      }
    }
    try (PlainCsv csv = open(source)) {
      csv.sample(into, rows);
    }
    return true;
  }

  private void sample(List<ColumnSample> into, int rows) throws IOException, UnusualCsvException {
    List<CsvField.Texts> texts = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      texts.add(new CsvField.Texts(format, SAMPLED_AT_ONCE));
    }
    CsvField[] fields = texts.toArray(CsvField[]::new);
    for (int left = rows, n = 1; n > 0 && left > 0; left -= n) {
      n = fill(fields, Math.min(left, SAMPLED_AT_ONCE));
      for (int c = 0; c < columns; c++) {
        for (int r = 0; r < n; r++) {
          into.get(c).add(texts.get(c).text(r));
        }
      }
    }
  }

  private int fill(CsvField[] fields, int rows) throws IOException, UnusualCsvException {
    int row = 0;
    while (row < rows && (at < end || refill())) {
      row = records(fields, row, rows);
    }
    return row;
  }

  private int records(CsvField[] fields, int from, int rows) throws UnusualCsvException {
    int row = from;
    for (; row < rows && at < end; row++) {
      record(fields, row);
    }
    return row;
  }

  private void record(CsvField[] fields, int row) throws UnusualCsvException {
    byte[] b = bytes;
    byte delimiter = format.delimiter();
    int last = fields.length - 1;
    int p = at;
    for (int c = 0; c < last; c++) {
      p = fields[c].read(b, p, row);
      if (b[p++] != delimiter) {
        throw new UnusualCsvException("a record is too short or blank");
      }
    }
    p = fields[last].read(b, p, row);
    boolean two = b[p] == '\r';
    if (two) {
      p++;
    }
    if (b[p] != '\n' || !Boolean.valueOf(two).equals(carriage)) {
      throw new UnusualCsvException("a record is too long, or lines end in several ways");
    }
    at = p + 1;
  }

  /** Whether there are more whole records; those before have been used. */
  private boolean refill() throws IOException, UnusualCsvException {
    System.arraycopy(bytes, end, bytes, 0, filled - end);
    filled -= end;
    at = 0;
    end = 0;
    while (!exhausted && filled < BUFFER) {
      int n = in.read(bytes, filled, BUFFER - filled);
      if (n < 0) {
        exhausted = true;
      } else {
        filled += n;
      }
    }
    if (filled == 0) {
      return false;
    }
    if (carriage == null) {
      int feed = CsvBytes.indexOf(bytes, (byte) '\n', filled);
      carriage = feed > 0 && bytes[feed - 1] == '\r';
    }
    if (exhausted && bytes[filled - 1] != '\n') {
      if (carriage) {
        bytes[filled++] = '\r';
      }
      bytes[filled++] = '\n';
    }
    end = filled;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    if (end == 0) {
      throw new UnusualCsvException("a record is too long");
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
