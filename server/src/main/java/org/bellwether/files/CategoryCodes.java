package org.bellwether.files;

import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Dictionary;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * Codes of a column's texts by a hash that the reader computes, so that a row costs no new string
 * unless its value is met for the first time. Two of a million different values share a 63-bit hash
 * with a chance of about 1e-7.
 */
final class CategoryCodes {

  private static final long EMPTY = -1;

  private final Dictionary dictionary;
  private final boolean normalised;
  private long[] keys = new long[256];
  private int[] codes = new int[256];
  private int size;
  private boolean overflowed;
  private int[] out = new int[0];
  private long @Nullable [] beyond;

  CategoryCodes(int cap, boolean normalised) {
    this.dictionary = new Dictionary(cap);
    this.normalised = normalised;
    java.util.Arrays.fill(keys, EMPTY);
    this.overflowed = cap == 0;
  }

  /**
   * Codes of some rows; reading on overwrites them.
   *
   * @param hashes 63-bit hashes of the texts, not negative
   * @param texts the texts
   * @param rows which rows, {@code null} for the first {@code count}
   */
  ColumnVector.Category read(
      DuckDBReadableVector hashes, DuckDBReadableVector texts, int @Nullable [] rows, int count) {
    begin(count);
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      long key = hashes.getLong(row);
      if (!put(i, key)) {
        String text = texts.getString(row);
        if (text == null) {
          out[i] = Dictionary.MISSING;
        } else {
          put(i, key, text);
        }
      }
    }
    return take();
  }

  /** Begins a batch. */
  void begin(int rows) {
    if (out.length < rows) {
      out = new int[rows];
    }
    beyond = overflowed ? new long[rows] : null;
  }

  /** The codes since {@link #begin}. */
  ColumnVector.Category take() {
    return new ColumnVector.Category(out, dictionary, beyond);
  }

  void missing(int row) {
    out[row] = Dictionary.MISSING;
  }

  /** Whether the value with this hash is known: then the row has its code. */
  boolean put(int row, long key) {
    int slot = slot(key);
    if (keys[slot] != key) {
      return false;
    }
    out[row] = codes[slot];
    return true;
  }

  /** Gives the row the code of a value that is not known yet. */
  void put(int row, long key, String text) {
    String value = canonical(text);
    int code = dictionary.codeOf(value);
    if (code == Dictionary.OTHER) {
      overflowed = true;
      beyond = beyond == null ? new long[out.length] : beyond;
      beyond[row] = Dictionary.hashOf(value);
    } else {
      insert(slot(key), key, code);
    }
    out[row] = code;
  }

  private String canonical(String text) {
    return normalised ? normalise(text) : text;
  }

  /** One text for a number however it is written (1.0 and 1), and for true and TRUE. */
  static String normalise(String text) {
    String plain = text.strip();
    if (TextKind.isBoolean(plain)) {
      return plain.toLowerCase(java.util.Locale.ROOT);
    }
    if (TextKind.isNumber(plain) && !TextKind.hasLeadingZero(plain)) {
      try {
        double value = Double.parseDouble(plain);
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
          return Long.toString((long) value);
        }
      } catch (NumberFormatException e) {
        return plain; // "nan" and "inf" in DuckDB's spelling
      }
    }
    return plain;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key ^ (key >>> 32)) & mask;
    while (keys[slot] != key && keys[slot] != EMPTY) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void insert(int slot, long key, int code) {
    keys[slot] = key;
    codes[slot] = code;
    if (++size * 2 > keys.length) {
      long[] oldKeys = keys;
      int[] oldCodes = codes;
      keys = new long[oldKeys.length * 2];
      codes = new int[keys.length];
      java.util.Arrays.fill(keys, EMPTY);
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldKeys[i] != EMPTY) {
          int to = slot(oldKeys[i]);
          keys[to] = oldKeys[i];
          codes[to] = oldCodes[i];
        }
      }
    }
  }
}
