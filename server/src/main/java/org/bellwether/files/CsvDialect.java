package org.bellwether.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a CSV file separates and quotes, told from its first records.
 *
 * <p>DuckDB's own sniffer is not used: it skips leading rows until the rest fits, so a ragged file
 * silently loses its head.
 *
 * @param delimiter between the fields
 * @param quote around fields
 * @param escape before a quote within a quoted field
 * @param header whether the first record names the columns
 * @param columns names of the columns, unique
 * @param rows records in the sample, without the header
 * @param bytes bytes of these records
 * @param notes what was changed in the names
 */
record CsvDialect(
    char delimiter,
    char quote,
    char escape,
    boolean header,
    List<String> columns,
    int rows,
    long bytes,
    List<String> notes) {

  private static final char[] DELIMITERS = {',', ';', '\t', '|'};
  private static final int RECORDS = 200;

  static CsvDialect sniff(String name, byte[] head, boolean complete) {
    if (head.length >= 2
        && ((head[0] == (byte) 0xff && head[1] == (byte) 0xfe)
            || (head[0] == (byte) 0xfe && head[1] == (byte) 0xff))) {
      throw new UnreadableTableException(
          name
              + ": the file is encoded in UTF-16. Convert it to UTF-8, for instance with"
              + " iconv -f UTF-16 -t UTF-8.");
    }
    int zero = indexOf(head, (byte) 0);
    if (zero >= 0) {
      throw new UnreadableTableException(
          name
              + ": byte "
              + zero
              + " is zero, so this is no text. Tables are read as CSV, Parquet or NDJSON.");
    }
    String text = new String(head, StandardCharsets.UTF_8);
    if (text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    char quote = quoteOf(text);
    char escape = quote == '"' && text.contains("\\\"") && !text.contains("\"\"") ? '\\' : quote;
    char delimiter = delimiterOf(text, quote, escape, complete);
    List<List<String>> records = records(text, delimiter, quote, escape, complete, RECORDS);
    if (records.isEmpty()) {
      throw new UnreadableTableException(
          name + ": the file holds blank lines only. A table needs a header row and data.");
    }
    boolean header = hasHeader(records);
    List<String> notes = new ArrayList<>();
    List<String> names = names(records.get(0), header, name, notes);
    int data = records.size() - (header ? 1 : 0);
    long bytes = 0;
    for (List<String> record : records.subList(header ? 1 : 0, records.size())) {
      bytes += record.size();
      for (String field : record) {
        bytes += field.length();
      }
    }
    return new CsvDialect(delimiter, quote, escape, header, names, data, bytes, notes);
  }

  private static int indexOf(byte[] bytes, byte wanted) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static char quoteOf(String text) {
    int single = 0;
    int dual = 0;
    for (int i = 0; i < Math.min(text.length(), 1 << 16); i++) {
      char before = i == 0 ? '\n' : text.charAt(i - 1);
      if (before == '\n' || before == ',' || before == ';' || before == '\t' || before == '|') {
        single += text.charAt(i) == '\'' ? 1 : 0;
        dual += text.charAt(i) == '"' ? 1 : 0;
      }
    }
    return dual == 0 && single > 1 && countClosing(text) >= single ? '\'' : '"';
  }

  /** Single quotes that end a field: an apostrophe inside a word is none. */
  private static int countClosing(String text) {
    int closing = 0;
    for (int i = 1; i < Math.min(text.length(), 1 << 16); i++) {
      if (text.charAt(i) == '\'') {
        char after = i + 1 < text.length() ? text.charAt(i + 1) : '\n';
        closing += ",;\t|\r\n".indexOf(after) >= 0 ? 1 : 0;
      }
    }
    return closing;
  }

  private static char delimiterOf(String text, char quote, char escape, boolean complete) {
    char best = ',';
    double bestScore = 0;
    for (char candidate : DELIMITERS) {
      List<List<String>> records = records(text, candidate, quote, escape, complete, 50);
      if (records.isEmpty() || records.get(0).size() < 2) {
        continue;
      }
      int width = records.get(0).size();
      long same = records.stream().filter(r -> r.size() == width).count();
      double score = (double) same / records.size() + Math.min(width, 1000) * 1e-4;
      if (score > bestScore) {
        bestScore = score;
        best = candidate;
      }
    }
    return best;
  }

  /** A first record of numbers above numbers is data, unless it counts the columns. */
  private static boolean hasHeader(List<List<String>> records) {
    List<String> first = records.get(0);
    if (records.size() < 2 || new LinkedHashSet<>(first).size() < first.size()) {
      return true;
    }
    boolean counts = true;
    boolean numeric = false;
    List<String> second = records.get(1);
    for (int c = 0; c < first.size(); c++) {
      counts &= first.get(c).equals(String.valueOf(c)) || first.get(c).equals("" + (c + 1));
      numeric |=
          c < second.size() && TextKind.isNumber(first.get(c)) && TextKind.isNumber(second.get(c));
    }
    return counts || !numeric;
  }

  private static List<String> names(
      List<String> first, boolean header, String file, List<String> notes) {
    Set<String> names = new LinkedHashSet<>();
    for (int c = 0; c < first.size(); c++) {
      String wanted = header ? first.get(c).strip() : "";
      String name = wanted.isEmpty() ? "column" + (c + 1) : wanted;
      for (int i = 2; !names.add(name); i++) {
        name = wanted + "_" + i;
        if (!names.contains(name)) {
          notes.add(file + ": a second column '" + wanted + "' is called '" + name + "' here");
        }
      }
    }
    if (!header) {
      notes.add(file + ": no header row; the columns are called column1, column2 and so on");
    }
    return List.copyOf(names);
  }

  /** The first records; one that the head cuts off is left out. */
  static List<List<String>> records(
      String text, char delimiter, char quote, char escape, boolean complete, int limit) {
    List<List<String>> records = new ArrayList<>();
    List<String> record = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (int i = 0; i < text.length() && records.size() < limit; i++) {
      char ch = text.charAt(i);
      if (quoted) {
        if (ch == escape && i + 1 < text.length() && text.charAt(i + 1) == quote) {
          field.append(quote);
          i++;
        } else if (ch == quote) {
          quoted = false;
        } else {
          field.append(ch);
        }
      } else if (ch == quote && field.isEmpty()) {
        quoted = true;
        any = true;
      } else if (ch == delimiter) {
        record.add(field.toString());
        field.setLength(0);
        any = true;
      } else if (ch == '\n' || ch == '\r') {
        if (any || !field.isEmpty()) {
          record.add(field.toString());
          records.add(record);
          record = new ArrayList<>();
        }
        field.setLength(0);
        any = false;
      } else {
        field.append(ch);
      }
    }
    boolean cut = !complete && !records.isEmpty();
    if (records.size() < limit && !cut && (any || !field.isEmpty())) {
      record.add(field.toString());
      records.add(record);
    }
    return records;
  }
}
