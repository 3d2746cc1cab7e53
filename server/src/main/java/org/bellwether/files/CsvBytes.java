package org.bellwether.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** What the bytes of a CSV file mean, and the texts in them. */
final class CsvBytes {

  /** Kinds of bytes: part of a text, the end of a field, a quote, one that UTF-8 must judge. */
  static final byte PLAIN = 0;

  static final byte END = 1;
  static final byte QUOTE = 2;
  static final byte JUDGED = 3;

  private final byte delimiter;
  private final byte quote;
  private final byte[] kinds = new byte[256];
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

  CsvBytes(byte delimiter, byte quote) {
    this.delimiter = delimiter;
    this.quote = quote;
    java.util.Arrays.fill(kinds, 128, 256, JUDGED);
    kinds[0] = JUDGED;
    kinds['\n'] = END;
    kinds['\r'] = END;
    kinds[delimiter] = END;
    kinds[quote] = QUOTE;
  }

  byte delimiter() {
    return delimiter;
  }

  byte quote() {
    return quote;
  }

  byte[] kinds() {
    return kinds;
  }

  boolean ends(byte b) {
    return kinds[b & 0xff] == END;
  }

  /**
   * The index after a field, at which its delimiter or line end stands.
   *
   * @param from where it starts, with or without a quote
   */
  int after(byte[] b, int from) throws UnusualCsvException {
    if (b[from] == quote) {
      return afterQuoted(b, from);
    }
    int p = from;
    byte kind = kinds[b[p] & 0xff];
    while (kind == PLAIN || kind == JUDGED) {
      kind = kinds[b[++p] & 0xff];
    }
    if (kind == QUOTE) {
      throw new UnusualCsvException("a quote within a field");
    }
    return p;
  }

  private int afterQuoted(byte[] b, int from) throws UnusualCsvException {
    int p = from + 1;
    while (b[p] != quote || b[p + 1] == quote) {
      if (b[p] == '\n' || b[p] == '\r') {
        throw new UnusualCsvException("a line end within quotes");
      }
      p += b[p] == quote ? 2 : 1;
    }
    if (p == from + 1 || !ends(b[p + 1])) {
      throw new UnusualCsvException("a quoted field of nothing, or with a text behind it");
    }
    return p + 1;
  }

  /** The text of a field that is not empty, without its quotes. */
  String text(byte[] b, int from, int to) throws UnusualCsvException {
    boolean quoted = b[from] == quote;
    if (!quoted && isAscii(b, from, to)) {
      return new String(b, from, to - from, StandardCharsets.ISO_8859_1);
    }
    try {
      ByteBuffer field =
          quoted
              ? ByteBuffer.wrap(b, from + 1, to - from - 2)
              : ByteBuffer.wrap(b, from, to - from);
      String text = utf8.decode(field).toString();
      if (text.indexOf('\0') >= 0) {
        throw new UnusualCsvException("a zero byte");
      }
      String one = String.valueOf((char) quote);
      return quoted ? text.replace(one + one, one) : text;
    } catch (CharacterCodingException e) {
      throw new UnusualCsvException("not UTF-8");
    }
  }

  private static boolean isAscii(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] <= 0) {
        return false;
      }
    }
    return true;
  }

  static int indexOf(byte[] bytes, byte wanted, int end) {
    for (int i = 0; i < end; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
