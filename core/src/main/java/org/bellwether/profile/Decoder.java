package org.bellwether.profile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.bellwether.schema.Schema;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Encoder} wrote; never trusts a length before the bytes are there. */
final class Decoder {

  private final ByteBuffer buffer;

  Decoder(byte[] bytes, int offset, int length) {
    buffer = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer need(long n) {
    if (n < 0 || n > buffer.remaining()) {
      throw corrupt("a part of " + n + " bytes where " + buffer.remaining() + " are left");
    }
    return buffer;
  }

  static IllegalArgumentException corrupt(String what) {
    return new IllegalArgumentException(
        "the bytes are not a whole profile (" + what + "): fetch or write them again");
  }

  int remaining() {
    return buffer.remaining();
  }

  boolean bool() {
    return need(1).get() != 0;
  }

  int integer() {
    return need(4).getInt();
  }

  /** A count of parts of at least {@code size} bytes each. */
  int count(int size) {
    int n = integer();
    if (n < 0) {
      throw corrupt("a count of " + n);
    }
    need((long) n * size);
    return n;
  }

  long number() {
    return need(8).getLong();
  }

  double real() {
    return need(8).getDouble();
  }

  @Nullable String textOrNull() {
    int n = integer();
    if (n == -1) {
      return null;
    }
    byte[] utf8 = new byte[need(n) == null ? 0 : n];
    buffer.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  String text() {
    String text = textOrNull();
    if (text == null) {
      throw corrupt("a text that is missing");
    }
    return text;
  }

  double[] reals() {
    double[] v = new double[count(8)];
    buffer.asDoubleBuffer().get(v);
    buffer.position(buffer.position() + 8 * v.length);
    return v;
  }

  long[] numbers() {
    long[] v = new long[count(8)];
    buffer.asLongBuffer().get(v);
    buffer.position(buffer.position() + 8 * v.length);
    return v;
  }

  int[] integers() {
    int[] v = new int[count(4)];
    buffer.asIntBuffer().get(v);
    buffer.position(buffer.position() + 4 * v.length);
    return v;
  }

  float[] floats() {
    float[] v = new float[count(4)];
    buffer.asFloatBuffer().get(v);
    buffer.position(buffer.position() + 4 * v.length);
    return v;
  }

  /** Fills an array whose length is known. */
  void reals(double[] into) {
    double[] v = reals();
    same(v.length, into.length);
    System.arraycopy(v, 0, into, 0, v.length);
  }

  /** Fills an array whose length is known. */
  void numbers(long[] into) {
    long[] v = numbers();
    same(v.length, into.length);
    System.arraycopy(v, 0, into, 0, v.length);
  }

  /** Fills an array of zeros. */
  void sparse(double[] into) {
    if (bool()) {
      reals(into);
      return;
    }
    int filled = count(12);
    for (int i = 0; i < filled; i++) {
      int at = integer();
      if (at < 0 || at >= into.length) {
        throw corrupt("part " + at + " of " + into.length);
      }
      into[at] = real();
    }
  }

  /** Fills an array of zeros. */
  void sparse(long[] into) {
    double[] reals = new double[into.length];
    sparse(reals);
    for (int i = 0; i < into.length; i++) {
      into[i] = Double.doubleToRawLongBits(reals[i]);
    }
  }

  static void same(int found, int expected) {
    if (found != expected) {
      throw corrupt(found + " parts where " + expected + " belong");
    }
  }

  BitSet bits() {
    return BitSet.valueOf(numbers());
  }

  /** Rows, with the profile's dictionaries. */
  ColumnBatch batch(Schema schema, Canonical canonical) {
    int n = count(0);
    long first = number();
    List<ColumnVector> columns = new ArrayList<>();
    for (int c = 0; c < schema.columns().size(); c++) {
      columns.add(
          switch (schema.columns().get(c).type()) {
            case NUMERIC -> {
              double[] values = reals();
              same(values.length, n);
              yield new ColumnVector.Numeric(values, bits());
            }
            case CATEGORICAL, BOOLEAN ->
                category(n, Objects.requireNonNull(canonical.dictionary(c)));
            case TEXT -> {
              need(4L * n);
              @Nullable String[] values = new @Nullable String[n];
              for (int r = 0; r < n; r++) {
                values[r] = textOrNull();
              }
              yield new ColumnVector.Text(values);
            }
            case TIMESTAMP -> {
              long[] values = numbers();
              same(values.length, n);
              yield new ColumnVector.Timestamp(values);
            }
            case EMBEDDING -> {
              need(n);
              float[] @Nullable [] values = new float[n][];
              for (int r = 0; r < n; r++) {
                values[r] = bool() ? floats() : null;
              }
              yield new ColumnVector.Embedding(values);
            }
          });
    }
    return new ColumnBatch(n, first, columns);
  }

  private ColumnVector category(int n, Dictionary dictionary) {
    int[] codes = integers();
    same(codes.length, n);
    for (int code : codes) {
      if (code < Dictionary.OTHER || code >= dictionary.size()) {
        throw corrupt("category code " + code + " of " + dictionary.size());
      }
    }
    long[] hashes = bool() ? numbers() : null;
    return new ColumnVector.Category(codes, dictionary, hashes);
  }
}
