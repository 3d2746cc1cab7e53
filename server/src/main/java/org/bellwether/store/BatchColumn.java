package org.bellwether.store;

import java.util.Arrays;
import java.util.BitSet;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Dictionary;
import org.bellwether.schema.ColumnType;
import org.jspecify.annotations.Nullable;

/** Collects the values of one column of a batch, to be used again for the next. */
sealed interface BatchColumn {

  void set(int row, @Nullable Object value);

  /** The first rows as a vector, valid until the next {@link #set}. */
  ColumnVector take(int rows);

  static BatchColumn of(ColumnType type, int rows) {
    return type == ColumnType.NUMERIC ? new Numbers(rows) : new Categories(rows);
  }

  /** Of numbers. */
  final class Numbers implements BatchColumn {
    private final double[] values;
    private final BitSet missing = new BitSet();

    Numbers(int rows) {
      values = new double[rows];
    }

    @Override
    public void set(int row, @Nullable Object value) {
      if (value instanceof Double number) {
        set(row, number.doubleValue());
      } else {
        missing(row);
      }
    }

    void set(int row, double value) {
      values[row] = value;
      missing.clear(row);
    }

    void missing(int row) {
      values[row] = 0;
      missing.set(row);
    }

    @Override
    public ColumnVector take(int rows) {
      return new ColumnVector.Numeric(values, missing.isEmpty() ? null : missing);
    }
  }

  /** Of texts and flags. */
  final class Categories implements BatchColumn {
    private static final int CAP = 10_000;

    private final Dictionary dictionary = new Dictionary(CAP);
    private final int[] codes;
    private final long[] hashes;
    private final @Nullable String[] beyond;
    private boolean overflowed;

    Categories(int rows) {
      codes = new int[rows];
      hashes = new long[rows];
      beyond = new String[rows];
    }

    @Override
    public void set(int row, @Nullable Object value) {
      String text = value == null ? null : value.toString();
      codes[row] = text == null ? Dictionary.MISSING : dictionary.codeOf(text);
      overflowed |= codes[row] == Dictionary.OTHER;
      beyond[row] = text;
    }

    @Override
    public ColumnVector take(int rows) {
      if (!overflowed) {
        return new ColumnVector.Category(codes, dictionary, null);
      }
      for (int row = 0; row < rows; row++) {
        String text = beyond[row];
        hashes[row] = text == null ? 0 : Dictionary.hashOf(text);
      }
      Arrays.fill(beyond, null);
      return new ColumnVector.Category(codes, dictionary, hashes);
    }
  }
}
