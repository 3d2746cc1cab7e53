package org.bellwether.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes events' bytes, little-endian, names that recur once only. */
final class ByteWriter {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;
  private final Map<String, Integer> names = new HashMap<>();

  ByteWriter(int capacity) {
    bytes = new byte[capacity];
  }

  private void room(int needed) {
    if (bytes.length - size < needed) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, needed), 2 * bytes.length));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  void put(int b) {
    room(1);
    bytes[size++] = (byte) b;
  }

  /** Seven bits a byte, lowest first; the number is taken as unsigned. */
  void varint(long v) {
    room(10);
    long rest = v;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void number(long v) {
    room(8);
    LONG.set(bytes, size, v);
    size += 8;
  }

  void real(double v) {
    number(Double.doubleToRawLongBits(v));
  }

  void floats(float[] v) {
    varint(v.length);
    room(Math.multiplyExact(4, v.length));
    for (float x : v) {
      INT.set(bytes, size, Float.floatToRawIntBits(x));
      size += 4;
    }
  }

  void text(@Nullable String v) {
    if (v == null) {
      put(0);
      return;
    }
    byte[] utf8 = v.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length + 1L);
    room(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  /** A text that is likely to recur. */
  void name(@Nullable String v) {
    if (v == null) {
      put(0);
      return;
    }
    Integer known = names.putIfAbsent(v, names.size());
    if (known == null) {
      put(1);
      text(v);
    } else {
      varint(known + 2L);
    }
  }
}
