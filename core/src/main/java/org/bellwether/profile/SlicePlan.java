package org.bellwether.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Segment;
import org.bellwether.stat.BinEdges;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the segments that get a slice, in two passes over the rows: groups of every segment and
 * protected column and their intersections, the most frequent first, ties by name, so that the
 * order of rows does not matter.
 */
final class SlicePlan {

  private final Map<String, BinEdges> cuts;
  private final int maxSlices;
  private final List<Groups> groups = new ArrayList<>();
  private final boolean crossSegments;
  private List<Pair> pairs = List.of();

  SlicePlan(Schema schema, ProfileOptions options, Map<String, BinEdges> cuts) {
    this.cuts = cuts;
    this.maxSlices = options.maxSlices();
    this.crossSegments = options.crossSegments();
    for (int c = 0; c < schema.columns().size(); c++) {
      if (isKey(schema.columns().get(c))) {
        groups.add(
            new Groups(schema.columns().get(c), c, cuts.get(schema.columns().get(c).name())));
      }
    }
  }

  /** Whether the column can be sliced by. */
  static boolean isKey(ColumnSchema column) {
    boolean role = column.is(Role.SEGMENT) || column.is(Role.PROTECTED);
    boolean type =
        column.type() == ColumnType.CATEGORICAL
            || column.type() == ColumnType.BOOLEAN
            || column.type() == ColumnType.NUMERIC;
    return role && type && !column.is(Role.IGNORED);
  }

  /** First pass. */
  void countGroups(ColumnBatch batch) {
    groups.forEach(g -> g.count(batch));
  }

  /** Second pass. An intersection that fits the cap has parents that fit it: only those cross. */
  void countPairs(ColumnBatch batch) {
    if (pairs.isEmpty()) {
      pairs = pairs();
    }
    pairs.forEach(p -> p.count(batch));
  }

  /** Whether the second pass is needed. */
  boolean hasPairs() {
    return !pairs().isEmpty();
  }

  private List<Pair> pairs() {
    List<Pair> out = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      for (int j = i + 1; j < groups.size(); j++) {
        ColumnSchema a = groups.get(i).column;
        ColumnSchema b = groups.get(j).column;
        boolean both = a.is(Role.PROTECTED) && b.is(Role.PROTECTED);
        if (both || (crossSegments && a.is(Role.PROTECTED) != b.is(Role.PROTECTED))) {
          out.add(new Pair(groups.get(i), groups.get(j)));
        }
      }
    }
    return out;
  }

  /** After the passes: rows of each segment found. */
  private Map<Segment, Long> found() {
    Map<Segment, Long> found = new LinkedHashMap<>();
    for (Groups g : groups) {
      g.rows().forEach((name, n) -> found.put(Segment.of(g.column.name(), name), n));
    }
    pairs.forEach(p -> p.into(found));
    return found;
  }

  /**
   * The segments that get a slice, most frequent first.
   *
   * @param notes gets a note when the cap bites
   */
  List<Segment> segments(List<String> notes) {
    Map<Segment, Long> found = found();
    if (found.size() > maxSlices) {
      notes.add(
          (found.size() - maxSlices)
              + " segments beyond the "
              + maxSlices
              + " most frequent have no slice of their own");
    }
    return top(found, maxSlices);
  }

  private static <K extends Comparable<K>> List<K> top(Map<K, Long> rows, int max) {
    return rows.entrySet().stream()
        .sorted(
            Map.Entry.<K, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(max)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The slicings of a layout: the whole table, then one for each set of columns. */
  static List<Slicing> slicings(Schema schema, Layout layout) {
    Map<List<String>, List<Segment>> byColumns = new LinkedHashMap<>();
    for (Segment segment : layout.segments()) {
      byColumns
          .computeIfAbsent(List.copyOf(segment.values().keySet()), k -> new ArrayList<>())
          .add(segment);
    }
    List<Slicing> slicings = new ArrayList<>();
    slicings.add(Slicing.whole());
    byColumns.forEach((names, segments) -> {
      List<SegmentKey> keys = new ArrayList<>();
      for (String name : names) {
        keys.add(
            new SegmentKey(
                indexOf(schema, name),
                segments.stream().map(s -> String.valueOf(s.values().get(name))).toList(),
                layout.cuts().get(name)));
      }
      slicings.add(Slicing.by(names, keys, segments));
    });
    return slicings;
  }

  private static int indexOf(Schema schema, String name) {
    for (int c = 0; c < schema.columns().size(); c++) {
      if (schema.columns().get(c).name().equals(name)) {
        return c;
      }
    }
    throw new IllegalArgumentException(
        "the layout slices by column '" + name + "', which the schema has not");
  }

  /** Rows of each group of one column. */
  private static final class Groups {
    private final ColumnSchema column;
    private final int index;
    private final List<String> names = new ArrayList<>();
    private final @Nullable SegmentKey key;
    private long[] counts = new long[0];
    private @Nullable Dictionary dictionary;

    Groups(ColumnSchema column, int index, @Nullable BinEdges cuts) {
      this.column = column;
      this.index = index;
      for (int bin = 0; cuts != null && bin < cuts.bins(); bin++) {
        names.add(SegmentKey.group(cuts, bin));
      }
      this.key = cuts == null ? null : new SegmentKey(index, names, cuts);
    }

    void count(ColumnBatch batch) {
      if (key != null) {
        counts = counts.length == 0 ? new long[names.size()] : counts;
        tally(key.keys(batch));
      } else if (batch.columns().get(index) instanceof ColumnVector.Category v) {
        dictionary = v.dictionary();
        if (counts.length < dictionary.size()) {
          counts = Arrays.copyOf(counts, dictionary.size());
        }
        for (int r = 0; r < batch.rows(); r++) {
          if (v.codes()[r] >= 0) {
            counts[v.codes()[r]]++;
          }
        }
      }
    }

    private void tally(int[] keys) {
      for (int k : keys) {
        if (k >= 0) {
          counts[k]++;
        }
      }
    }

    Map<String, Long> rows() {
      Map<String, Long> rows = new LinkedHashMap<>();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          rows.put(dictionary == null ? names.get(i) : dictionary.valueOf(i), counts[i]);
        }
      }
      return rows;
    }
  }

  /** Rows of the intersections of two columns' groups. */
  private final class Pair {
    private final String columnA;
    private final String columnB;
    private final List<String> namesA;
    private final List<String> namesB;
    private final SegmentKey a;
    private final SegmentKey b;
    private final long[] counts;

    Pair(Groups a, Groups b) {
      this.columnA = a.column.name();
      this.columnB = b.column.name();
      this.namesA = top(a.rows(), maxSlices);
      this.namesB = top(b.rows(), maxSlices);
      this.a = new SegmentKey(a.index, namesA, cuts.get(columnA));
      this.b = new SegmentKey(b.index, namesB, cuts.get(columnB));
      this.counts = new long[namesA.size() * namesB.size()];
    }

    void count(ColumnBatch batch) {
      int[] keysA = a.keys(batch);
      int[] keysB = b.keys(batch);
      for (int r = 0; r < keysA.length; r++) {
        if (keysA[r] >= 0 && keysB[r] >= 0) {
          counts[keysA[r] * namesB.size() + keysB[r]]++;
        }
      }
    }

    void into(Map<Segment, Long> found) {
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          found.put(
              Segment.of(columnA, namesA.get(i / namesB.size()))
                  .and(columnB, namesB.get(i % namesB.size())),
              counts[i]);
        }
      }
    }
  }
}
