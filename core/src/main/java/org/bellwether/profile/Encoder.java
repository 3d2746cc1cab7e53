package org.bellwether.profile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Writes a profile's bytes, little-endian. */
final class Encoder {

  private byte[] bytes;
  private ByteBuffer buffer;

  Encoder(int capacity) {
    bytes = new byte[Math.max(64, capacity)];
    buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer room(long needed) {
    long total = buffer.position() + needed;
    if (total > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException(
          "a profile of more than 2 GiB cannot be written as bytes: create it with a smaller"
              + " exactBudgetBytes");
    }
    if (total > bytes.length) {
      int size = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(total, 2L * bytes.length));
      int position = buffer.position();
      bytes = Arrays.copyOf(bytes, size);
      buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(position);
    }
    return buffer;
  }

  int size() {
    return buffer.position();
  }

  byte[] array() {
    return bytes;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, buffer.position());
  }

  void reset() {
    buffer.clear();
  }

  void bool(boolean v) {
    room(1).put((byte) (v ? 1 : 0));
  }

  void integer(int v) {
    room(4).putInt(v);
  }

  void number(long v) {
    room(8).putLong(v);
  }

  void real(double v) {
    room(8).putDouble(v);
  }

  void text(@Nullable String v) {
    if (v == null) {
      integer(-1);
      return;
    }
    byte[] utf8 = v.getBytes(StandardCharsets.UTF_8);
    integer(utf8.length);
    room(utf8.length).put(utf8);
  }

  void reals(double[] v, int n) {
    integer(n);
    ByteBuffer b = room(8L * n);
    b.asDoubleBuffer().put(v, 0, n);
    b.position(b.position() + 8 * n);
  }

  void reals(double[] v) {
    reals(v, v.length);
  }

  void numbers(long[] v, int n) {
    integer(n);
    ByteBuffer b = room(8L * n);
    b.asLongBuffer().put(v, 0, n);
    b.position(b.position() + 8 * n);
  }

  void numbers(long[] v) {
    numbers(v, v.length);
  }

  void integers(int[] v, int n) {
    integer(n);
    ByteBuffer b = room(4L * n);
    b.asIntBuffer().put(v, 0, n);
    b.position(b.position() + 4 * n);
  }

  void floats(float[] v) {
    integer(v.length);
    ByteBuffer b = room(4L * v.length);
    b.asFloatBuffer().put(v);
    b.position(b.position() + 4 * v.length);
  }

  /** Numbers of which many may be 0: index and value of the others, where that is shorter. */
  void sparse(double[] v) {
    int filled = 0;
    for (double x : v) {
      filled += x == 0 ? 0 : 1;
    }
    boolean dense = 12L * filled > 8L * v.length;
    bool(dense);
    if (dense) {
      reals(v);
      return;
    }
    integer(filled);
    for (int i = 0; i < v.length; i++) {
      if (v[i] != 0) {
        integer(i);
        real(v[i]);
      }
    }
  }

  /** As {@link #sparse(double[])}, for counts. */
  void sparse(long[] v) {
    double[] reals = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      reals[i] = Double.longBitsToDouble(v[i]);
    }
    sparse(reals);
  }

  void bits(@Nullable BitSet v) {
    numbers(v == null ? new long[0] : v.toLongArray());
  }

  /** Rows without their dictionaries. */
  void batch(ColumnBatch batch) {
    int n = batch.rows();
    integer(n);
    number(batch.firstRow());
    for (ColumnVector vector : batch.columns()) {
      if (vector instanceof ColumnVector.Numeric v) {
        reals(v.values(), n);
        bits(v.missing());
      } else if (vector instanceof ColumnVector.Category v) {
        integers(v.codes(), n);
        long[] hashes = v.hashes();
        bool(hashes != null);
        if (hashes != null) {
          numbers(hashes, n);
        }
      } else if (vector instanceof ColumnVector.Text v) {
        for (int r = 0; r < n; r++) {
          text(v.values()[r]);
        }
      } else if (vector instanceof ColumnVector.Timestamp v) {
        numbers(v.epochMicros(), n);
      } else if (vector instanceof ColumnVector.Embedding v) {
        for (int r = 0; r < n; r++) {
          float[] x = v.values()[r];
          bool(x != null);
          if (x != null) {
            floats(x);
          }
        }
      }
    }
  }
}
