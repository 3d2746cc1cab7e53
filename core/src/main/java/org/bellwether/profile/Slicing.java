package org.bellwether.profile;

import java.util.Arrays;
import java.util.List;
import org.bellwether.schema.Segment;

/** A partition of the rows into slices by the values of no column, one, or two. */
final class Slicing {

  private final List<SegmentKey> keys;
  private final List<Segment> segments;
  private final int[] sliceOfKey;

  private Slicing(List<SegmentKey> keys, List<Segment> segments, int[] sliceOfKey) {
    this.keys = keys;
    this.segments = segments;
    this.sliceOfKey = sliceOfKey;
  }

  /** All rows in one slice. */
  static Slicing whole() {
    return new Slicing(List.of(), List.of(Segment.whole()), new int[0]);
  }

  /**
   * Slices by the named columns.
   *
   * @param names names of the one or two columns
   * @param keys their keys
   * @param segments the slices, each with a value for every name
   */
  static Slicing by(List<String> names, List<SegmentKey> keys, List<Segment> segments) {
    int size = keys.stream().mapToInt(SegmentKey::size).reduce(1, Math::multiplyExact);
    int[] sliceOfKey = new int[size];
    Arrays.fill(sliceOfKey, SegmentKey.NONE);
    for (int s = 0; s < segments.size(); s++) {
      int key = 0;
      for (int k = 0; k < keys.size(); k++) {
        String group = segments.get(s).values().get(names.get(k));
        key = key * keys.get(k).size() + keys.get(k).keyOf(group == null ? "" : group);
      }
      sliceOfKey[key] = s;
    }
    return new Slicing(List.copyOf(keys), List.copyOf(segments), sliceOfKey);
  }

  int size() {
    return segments.size();
  }

  Segment segment(int slice) {
    return segments.get(slice);
  }

  boolean isWhole() {
    return keys.isEmpty();
  }

  /** The slice of each row of a canonical batch, {@link SegmentKey#NONE} of no slice. */
  int[] assign(ColumnBatch batch) {
    if (isWhole()) {
      return new int[batch.rows()];
    }
    int[] slices = keys.get(0).keys(batch);
    for (int k = 1; k < keys.size(); k++) {
      int[] more = keys.get(k).keys(batch);
      int size = keys.get(k).size();
      for (int r = 0; r < slices.length; r++) {
        slices[r] =
            slices[r] == SegmentKey.NONE || more[r] == SegmentKey.NONE
                ? SegmentKey.NONE
                : slices[r] * size + more[r];
      }
    }
    for (int r = 0; r < slices.length; r++) {
      slices[r] = slices[r] == SegmentKey.NONE ? SegmentKey.NONE : sliceOfKey[slices[r]];
    }
    return slices;
  }
}
