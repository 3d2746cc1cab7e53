package org.bellwether.learner;

import java.util.Arrays;
import java.util.BitSet;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Dictionary;
import org.bellwether.profile.Profile;
import org.bellwether.profile.RowSample;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Schema;
import org.jspecify.annotations.Nullable;

/** The sampled rows of a profile, column by column, at most so many. */
public final class SampledRows {

  private final Schema schema;
  private final RowSample sample;
  private final int rows;

  private SampledRows(Schema schema, RowSample sample, int rows) {
    this.schema = schema;
    this.sample = sample;
    this.rows = rows;
  }

  /** Every sampled row. */
  public static SampledRows of(Profile profile) {
    return new SampledRows(profile.schema(), profile.sample(), profile.sample().rows());
  }

  /**
   * The first rows: those with the smallest hashes, which is a random choice again.
   *
   * @param most largest number of rows
   */
  public SampledRows limit(int most) {
    return new SampledRows(schema, sample, Math.min(rows, most));
  }

  public int rows() {
    return rows;
  }

  /** Rows of the table that the sample was drawn from. */
  public long seen() {
    return sample.seen();
  }

  public Schema schema() {
    return schema;
  }

  /** The column's numbers, NaN where missing; moments as seconds since 1970. */
  public double[] numbers(String column) {
    double[] result = new double[rows];
    ColumnVector vector = vector(column);
    if (vector instanceof ColumnVector.Numeric v) {
      System.arraycopy(v.values(), 0, result, 0, rows);
      BitSet missing = v.missing();
      if (missing != null) {
        for (int r = missing.nextSetBit(0); r >= 0 && r < rows; r = missing.nextSetBit(r + 1)) {
          result[r] = Double.NaN;
        }
      }
    } else if (vector instanceof ColumnVector.Timestamp v) {
      for (int r = 0; r < rows; r++) {
        long micros = v.epochMicros()[r];
        result[r] = micros == ColumnVector.Timestamp.MISSING ? Double.NaN : micros / 1e6;
      }
    } else {
      throw new IllegalArgumentException("column '" + column + "' holds no numbers");
    }
    return result;
  }

  /**
   * The column's values as text, {@code null} where missing; a number without its fraction when
   * that is 0. Categories beyond the dictionary's cap are all {@code "(other)"}.
   */
  public @Nullable String[] values(String column) {
    @Nullable String[] result = new @Nullable String[rows];
    ColumnVector vector = vector(column);
    if (vector instanceof ColumnVector.Category v) {
      Dictionary dictionary = v.dictionary();
      for (int r = 0; r < rows; r++) {
        int code = v.codes()[r];
        result[r] =
            code == Dictionary.MISSING
                ? null
                : code == Dictionary.OTHER ? "(other)" : dictionary.valueOf(code);
      }
    } else if (vector instanceof ColumnVector.Text v) {
      System.arraycopy(v.values(), 0, result, 0, rows);
    } else {
      double[] numbers = numbers(column);
      for (int r = 0; r < rows; r++) {
        result[r] = Double.isNaN(numbers[r]) ? null : text(numbers[r]);
      }
    }
    return result;
  }

  /** The column's vectors, {@code null} where missing. */
  public float[] @Nullable [] vectors(String column) {
    if (vector(column) instanceof ColumnVector.Embedding v) {
      return Arrays.copyOf(v.values(), rows);
    }
    throw new IllegalArgumentException("column '" + column + "' holds no embeddings");
  }

  private ColumnVector vector(String column) {
    ColumnSchema known =
        schema
            .column(column)
            .orElseThrow(() -> new IllegalArgumentException("no column '" + column + "'"));
    return sample.columns().get(schema.columns().indexOf(known));
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
