package org.bellwether.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote, and refuses what it cannot have written. */
final class ByteReader {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int at;
  private final List<String> names = new ArrayList<>();

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  static IllegalArgumentException corrupt(String why) {
    return new IllegalArgumentException("these bytes are no whole events: " + why);
  }

  int remaining() {
    return bytes.length - at;
  }

  private void need(long length) {
    if (length < 0 || length > remaining()) {
      throw corrupt("they end at byte " + bytes.length + ", " + length + " more are needed");
    }
  }

  int take() {
    need(1);
    return bytes[at++] & 0xff;
  }

  long varint() {
    long v = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = take();
      v |= (b & 0x7fL) << shift;
      if (b < 0x80) {
        return v;
      }
    }
    throw corrupt("a number is longer than 64 bits");
  }

  /** How many things of at least {@code size} bytes follow. */
  int count(int size) {
    long n = varint();
    if (n < 0 || n > remaining() / size) {
      throw corrupt("a count of " + n + " at byte " + at + " is more than what follows");
    }
    return (int) n;
  }

  long number() {
    need(8);
    long v = (long) LONG.get(bytes, at);
    at += 8;
    return v;
  }

  double real() {
    return Double.longBitsToDouble(number());
  }

  float[] floats() {
    float[] v = new float[count(4)];
    for (int i = 0; i < v.length; i++) {
      v[i] = Float.intBitsToFloat((int) INT.get(bytes, at));
      at += 4;
    }
    return v;
  }

  String text() {
    String v = optionalText();
    if (v == null) {
      throw corrupt("a text is missing before byte " + at);
    }
    return v;
  }

  @Nullable String optionalText() {
    long length = varint() - 1;
    if (length < 0) {
      return null;
    }
    need(length);
    String v = new String(bytes, at, (int) length, StandardCharsets.UTF_8);
    at += (int) length;
    return v;
  }

  String name() {
    String v = optionalName();
    if (v == null) {
      throw corrupt("a name is missing before byte " + at);
    }
    return v;
  }

  @Nullable String optionalName() {
    long known = varint();
    if (known == 0) {
      return null;
    }
    if (known == 1) {
      String v = text();
      names.add(v);
      return v;
    }
    if (known < 0 || known - 2 >= names.size()) {
      throw corrupt("name " + (known - 2) + " is used and not given");
    }
    return names.get((int) (known - 2));
  }
}
