package org.bellwether.stat;

/**
 * Sorts numbers that were written with few decimals, as most numbers in tables are: as whole
 * multiples of a power of ten they have few digits to sort by, or few values to count.
 */
final class DecimalSort {

  private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  /** Added to a number below 2^51, it leaves the nearest whole number in the low bits. */
  private static final double ROUND = 0x1.8p52;

  private static final long ROUND_BITS = Double.doubleToRawLongBits(ROUND);

  /** Few passes: of whole numbers the places that are written to at once stay near. */
  private static final int DIGIT_BITS = 12;

  /** Digits of 32 bits. */
  private static final int MOST_DIGITS = 3;

  /** Up to so many different multiples are counted, not sorted; more for as many values. */
  private static final int COUNTED = 1 << 16;

  private static final int PROBES = 1_000;

  private DecimalSort() {}

  /**
   * Sorts if every value is exactly the double nearest to a whole multiple of 10^-k, k at most 9,
   * and the multiples span less than 2^32. Negative zeros become positive ones.
   *
   * @return whether it did; if not, the values are as they were
   */
  static boolean sort(double[] values) {
    int k = probe(values);
    int[] keys = new int[k < 0 ? 0 : values.length];
    while (k >= 0 && k < POWERS.length) {
      double power = POWERS[k];
      long[] span = span(values, power, keys);
      if (span.length > 0) {
        long range = span[1] - span[0];
        if (range < 0 || range >= 1L << 32) {
          return false;
        }
        if (range < Math.max(COUNTED, values.length)) {
          count(keys, span[0], (int) range + 1, power, values);
        } else {
          restore(sorted(keys, span[0], range), span[0], power, values);
        }
        return true;
      }
      k++;
    }
    return false;
  }

  /** Decimals that some values need, -1 when they have too many. */
  private static int probe(double[] values) {
    int step = Math.max(1, values.length / PROBES);
    int k = 0;
    for (int i = 0; i < values.length; i += step) {
      while (key(values[i], POWERS[k]) / POWERS[k] != values[i]) {
        if (++k == POWERS.length) {
          return -1;
        }
      }
    }
    return k;
  }

  private static long key(double value, double power) {
    return Double.doubleToRawLongBits(value * power + ROUND) - ROUND_BITS;
  }

  /**
   * Smallest and largest multiple; empty where a value is none.
   *
   * @param keys gets the low bits of each multiple
   */
  private static long[] span(double[] values, double power, int[] keys) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = 0; i < keys.length; i++) {
      double v = values[i];
      long key = key(v, power);
      if (key / power != v) {
        return new long[0];
      }
      keys[i] = (int) key;
      min = key < min ? key : min;
      max = key > max ? key : max;
    }
    return new long[] {min, max};
  }

  private static void count(int[] keys, long min, int range, double power, double[] values) {
    int[] counts = new int[range];
    int low = (int) min;
    for (int key : keys) {
      counts[key - low]++;
    }
    int at = 0;
    for (int i = 0; i < range; i++) {
      int end = at + counts[i];
      double value = end > at ? (min + i) / power : 0;
      while (at < end) {
        values[at++] = value;
      }
    }
  }

  /** The keys less the smallest, in unsigned order, in their array or another. */
  private static int[] sorted(int[] keys, long min, long range) {
    int bits = 64 - Long.numberOfLeadingZeros(range);
    int digits = (bits + DIGIT_BITS - 1) / DIGIT_BITS;
    int width = (bits + digits - 1) / digits;
    int[][] offsets = counts(keys, (int) min, digits, width);
    int[] source = keys;
    int[] target = new int[keys.length];
    for (int digit = 0; digit < digits; digit++) {
      toOffsets(offsets[digit]);
      scatter(source, target, offsets[digit], digit * width);
      int[] other = source;
      source = target;
      target = other;
    }
    return source;
  }

  /** Takes the smallest off the keys and counts their digits. */
  private static int[][] counts(int[] keys, int min, int digits, int width) {
    int mask = (1 << width) - 1;
    int[][] counts = new int[MOST_DIGITS][1 << width];
    int[] first = counts[0];
    int[] second = counts[1];
    int[] third = counts[2];
    for (int i = 0; i < keys.length; i++) {
      int key = keys[i] - min;
      keys[i] = key;
      first[key & mask]++;
      second[key >>> width & mask]++;
      if (digits == MOST_DIGITS) {
        third[(key >>> (2 * width)) & mask]++;
      }
    }
    return counts;
  }

  private static void toOffsets(int[] counts) {
    int offset = 0;
    for (int i = 0; i < counts.length; i++) {
      int count = counts[i];
      counts[i] = offset;
      offset += count;
    }
  }

  private static void scatter(int[] source, int[] target, int[] offsets, int shift) {
    int mask = offsets.length - 1;
    for (int key : source) {
      target[offsets[key >>> shift & mask]++] = key;
    }
  }

  private static void restore(int[] keys, long min, double power, double[] values) {
    for (int i = 0; i < keys.length; i++) {
      values[i] = ((keys[i] & 0xffffffffL) + min) / power;
    }
  }
}
