package org.bellwether.files;

import java.util.BitSet;
import java.util.Set;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Dictionary;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** Copies one column of a chunk into a vector, reusing its arrays. */
final class ColumnFetch {

  private final ColumnPlan plan;
  private final @Nullable CategoryCodes codes;
  private final Source source;
  private double[] numbers = new double[0];
  private long[] moments = new long[0];
  private int dimension = -1;

  ColumnFetch(ColumnPlan plan, RawColumn.Physical physical, Source source) {
    this.plan = plan;
    this.source = source;
    this.codes =
        switch (plan.column().type()) {
          case CATEGORICAL, BOOLEAN ->
              new CategoryCodes(
                  plan.isIdentifier() ? 0 : Dictionary.DEFAULT_CAP, plan.isNormalised(physical));
          default -> null;
        };
  }

  /**
   * The vector of some rows.
   *
   * @param at index of the column's first result column, -1 when the file has none
   * @param rows which rows of the chunk, {@code null} for the first {@code count}
   * @param firstRow number of the first row in the file, from 0
   */
  ColumnVector read(
      DuckDBDataChunkReader chunk, int at, int @Nullable [] rows, int count, long firstRow) {
    if (at < 0) {
      return missing(count);
    }
    DuckDBReadableVector v = chunk.vector(at);
    return switch (plan.column().type()) {
      case NUMERIC -> numbers(v, rows, count);
      case CATEGORICAL, BOOLEAN ->
          java.util.Objects.requireNonNull(codes).read(v, chunk.vector(at + 1), rows, count);
      case TEXT -> texts(v, rows, count);
      case TIMESTAMP -> moments(v, rows, count);
      case EMBEDDING -> vectors(v, rows, count, firstRow);
    };
  }

  /** The vector of rows of a file that has no such column. */
  ColumnVector missing(int count) {
    BitSet all = new BitSet(count);
    all.set(0, count);
    return switch (plan.column().type()) {
      case NUMERIC -> new ColumnVector.Numeric(new double[count], all);
      case CATEGORICAL, BOOLEAN -> {
        int[] none = new int[count];
        java.util.Arrays.fill(none, Dictionary.MISSING);
        yield new ColumnVector.Category(none, new Dictionary(1), null);
      }
      case TEXT -> new ColumnVector.Text(new String[count]);
      case TIMESTAMP -> {
        long[] none = new long[count];
        java.util.Arrays.fill(none, ColumnVector.Timestamp.MISSING);
        yield new ColumnVector.Timestamp(none);
      }
      case EMBEDDING -> new ColumnVector.Embedding(new float[count][]);
    };
  }

  private ColumnVector numbers(DuckDBReadableVector v, int @Nullable [] rows, int count) {
    if (numbers.length < count) {
      numbers = new double[count];
    }
    double[] out = numbers;
    BitSet missing = null;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      double value = v.getDouble(row, Double.NaN);
      out[i] = value;
      if (Double.isNaN(value) && v.isNull(row)) {
        missing = missing == null ? new BitSet(count) : missing;
        missing.set(i);
      }
    }
    return new ColumnVector.Numeric(out, missing);
  }

  private ColumnVector moments(DuckDBReadableVector v, int @Nullable [] rows, int count) {
    if (moments.length < count) {
      moments = new long[count];
    }
    for (int i = 0; i < count; i++) {
      moments[i] = v.getLong(rows == null ? i : rows[i], ColumnVector.Timestamp.MISSING);
    }
    return new ColumnVector.Timestamp(moments);
  }

  private static ColumnVector texts(DuckDBReadableVector v, int @Nullable [] rows, int count) {
    String[] out = new String[count];
    for (int i = 0; i < count; i++) {
      out[i] = v.getString(rows == null ? i : rows[i]);
    }
    return new ColumnVector.Text(out);
  }

  private ColumnVector vectors(
      DuckDBReadableVector v, int @Nullable [] rows, int count, long firstRow) {
    float[][] out = new float[count][];
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      String text = v.getString(row);
      if (text == null || text.isEmpty()) {
        continue;
      }
      String[] parts = text.split(",", -1);
      if (dimension < 0) {
        dimension = parts.length;
      }
      if (parts.length != dimension) {
        throw new UnreadableTableException(
            source.place(firstRow + row, Set.of())
                + ", column '"
                + plan.column().name()
                + "': the vector has "
                + parts.length
                + " numbers, earlier ones have "
                + dimension
                + ". All vectors of a column must have one length.");
      }
      float[] values = new float[parts.length];
      for (int k = 0; k < values.length; k++) {
        values[k] = Float.parseFloat(parts[k].equals("nan") ? "NaN" : parts[k]);
      }
      out[i] = values;
    }
    return new ColumnVector.Embedding(out);
  }
}
