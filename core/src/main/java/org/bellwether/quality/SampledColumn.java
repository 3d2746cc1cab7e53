package org.bellwether.quality;

import java.util.Arrays;
import org.bellwether.profile.ColumnVector;
import org.bellwether.profile.Dictionary;

/** A column of the row sample, seen as one 64-bit value a row. */
final class SampledColumn {

  /** What stands for a missing value. */
  private static final long MISSING = 0x9e3779b97f4a7c15L;

  private SampledColumn() {}

  static boolean isMissing(ColumnVector vector, int row) {
    if (vector instanceof ColumnVector.Numeric n) {
      return n.missing() != null && n.missing().get(row);
    }
    if (vector instanceof ColumnVector.Category c) {
      return c.codes()[row] == Dictionary.MISSING;
    }
    if (vector instanceof ColumnVector.Text t) {
      return t.values()[row] == null;
    }
    if (vector instanceof ColumnVector.Timestamp t) {
      return t.epochMicros()[row] == ColumnVector.Timestamp.MISSING;
    }
    return vector instanceof ColumnVector.Embedding e
        && (e.values() == null || e.values()[row] == null);
  }

  /** Equal for equal values; within one table, since codes of categories are the table's own. */
  static long hash(ColumnVector vector, int row) {
    if (isMissing(vector, row)) {
      return MISSING;
    }
    if (vector instanceof ColumnVector.Numeric n) {
      return mix(Double.doubleToLongBits(n.values()[row] + 0.0));
    }
    if (vector instanceof ColumnVector.Category c) {
      return mix(
          c.codes()[row] == Dictionary.OTHER && c.hashes() != null
              ? c.hashes()[row]
              : c.codes()[row]);
    }
    if (vector instanceof ColumnVector.Text t) {
      String value = t.values()[row];
      return value == null ? MISSING : mix(((long) value.hashCode() << 32) ^ value.length());
    }
    if (vector instanceof ColumnVector.Timestamp t) {
      return mix(t.epochMicros()[row]);
    }
    float[][] values = ((ColumnVector.Embedding) vector).values();
    return values == null ? MISSING : mix(Arrays.hashCode(values[row]));
  }

  /** Order-dependent combination of a row's values. */
  static long combine(long row, long value) {
    return mix(row * 31 + value);
  }

  /** Finaliser of SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195). */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
