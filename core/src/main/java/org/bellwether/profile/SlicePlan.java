package org.bellwether.profile;

import java.util.ArrayList;
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
 * Chooses the segments that get a slice: groups of every segment and protected column and their
 * intersections, the most frequent first, ties by name, so that the order of rows does not matter.
 *
 * @param segments those that fit the cap
 * @param left how many did not
 */
record SlicePlan(List<Segment> segments, int left) {

  /** Groups of one column with their rows. */
  private record Groups(ColumnSchema column, int index, Map<String, Long> rows) {}

  /** Whether the column can be sliced by. */
  static boolean isKey(ColumnSchema column) {
    boolean role = column.is(Role.SEGMENT) || column.is(Role.PROTECTED);
    return role && !column.is(Role.IGNORED) && kind(column.type());
  }

  private static boolean kind(ColumnType type) {
    return type == ColumnType.CATEGORICAL
        || type == ColumnType.BOOLEAN
        || type == ColumnType.NUMERIC;
  }

  static SlicePlan of(
      Schema schema, ProfileOptions options, Map<String, BinEdges> cuts, Rows rows) {
    Map<Segment, Long> found = new LinkedHashMap<>();
    List<Groups> keys = new ArrayList<>();
    for (int c = 0; c < schema.columns().size(); c++) {
      ColumnSchema column = schema.columns().get(c);
      if (isKey(column)) {
        Groups groups = count(column, c, cuts.get(column.name()), rows);
        groups.rows().forEach((group, n) -> found.put(Segment.of(column.name(), group), n));
        keys.add(groups);
      }
    }
    for (int i = 0; i < keys.size(); i++) {
      for (int j = i + 1; j < keys.size(); j++) {
        if (crossed(keys.get(i).column(), keys.get(j).column(), options.crossSegments())) {
          cross(keys.get(i), keys.get(j), options.maxSlices(), cuts, rows, found);
        }
      }
    }
    List<Segment> best =
        found.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<Segment, Long>>comparingLong(e -> -e.getValue())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(options.maxSlices())
            .map(Map.Entry::getKey)
            .toList();
    return new SlicePlan(best, found.size() - best.size());
  }

  private static boolean crossed(ColumnSchema a, ColumnSchema b, boolean segments) {
    boolean bothProtected = a.is(Role.PROTECTED) && b.is(Role.PROTECTED);
    return bothProtected || (segments && a.is(Role.PROTECTED) != b.is(Role.PROTECTED));
  }

  private static Groups count(ColumnSchema column, int index, @Nullable BinEdges cuts, Rows rows) {
    Map<String, Long> groups = new LinkedHashMap<>();
    if (column.type() == ColumnType.NUMERIC) {
      if (cuts != null) {
        List<String> names = names(cuts);
        SegmentKey key = new SegmentKey(index, names, cuts);
        long[] counts = new long[names.size()];
        rows.replay(batch -> tally(key.keys(batch), counts));
        for (int i = 0; i < counts.length; i++) {
          put(groups, names.get(i), counts[i]);
        }
      }
      return new Groups(column, index, groups);
    }
    long[][] counts = {new long[0]};
    Dictionary[] dictionary = new Dictionary[1];
    rows.replay(batch -> {
      ColumnVector.Category v = (ColumnVector.Category) batch.columns().get(index);
      dictionary[0] = v.dictionary();
      counts[0] = java.util.Arrays.copyOf(counts[0], v.dictionary().size());
      for (int r = 0; r < batch.rows(); r++) {
        if (v.codes()[r] >= 0) {
          counts[0][v.codes()[r]]++;
        }
      }
    });
    for (int code = 0; code < counts[0].length; code++) {
      put(groups, dictionary[0].valueOf(code), counts[0][code]);
    }
    return new Groups(column, index, groups);
  }

  private static void tally(int[] keys, long[] counts) {
    for (int key : keys) {
      if (key >= 0) {
        counts[key]++;
      }
    }
  }

  private static void put(Map<String, Long> groups, String name, long rows) {
    if (rows > 0) {
      groups.put(name, rows);
    }
  }

  private static List<String> names(BinEdges cuts) {
    List<String> names = new ArrayList<>();
    for (int bin = 0; bin < cuts.bins(); bin++) {
      names.add(SegmentKey.group(cuts, bin));
    }
    return names;
  }

  /** An intersection that fits the cap has parents that fit it, so only those are crossed. */
  private static void cross(
      Groups a,
      Groups b,
      int max,
      Map<String, BinEdges> cuts,
      Rows rows,
      Map<Segment, Long> found) {
    List<String> namesA = top(a, max);
    List<String> namesB = top(b, max);
    SegmentKey keyA = new SegmentKey(a.index(), namesA, cuts.get(a.column().name()));
    SegmentKey keyB = new SegmentKey(b.index(), namesB, cuts.get(b.column().name()));
    long[] counts = new long[namesA.size() * namesB.size()];
    rows.replay(batch -> {
      int[] keysA = keyA.keys(batch);
      int[] keysB = keyB.keys(batch);
      for (int r = 0; r < keysA.length; r++) {
        if (keysA[r] >= 0 && keysB[r] >= 0) {
          counts[keysA[r] * namesB.size() + keysB[r]]++;
        }
      }
    });
    for (int i = 0; i < namesA.size(); i++) {
      for (int j = 0; j < namesB.size(); j++) {
        long n = counts[i * namesB.size() + j];
        if (n > 0) {
          found.put(
              Segment.of(a.column().name(), namesA.get(i)).and(b.column().name(), namesB.get(j)),
              n);
        }
      }
    }
  }

  private static List<String> top(Groups groups, int max) {
    return groups.rows().entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Long>>comparingLong(e -> -e.getValue())
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
        int index = schema.columns().indexOf(schema.column(name).orElse(null));
        if (index < 0) {
          return;
        }
        keys.add(
            new SegmentKey(
                index,
                segments.stream().map(s -> String.valueOf(s.values().get(name))).toList(),
                layout.cuts().get(name)));
      }
      slicings.add(Slicing.by(names, keys, segments));
    });
    return slicings;
  }
}
