package org.bellwether.stat;

/** Ways to cut rows in order into runs; a run is its first row and the first row after it. */
public final class Chunks {

  /** What happens to the rows after the last full run. */
  public enum Remainder {
    KEEP,
    DROP
  }

  private Chunks() {}

  /**
   * Runs of equal size.
   *
   * @param size rows of one run, at least 1
   */
  public static long[][] bySize(long rows, long size, Remainder remainder) {
    if (size < 1) {
      throw new IllegalArgumentException("a run needs at least one row, not " + size);
    }
    int full = Math.toIntExact(rows / size);
    int count = full + (remainder == Remainder.KEEP && rows % size > 0 ? 1 : 0);
    long[][] runs = new long[count][];
    for (int i = 0; i < count; i++) {
      runs[i] = new long[] {i * size, Math.min(rows, (i + 1) * size)};
    }
    return runs;
  }

  /**
   * A given number of runs of equal size, the last of which takes the rows left over.
   *
   * @throws IllegalArgumentException with two rows a run or fewer
   */
  public static long[][] byCount(long rows, int count) {
    if (rows <= 2L * count) {
      throw new IllegalArgumentException(
          "too few samples: " + count + " runs need more than " + 2L * count + ", not " + rows);
    }
    long size = rows / count;
    long[][] runs = new long[count][];
    for (int i = 0; i < count; i++) {
      runs[i] = new long[] {i * size, i == count - 1 ? rows : (i + 1) * size};
    }
    return runs;
  }
}
