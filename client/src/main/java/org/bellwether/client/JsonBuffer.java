package org.bellwether.client;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON as UTF-8 bytes, written in order and up to a size. Beyond that size it takes nothing more
 * and says so with {@link #overflowed}. Not thread-safe.
 */
final class JsonBuffer {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final int REPLACEMENT = 0xFFFD;

  private final int limit;
  private byte[] bytes;
  private int size;
  private boolean overflowed;

  JsonBuffer(int capacity, int limit) {
    this.bytes = new byte[Math.min(capacity, limit)];
    this.limit = limit;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  int size() {
    return size;
  }

  boolean overflowed() {
    return overflowed;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** One byte of punctuation. */
  void raw(char punctuation) {
    if (reserve(1)) {
      bytes[size++] = (byte) punctuation;
    }
  }

  void raw(byte[] json) {
    raw(json, json.length);
  }

  void raw(JsonBuffer json) {
    overflowed |= json.overflowed;
    raw(json.bytes, json.size);
  }

  private void raw(byte[] json, int length) {
    if (reserve(length)) {
      System.arraycopy(json, 0, bytes, size, length);
      size += length;
    }
  }

  /** A comma where something precedes, the quoted name and a colon. */
  void name(CharSequence name) {
    if (size > 0 && bytes[size - 1] != '{') {
      raw(',');
    }
    text(name);
    raw(':');
  }

  /** A quoted, escaped text. Half a surrogate pair becomes U+FFFD. */
  void text(CharSequence text) {
    int length = text.length();
    if (!reserve(length + 2)) {
      return;
    }
    bytes[size++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7F && c != '"' && c != '\\') {
        if (size == bytes.length && !reserve(length - i + 1)) {
          return;
        }
        bytes[size++] = (byte) c;
      } else if (!reserve(6 + length - i)) {
        return;
      } else if (c < 0x80) {
        escaped(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        utf8(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        utf8(Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    raw('"');
  }

  private void escaped(char c) {
    bytes[size++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[size++] = (byte) c;
      case '\n' -> bytes[size++] = 'n';
      case '\r' -> bytes[size++] = 'r';
      case '\t' -> bytes[size++] = 't';
      default -> {
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[c >> 4];
        bytes[size++] = HEX[c & 15];
      }
    }
  }

  private void utf8(int point) {
    if (point < 0x800) {
      bytes[size++] = (byte) (0xC0 | (point >> 6));
    } else {
      if (point < 0x10000) {
        bytes[size++] = (byte) (0xE0 | (point >> 12));
      } else {
        bytes[size++] = (byte) (0xF0 | (point >> 18));
        bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3F));
      }
      bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
    }
    bytes[size++] = (byte) (0x80 | (point & 0x3F));
  }

  void number(long value) {
    raw(ascii(Long.toString(value)));
  }

  /** Shortest decimal that reads back as the same value; must be finite. */
  void number(double value) {
    long whole = (long) value;
    if (value == whole && Math.abs(value) < 1e15 && (whole != 0 || 1 / value > 0)) {
      number(whole);
    } else {
      raw(ascii(Double.toString(value)));
    }
  }

  /**
   * A number, truth value, text, enum constant or null.
   *
   * @throws InvalidValueException for a number that is not finite, or another type
   */
  void value(@Nullable Object value) {
    if (value == null) {
      raw(NULL);
    } else if (value instanceof CharSequence text) {
      text(text);
    } else if (value instanceof Double number) {
      finite(number);
    } else if (value instanceof Float number) {
      // By its decimal text, so that 0.1f arrives as 0.1.
      finite(Float.isFinite(number) ? Double.parseDouble(number.toString()) : number);
    } else if (value instanceof Boolean truth) {
      raw(truth ? TRUE : FALSE);
    } else if (value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte) {
      number(((Number) value).longValue());
    } else if (value instanceof BigDecimal || value instanceof BigInteger) {
      finite(((Number) value).doubleValue());
    } else if (value instanceof Enum<?> constant) {
      text(constant.name());
    } else if (value instanceof Character character) {
      text(character.toString());
    } else {
      throw new InvalidValueException(
          "must be a number, a text, a boolean or null, not " + value.getClass().getName());
    }
  }

  private void finite(double value) {
    if (!Double.isFinite(value)) {
      throw new InvalidValueException("must be finite, not " + value);
    }
    number(value);
  }

  private boolean reserve(int more) {
    if (overflowed || more > limit - size) {
      overflowed = true;
      return false;
    }
    if (more > bytes.length - size) {
      int grown = (int) Math.min(limit, Math.max(2L * bytes.length, (long) size + more));
      bytes = Arrays.copyOf(bytes, grown);
    }
    return true;
  }
}
