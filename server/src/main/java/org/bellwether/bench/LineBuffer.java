package org.bellwether.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Collects lines of a table as bytes; writing ten million rows must not take minutes. */
final class LineBuffer {

  private final byte[] bytes;
  private int size;

  LineBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  int capacity() {
    return bytes.length;
  }

  int size() {
    return size;
  }

  void add(byte value) {
    bytes[size++] = value;
  }

  void add(byte[] text) {
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  /** Adds a number that is not negative. */
  void add(long value) {
    long power = 1;
    while (value / power >= 10) {
      power *= 10;
    }
    for (; power > 0; power /= 10) {
      bytes[size++] = (byte) ('0' + value / power % 10);
    }
  }

  /** Adds a number with so many decimals, half up in magnitude. */
  void add(double value, int decimals) {
    if (value < 0) {
      add((byte) '-');
    }
    long power = 1;
    for (int i = 0; i < decimals; i++) {
      power *= 10;
    }
    long scaled = Math.round(Math.abs(value) * power);
    add(scaled / power);
    if (decimals > 0) {
      add((byte) '.');
      for (long digit = power / 10; digit > 0; digit /= 10) {
        bytes[size++] = (byte) ('0' + scaled / digit % 10);
      }
    }
  }

  void flushTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }
}
