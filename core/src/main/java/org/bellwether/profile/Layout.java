package org.bellwether.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.schema.Segment;
import org.bellwether.stat.BinEdges;

/**
 * What two profiles must share for their slices to be comparable bin by bin: taken from the
 * reference and given to every profile that is compared with it, so fixed for a model version.
 *
 * @param edges cuts of each numeric and timestamp column (seconds), by column name
 * @param outcomeEdges cuts of a regression's errors, by name of the part in {@link
 *     Outcomes.Regression}
 * @param cuts cuts of numeric segment columns into groups, by column name
 * @param segments the slices beside the whole table, most frequent first
 */
public record Layout(
    Map<String, BinEdges> edges,
    Map<String, BinEdges> outcomeEdges,
    Map<String, BinEdges> cuts,
    List<Segment> segments) {

  /** Equal-depth cuts aimed at, before ties merge some. */
  public static final int BINS = 1024;

  public Layout {
    edges = Collections.unmodifiableMap(new LinkedHashMap<>(edges));
    outcomeEdges = Collections.unmodifiableMap(new LinkedHashMap<>(outcomeEdges));
    cuts = Collections.unmodifiableMap(new LinkedHashMap<>(cuts));
    segments = List.copyOf(segments);
  }
}
