package org.bellwether.quality;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bellwether.finding.Measurement;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.Profile;
import org.bellwether.profile.Slice;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.schema.Segment;
import org.jspecify.annotations.Nullable;

/** Whether a table is what the reference leads to expect, before any model sees it. */
public final class Quality {

  private final @Nullable Instant now;

  /**
   * Quality as of a moment.
   *
   * @param now the moment of the check, {@code null} to leave future timestamps unchecked
   */
  public Quality(@Nullable Instant now) {
    this.now = now;
  }

  /** Every quality measure of the current profile against the reference. */
  public List<Measurement> measure(Profile reference, Profile current) {
    List<Measurement> all = new ArrayList<>(SchemaChanges.measure(reference, current));
    columns(reference, reference.whole(), current.whole(), all);
    for (Segment segment : reference.segments()) {
      Slice before = reference.slice(segment);
      Slice after = current.slice(segment);
      if (before != null && after != null && before.rows() > 0 && after.rows() > 0) {
        columns(reference, before, after, all);
      }
    }
    all.addAll(Repeats.measure(reference, current));
    all.addAll(Joins.measure(reference, current));
    return all;
  }

  private void columns(Profile reference, Slice before, Slice after, List<Measurement> all) {
    Set<String> own = before.segment().values().keySet();
    for (ColumnSchema column : reference.schema().columns()) {
      ColumnSummary then = before.column(column.name());
      ColumnSummary today = after.column(column.name());
      if (then == null
          || today == null
          || then.getClass() != today.getClass()
          || column.is(Role.IGNORED)
          || own.contains(column.name())) {
        continue;
      }
      all.addAll(new ColumnQuality(column, before.segment(), then, today, now).measure());
      if (column.is(Role.TIME)
          && before.segment().isWhole()
          && then instanceof ColumnSummary.Timestamp r
          && today instanceof ColumnSummary.Timestamp c) {
        all.add(Freshness.measure(column.name(), r, c));
      }
    }
  }
}
