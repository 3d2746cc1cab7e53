package org.bellwether.profile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Codes for a column's categories, in order of first sight, up to a cap. */
public final class Dictionary {

  /** Code of a row without a value. */
  public static final int MISSING = -1;

  /** Code of a value that came after the cap was reached. */
  public static final int OTHER = -2;

  /** Categories kept of one column before the rest is counted as "other". */
  public static final int DEFAULT_CAP = 100_000;

  private final int cap;
  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> values = new ArrayList<>();

  public Dictionary(int cap) {
    this.cap = cap;
  }

  /** The value's code, given now if it is new; {@link #OTHER} once the cap is reached. */
  public int codeOf(String value) {
    Integer known = codes.get(value);
    if (known != null) {
      return known;
    }
    if (values.size() >= cap) {
      return OTHER;
    }
    codes.put(value, values.size());
    values.add(value);
    return values.size() - 1;
  }

  public String valueOf(int code) {
    return values.get(code);
  }

  public int size() {
    return values.size();
  }

  /**
   * The hash that stands for a value beyond the dictionary: every source of batches must use this
   * one, or distinct counts do not merge.
   */
  public static long hashOf(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return hashOf(utf8, 0, utf8.length);
  }

  /**
   * The hash of a value given as UTF-8 bytes {@code from} (inclusive) to {@code to} (exclusive).
   */
  public static long hashOf(byte[] utf8, int from, int to) {
    long h = Hashing.SEED + (to - from);
    for (int i = from; i < to; i++) {
      h = (h ^ (utf8[i] & 0xff)) * Hashing.PRIME;
    }
    return Hashing.mix(h);
  }
}
