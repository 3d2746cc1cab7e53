package org.bellwether.schema;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a column must satisfy; a {@code null} part is not constrained.
 *
 * @param min smallest allowed value, inclusive
 * @param max largest allowed value, inclusive
 * @param maxMissing largest allowed share of missing values, in [0, 1]
 * @param allowed the allowed categories
 * @param unique whether a value may occur once only
 * @param past whether a timestamp must not lie after the moment of the check
 */
public record Constraints(
    @Nullable Double min,
    @Nullable Double max,
    @Nullable Double maxMissing,
    @Nullable Set<String> allowed,
    boolean unique,
    boolean past) {

  /** No constraint at all. */
  public static final Constraints NONE = new Constraints(null, null, null, null, false, false);

  public Constraints {
    if (min != null && max != null && min > max) {
      throw new IllegalArgumentException("min " + min + " is above max " + max);
    }
    if (maxMissing != null && !(maxMissing >= 0 && maxMissing <= 1)) {
      throw new IllegalArgumentException("maxMissing must be in [0, 1], not " + maxMissing);
    }
    allowed = allowed == null ? null : Set.copyOf(allowed);
  }
}
