package org.bellwether.stat;

import java.util.Arrays;

/**
 * Sorts numbers by their bits, least significant digit first: time linear in the number of values
 * and independent of their order, where comparison sorts slow down without wide vector units.
 *
 * <p>The order is total. Negative zeros become positive ones, so that equal values have equal bits;
 * NaNs become the canonical NaN and come last.
 */
public final class RadixSort {

  /** Fewer, longer digits write to more places at once than the nearest cache has lines. */
  private static final int DIGIT_BITS = 8;

  private static final int DIGITS = 8;
  private static final int BUCKETS = 1 << DIGIT_BITS;
  private static final int MASK = BUCKETS - 1;

  /** Below this the JDK's sort is faster than clearing the counters. */
  private static final int SMALL = 2_000;

  private RadixSort() {}

  /** Sorts the whole array, with a scratch array of its own. */
  public static void sort(double[] values) {
    int n = values.length;
    if (n >= SMALL && !isSorted(values, 0, n) && DecimalSort.sort(values)) {
      return;
    }
    sort(values, 0, n, n < SMALL ? values : new double[n]);
  }

  /**
   * Sorts {@code values[from..to)}.
   *
   * @param scratch at least {@code to - from} long and another array; its content is lost. Below
   *     2,000 values it is not used
   */
  public static void sort(double[] values, int from, int to, double[] scratch) {
    int n = to - from;
    if (n < SMALL) {
      normalise(values, from, to);
      Arrays.sort(values, from, to);
      return;
    }
    if (scratch.length < n) {
      throw new IllegalArgumentException(
          "scratch needs at least " + n + " elements, not " + scratch.length);
    }
    if (isSorted(values, from, to)) {
      normalise(values, from, to);
      return;
    }
    int[] counts = count(values, from, to);
    if (counts[(DIGITS - 1) * BUCKETS] > 0) {
      // The lowest bucket holds NaNs with a sign bit, and nothing else above -2^960.
      normalise(values, from, to);
      counts = count(values, from, to);
    }
    boolean inScratch = false;
    double[] source = values;
    int sourceFrom = from;
    double[] target = scratch;
    int targetFrom = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      if (!toOffsets(counts, digit * BUCKETS, n, targetFrom)) {
        continue;
      }
      scatter(source, sourceFrom, sourceFrom + n, target, counts, digit);
      inScratch = !inScratch;
      double[] otherArray = source;
      source = target;
      target = otherArray;
      int otherFrom = sourceFrom;
      sourceFrom = targetFrom;
      targetFrom = otherFrom;
    }
    if (inScratch) {
      System.arraycopy(source, sourceFrom, values, from, n);
    }
  }

  private static void normalise(double[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      double v = values[i] + 0.0;
      values[i] = Double.isNaN(v) ? Double.NaN : v;
    }
  }

  private static boolean isSorted(double[] values, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (!(values[i - 1] <= values[i])) {
        return false;
      }
    }
    return true;
  }

  /** Counts all digits in one pass and makes zeros positive. */
  private static int[] count(double[] values, int from, int to) {
    int[] counts = new int[DIGITS * BUCKETS];
    for (int i = from; i < to; i++) {
      double v = values[i] + 0.0;
      values[i] = v;
      long bits = Double.doubleToRawLongBits(v);
      long key = bits ^ ((bits >> 63) | Long.MIN_VALUE);
      counts[(int) key & MASK]++;
      counts[BUCKETS + ((int) (key >>> 8) & MASK)]++;
      counts[2 * BUCKETS + ((int) (key >>> 16) & MASK)]++;
      counts[3 * BUCKETS + ((int) (key >>> 24) & MASK)]++;
      counts[4 * BUCKETS + ((int) (key >>> 32) & MASK)]++;
      counts[5 * BUCKETS + ((int) (key >>> 40) & MASK)]++;
      counts[6 * BUCKETS + ((int) (key >>> 48) & MASK)]++;
      counts[7 * BUCKETS + (int) (key >>> 56)]++;
    }
    return counts;
  }

  /** Counts to start positions; false where all values share the digit. */
  private static boolean toOffsets(int[] counts, int base, int n, int start) {
    int offset = start;
    for (int i = base; i < base + BUCKETS; i++) {
      int c = counts[i];
      if (c == n) {
        return false;
      }
      counts[i] = offset;
      offset += c;
    }
    return true;
  }

  private static void scatter(
      double[] source, int from, int to, double[] target, int[] offsets, int digit) {
    int base = digit * BUCKETS;
    int shift = digit * DIGIT_BITS;
    for (int i = from; i < to; i++) {
      double v = source[i];
      long bits = Double.doubleToRawLongBits(v);
      long key = bits ^ ((bits >> 63) | Long.MIN_VALUE);
      target[offsets[base + ((int) (key >>> shift) & MASK)]++] = v;
    }
  }
}
