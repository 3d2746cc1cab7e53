package org.bellwether.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.drift.ColumnDrift;
import org.bellwether.drift.ColumnStatistics;
import org.bellwether.drift.DriftOptions;
import org.bellwether.finding.Measurement;
import org.bellwether.performance.SliceMetrics;
import org.bellwether.profile.Profile;
import org.bellwether.profile.Slice;
import org.bellwether.schema.Segment;

/** Two profiles, slice by slice; the distributions are compared once for all that needs them. */
final class Comparison {

  private record Pair(Slice reference, Slice current, ColumnDrift drift) {}

  private final List<Pair> pairs = new ArrayList<>();

  /** The whole table and every segment that has rows in both profiles. */
  Comparison(Profile reference, Profile current) {
    Map<Segment, Slice> slices = new LinkedHashMap<>();
    slices.put(Segment.whole(), reference.whole());
    for (Segment segment : reference.segments()) {
      Slice slice = reference.slice(segment);
      if (slice != null) {
        slices.put(segment, slice);
      }
    }
    slices.forEach((segment, before) -> {
      Slice after = current.slice(segment);
      boolean rows = after != null && before.rows() > 0 && after.rows() > 0;
      if (after != null && (rows || segment.isWhole())) {
        pairs.add(new Pair(before, after, new ColumnDrift(reference, before, after)));
      }
    });
  }

  /** The judged statistic of every column. */
  List<Measurement> drift(DriftOptions options) {
    List<Measurement> all = new ArrayList<>();
    for (Pair pair : pairs) {
      all.addAll(pair.drift().measure(options));
    }
    return all;
  }

  /** Every statistic of every column. */
  List<ColumnStatistics> statistics() {
    return pairs.stream().flatMap(p -> p.drift().statistics().stream()).toList();
  }

  /** Every statistic of every column of the whole table. */
  List<ColumnStatistics> wholeStatistics() {
    return pairs.get(0).drift().statistics();
  }

  /** Every performance metric of every slice that has a model. */
  List<SlicePerformance> performance() {
    List<SlicePerformance> all = new ArrayList<>();
    for (Pair pair : pairs) {
      SliceMetrics before = SliceMetrics.of(pair.reference());
      SliceMetrics after = SliceMetrics.of(pair.current());
      if (!before.values().isEmpty() || !after.values().isEmpty()) {
        all.add(new SlicePerformance(before, after));
      }
    }
    return all;
  }
}
