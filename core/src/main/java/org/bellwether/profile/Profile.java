package org.bellwether.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Segment;
import org.jspecify.annotations.Nullable;

/** A mergeable summary of a set of rows. */
public final class Profile {

  private final Schema schema;
  private final Map<Segment, Slice> slices = new LinkedHashMap<>();
  private final RowSample sample;
  private final List<String> notes;

  private Profile(Schema schema, List<Slice> slices, RowSample sample, List<String> notes) {
    this.schema = schema;
    slices.forEach(s -> this.slices.put(s.segment(), s));
    this.sample = sample;
    this.notes = List.copyOf(notes);
    if (!this.slices.containsKey(Segment.whole())) {
      throw new IllegalArgumentException("a profile needs the slice of all rows");
    }
  }

  /** A profile from its parts; one slice must be that of all rows. */
  public static Profile of(
      Schema schema, List<Slice> slices, RowSample sample, List<String> notes) {
    return new Profile(schema, slices, sample, notes);
  }

  public Schema schema() {
    return schema;
  }

  public long rows() {
    return whole().rows();
  }

  /** All rows. */
  public Slice whole() {
    return java.util.Objects.requireNonNull(slices.get(Segment.whole()));
  }

  /**
   * The segments, protected groups and intersections that have a slice, without the whole table.
   */
  public Set<Segment> segments() {
    Set<Segment> all = new java.util.LinkedHashSet<>(slices.keySet());
    all.remove(Segment.whole());
    return all;
  }

  public @Nullable Slice slice(Segment segment) {
    return slices.get(segment);
  }

  public RowSample sample() {
    return sample;
  }

  /** What a reader of the figures must know, such as a cap that was reached. */
  public List<String> notes() {
    return notes;
  }
}
