package org.bellwether.quality;

import java.util.Map;
import org.bellwether.profile.ColumnSummary;
import org.jspecify.annotations.Nullable;

/** Columns that hold a single value. */
final class Constants {

  private Constants() {}

  /** The only value of a column as text; {@code null} when there are several, or none. */
  static @Nullable String valueOf(ColumnSummary summary) {
    if (summary instanceof ColumnSummary.Numeric n) {
      return n.nan() + n.infinite() == 0 && n.min() == n.max() ? Words.number(n.min()) : null;
    }
    if (summary instanceof ColumnSummary.Categorical c) {
      return c.counts().size() == 1 && c.other() == 0
          ? "'" + c.counts().keySet().iterator().next() + "'"
          : null;
    }
    if (summary instanceof ColumnSummary.Timestamp t) {
      return t.minMicros() == t.maxMicros() ? Words.moment(t.minMicros()) : null;
    }
    return null;
  }

  /** Rows that hold a value of a category, missing ones left out. */
  static long count(Map<String, Long> counts, String value) {
    Long n = counts.get(value);
    return n == null ? 0 : n;
  }
}
