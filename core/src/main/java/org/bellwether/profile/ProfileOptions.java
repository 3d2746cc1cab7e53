package org.bellwether.profile;

import org.jspecify.annotations.Nullable;

/**
 * How a profile trades memory for exactness.
 *
 * @param exactBudgetBytes bytes of rows kept in memory; while they suffice every figure is exact
 * @param sampleSize rows in the row sample
 * @param maxSlices segments, groups and intersections that get a slice; the most frequent win
 * @param crossSegments whether segment × protected intersections get slices too, not only those of
 *     protected columns
 * @param layout bin edges and segments of the reference; {@code null} when this profile is the
 *     reference
 * @param spool where rows beyond the budget go; {@code null} for nowhere
 */
public record ProfileOptions(
    long exactBudgetBytes,
    int sampleSize,
    int maxSlices,
    boolean crossSegments,
    @Nullable Layout layout,
    Spool.@Nullable Factory spool) {

  private static final long DEFAULT_BUDGET = 256L << 20;

  public ProfileOptions {
    if (exactBudgetBytes < 0 || sampleSize < 0 || maxSlices < 0) {
      throw new IllegalArgumentException(
          "exactBudgetBytes, sampleSize and maxSlices must not be negative");
    }
  }

  /** 256 MiB of rows, a sample of 20,000, 100 slices. */
  public static ProfileOptions defaults() {
    return new ProfileOptions(DEFAULT_BUDGET, RowSample.DEFAULT_SIZE, 100, false, null, null);
  }

  /** Keeps every row in memory, whatever it takes. */
  public ProfileOptions exact() {
    return withExactBudgetBytes(Long.MAX_VALUE);
  }

  /** Bytes of rows to keep in memory; 0 for none, which is the bounded mode from the first row. */
  public ProfileOptions withExactBudgetBytes(long bytes) {
    return new ProfileOptions(bytes, sampleSize, maxSlices, crossSegments, layout, spool);
  }

  public ProfileOptions withSampleSize(int rows) {
    return new ProfileOptions(exactBudgetBytes, rows, maxSlices, crossSegments, layout, spool);
  }

  public ProfileOptions withMaxSlices(int slices) {
    return new ProfileOptions(exactBudgetBytes, sampleSize, slices, crossSegments, layout, spool);
  }

  public ProfileOptions withCrossSegments(boolean cross) {
    return new ProfileOptions(exactBudgetBytes, sampleSize, maxSlices, cross, layout, spool);
  }

  /** The reference's {@link Profile#layout()}. */
  public ProfileOptions withLayout(Layout reference) {
    return new ProfileOptions(
        exactBudgetBytes, sampleSize, maxSlices, crossSegments, reference, spool);
  }

  public ProfileOptions withSpool(Spool.Factory factory) {
    return new ProfileOptions(
        exactBudgetBytes, sampleSize, maxSlices, crossSegments, layout, factory);
  }
}
