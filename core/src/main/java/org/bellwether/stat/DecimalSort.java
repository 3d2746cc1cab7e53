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

  private static final int DIGIT_BITS = 8;
  private static final int BUCKETS = 1 << DIGIT_BITS;

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
      long[] span = span(values, power);
      if (span.length > 0) {
        long range = span[1] - span[0];
        if (range < 0 || range >= 1L << 32) {
          return false;
        }
        if (range < Math.max(COUNTED, values.length)) {
          count(values, power, span[0], (int) range + 1);
        } else {
          keys(values, power, span[0], keys);
          restore(sorted(keys, 64 - Long.numberOfLeadingZeros(range)), span[0], power, values);
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

  /** Smallest and largest multiple; empty where a value is none. */
  private static long[] span(double[] values, double power) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (double v : values) {
      long key = key(v, power);
      if (key / power != v) {
        return new long[0];
      }
      min = Math.min(min, key);
      max = Math.max(max, key);
    }
    return new long[] {min, max};
  }

  private static void count(double[] values, double power, long min, int range) {
    int[] counts = new int[range];
    for (double v : values) {
      counts[(int) (key(v, power) - min)]++;
    }
    int at = 0;
    for (int i = 0; i < range; i++) {
      java.util.Arrays.fill(values, at, at + counts[i], (min + i) / power);
      at += counts[i];
    }
  }

  private static void keys(double[] values, double power, long min, int[] into) {
    for (int i = 0; i < values.length; i++) {
      into[i] = (int) (key(values[i], power) - min);
    }
  }

  /** The keys in unsigned order, in their array or another. */
  private static int[] sorted(int[] keys, int bits) {
    int[] source = keys;
    int[] target = new int[keys.length];
    for (int shift = 0; shift < bits; shift += DIGIT_BITS) {
      int[] offsets = offsets(source, shift);
      scatter(source, target, offsets, shift);
      int[] other = source;
      source = target;
      target = other;
    }
    return source;
  }

  private static int[] offsets(int[] keys, int shift) {
    int[] counts = new int[BUCKETS];
    for (int key : keys) {
      counts[key >>> shift & BUCKETS - 1]++;
    }
    int offset = 0;
    for (int i = 0; i < BUCKETS; i++) {
      int count = counts[i];
      counts[i] = offset;
      offset += count;
    }
    return counts;
  }

  private static void scatter(int[] source, int[] target, int[] offsets, int shift) {
    for (int key : source) {
      target[offsets[key >>> shift & BUCKETS - 1]++] = key;
    }
  }

  private static void restore(int[] keys, long min, double power, double[] values) {
    for (int i = 0; i < keys.length; i++) {
      values[i] = ((keys[i] & 0xffffffffL) + min) / power;
    }
  }
}
