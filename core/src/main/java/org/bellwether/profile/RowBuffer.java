package org.bellwether.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Schema;
import org.jspecify.annotations.Nullable;

/** Collects single rows into batches. */
final class RowBuffer {

  private static final int ROWS = 1_024;

  private final Schema schema;
  private final List<Dictionary> dictionaries = new ArrayList<>();
  private List<ColumnVector> columns = List.of();
  private int rows;

  RowBuffer(Schema schema) {
    this.schema = schema;
    schema.columns().forEach(c -> dictionaries.add(new Dictionary(Dictionary.DEFAULT_CAP)));
  }

  boolean isEmpty() {
    return rows == 0;
  }

  int size() {
    return rows;
  }

  /** Adds a row and says whether the buffer is full. */
  boolean add(Map<String, ? extends @Nullable Object> row) {
    int known = 0;
    if (columns.isEmpty()) {
      columns = fresh();
    }
    for (int c = 0; c < columns.size(); c++) {
      ColumnSchema column = schema.columns().get(c);
      known += row.containsKey(column.name()) ? 1 : 0;
      put(column, columns.get(c), row.get(column.name()), dictionaries.get(c));
    }
    if (known < row.size()) {
      throw new IllegalArgumentException(
          "the row has columns that the schema has not: "
              + row.keySet().stream().filter(k -> schema.column(k).isEmpty()).sorted().toList());
    }
    rows++;
    return rows == ROWS;
  }

  /** The rows collected; the buffer starts anew. */
  ColumnBatch take() {
    ColumnBatch batch = new ColumnBatch(rows, columns);
    rows = 0;
    columns = List.of();
    return batch;
  }

  private List<ColumnVector> fresh() {
    List<ColumnVector> out = new ArrayList<>();
    for (int c = 0; c < schema.columns().size(); c++) {
      out.add(
          switch (schema.columns().get(c).type()) {
            case NUMERIC -> new ColumnVector.Numeric(new double[ROWS], new BitSet());
            case CATEGORICAL, BOOLEAN ->
                new ColumnVector.Category(new int[ROWS], dictionaries.get(c), new long[ROWS]);
            case TEXT -> new ColumnVector.Text(new String[ROWS]);
            case TIMESTAMP -> new ColumnVector.Timestamp(new long[ROWS]);
            case EMBEDDING -> new ColumnVector.Embedding(new float[ROWS][]);
          });
    }
    return out;
  }

  private void put(
      ColumnSchema column, ColumnVector into, @Nullable Object value, Dictionary dictionary) {
    if (into instanceof ColumnVector.Numeric v && v.missing() != null) {
      v.missing().set(rows, value == null);
      if (value instanceof Number number) {
        v.values()[rows] = number.doubleValue();
      } else if (value instanceof Boolean flag) {
        v.values()[rows] = flag ? 1 : 0;
      } else if (value != null) {
        throw unfit(column, value);
      }
    } else if (into instanceof ColumnVector.Category v) {
      String text = value == null ? null : category(value);
      int code = text == null ? Dictionary.MISSING : dictionary.codeOf(text);
      v.codes()[rows] = code;
      if (code == Dictionary.OTHER && text != null && v.hashes() != null) {
        v.hashes()[rows] = Dictionary.hashOf(text);
      }
    } else if (into instanceof ColumnVector.Text v) {
      v.values()[rows] = value == null ? null : value.toString();
    } else if (into instanceof ColumnVector.Timestamp v) {
      v.epochMicros()[rows] =
          value == null ? ColumnVector.Timestamp.MISSING : micros(column, value);
    } else if (into instanceof ColumnVector.Embedding v) {
      if (value != null && !(value instanceof float[])) {
        throw unfit(column, value);
      }
      v.values()[rows] = (float[]) value;
    }
  }

  /** A category as text: the number 1.0 and the number 1 are the same category. */
  private static String category(Object value) {
    return value instanceof Number number
        ? SegmentKey.text(number.doubleValue())
        : value.toString();
  }

  private static long micros(ColumnSchema column, Object value) {
    if (value instanceof Instant instant) {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }
    throw unfit(column, value);
  }

  private static IllegalArgumentException unfit(ColumnSchema column, Object value) {
    return new IllegalArgumentException(
        "column '"
            + column.name()
            + "' is "
            + column.type()
            + " and cannot hold "
            + value
            + " of "
            + value.getClass().getName());
  }
}
