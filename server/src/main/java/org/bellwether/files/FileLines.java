package org.bellwether.files;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the line, from 1, in which a row of a text file begins. The file is read again from its
 * start, so this is for errors; empty where it cannot be read as far as that.
 */
final class FileLines {

  private static final int BUFFER = 1 << 16;

  private FileLines() {}

  /** The line, or where it is not found the number of the row. */
  static String described(OptionalLong line, long row) {
    return line.isPresent() ? "line " + line.getAsLong() : "row " + (row + 1);
  }

  /**
   * Line of a byte.
   *
   * @param position of the decompressed bytes, from 0
   */
  static OptionalLong atByte(TableFiles.TableFile file, long position) {
    try (InputStream in = open(file)) {
      long line = 1;
      for (long i = 0; i < position; i++) {
        line += required(in) == '\n' ? 1 : 0;
      }
      return OptionalLong.of(line);
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** Line of the object with this number, from 0; blank lines hold none. */
  static OptionalLong ofObject(TableFiles.TableFile file, long row) {
    try (InputStream in = open(file)) {
      long objects = 0;
      long line = 1;
      boolean blank = true;
      while (true) {
        int b = required(in);
        if (b == '\n') {
          line++;
          blank = true;
        } else if (blank && !Character.isWhitespace(b)) {
          blank = false;
          if (objects++ == row) {
            return OptionalLong.of(line);
          }
        }
      }
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Line of the record with this number, from 0, among those that the CSV reader accepted.
   *
   * @param refused positions of the records that it refused; records of another number of fields
   *     than the table's count as refused anyway
   */
  static OptionalLong ofRecord(CsvSource source, long row, Set<Long> refused) {
    CsvDialect dialect = source.dialect();
    int width = dialect.columns().size();
    try (InputStream in = open(source.file())) {
      RecordScan scan = new RecordScan(in, dialect);
      long rows = dialect.header() ? -1 : 0;
      while (true) {
        scan.next();
        boolean header = rows < 0;
        boolean blank = scan.empty && (width > 1 || header);
        boolean accepted = header || (scan.fields == width && !refused.contains(scan.start));
        if (!blank && accepted && rows++ == row) {
          return OptionalLong.of(scan.line);
        }
      }
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** The first line that ends otherwise than the first: with CR LF instead of LF, or without CR. */
  static OptionalLong otherEnd(TableFiles.TableFile file) {
    try (InputStream in = open(file)) {
      long line = 1;
      int before = 0;
      Boolean carriage = null;
      while (true) {
        int b = required(in);
        if (b == '\n') {
          boolean now = before == '\r';
          if (carriage != null && carriage != now) {
            return OptionalLong.of(line);
          }
          carriage = now;
          line++;
        }
        before = b;
      }
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static InputStream open(TableFiles.TableFile file) throws IOException {
    return new BufferedInputStream(TableFiles.open(file.path(), file.gzip()), BUFFER);
  }

  private static int required(InputStream in) throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException();
    }
    return b;
  }

  /** Records of a CSV file, one after another. */
  private static final class RecordScan {
    private final InputStream in;
    private final CsvDialect dialect;
    private long position;
    private long nextLine = 1;
    private boolean ended;

    /** Where the record begins. */
    private long start;

    private long line;
    private int fields;
    private boolean empty;

    RecordScan(InputStream in, CsvDialect dialect) {
      this.in = in;
      this.dialect = dialect;
    }

    void next() throws IOException {
      if (ended) {
        throw new EOFException();
      }
      start = position;
      line = nextLine;
      fields = 1;
      empty = true;
      boolean quoted = false;
      boolean fieldBegins = true;
      for (int b = read(); b >= 0; b = read()) {
        nextLine += b == '\n' ? 1 : 0;
        if (quoted) {
          if (b == dialect.escape() && dialect.escape() != dialect.quote()) {
            nextLine += read() == '\n' ? 1 : 0;
          } else if (b == dialect.quote()) {
            quoted = false;
          }
        } else if (b == '\n') {
          return;
        } else if (b == dialect.delimiter()) {
          fields++;
          fieldBegins = true;
          empty = false;
        } else if (b != '\r') {
          quoted = b == dialect.quote() && (fieldBegins || dialect.escape() == b);
          fieldBegins = false;
          empty = false;
        }
      }
    }

    private int read() throws IOException {
      int b = in.read();
      ended = b < 0;
      position++;
      return b;
    }
  }
}
