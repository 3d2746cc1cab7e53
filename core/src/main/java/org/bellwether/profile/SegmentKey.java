package org.bellwether.profile;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bellwether.stat.BinEdges;
import org.jspecify.annotations.Nullable;

/** Which group of one segment or protected column each row belongs to. */
final class SegmentKey {

  /** Key of a row that belongs to no group. */
  static final int NONE = -1;

  private final int column;
  private final Map<String, Integer> index = new LinkedHashMap<>();
  private final int[] cutKeys;
  private final @Nullable BinEdges cuts;
  private int[] keyOfCode = new int[0];
  private int mapped;

  /**
   * @param column index of the column
   * @param groups names of the groups that count
   * @param cuts of a numeric column
   */
  SegmentKey(int column, Iterable<String> groups, @Nullable BinEdges cuts) {
    this.column = column;
    this.cuts = cuts;
    for (String group : groups) {
      index.putIfAbsent(group, index.size());
    }
    this.cutKeys = new int[cuts == null ? 0 : cuts.bins()];
    for (int bin = 0; cuts != null && bin < cuts.bins(); bin++) {
      cutKeys[bin] = index.getOrDefault(group(cuts, bin), NONE);
    }
  }

  int size() {
    return index.size();
  }

  /** Key of a group, {@link #NONE} of one that does not count. */
  int keyOf(String group) {
    return index.getOrDefault(group, NONE);
  }

  /** The key of each row of a canonical batch. */
  int[] keys(ColumnBatch batch) {
    int[] keys = new int[batch.rows()];
    ColumnVector v = batch.columns().get(column);
    if (v instanceof ColumnVector.Category x) {
      extend(x.dictionary());
      int[] codes = x.codes();
      for (int r = 0; r < keys.length; r++) {
        keys[r] = codes[r] < 0 ? NONE : keyOfCode[codes[r]];
      }
    } else if (v instanceof ColumnVector.Numeric x && cuts != null) {
      for (int r = 0; r < keys.length; r++) {
        double value = x.values()[r];
        boolean out = Double.isNaN(value) || (x.missing() != null && x.missing().get(r));
        keys[r] = out ? NONE : cutKeys[cuts.binOf(value)];
      }
    } else {
      Arrays.fill(keys, NONE);
    }
    return keys;
  }

  private void extend(Dictionary dictionary) {
    if (keyOfCode.length < dictionary.size()) {
      keyOfCode = Arrays.copyOf(keyOfCode, Math.max(dictionary.size(), 2 * keyOfCode.length));
    }
    for (; mapped < dictionary.size(); mapped++) {
      keyOfCode[mapped] = keyOf(dictionary.valueOf(mapped));
    }
  }

  /** Name of a group of a numeric column. */
  static String group(BinEdges cuts, int bin) {
    if (bin == 0) {
      return "below " + text(cuts.edge(0));
    }
    if (bin == cuts.bins() - 1) {
      return text(cuts.edge(bin - 1)) + " or more";
    }
    return text(cuts.edge(bin - 1)) + " to below " + text(cuts.edge(bin));
  }

  /** A number as a person writes it: whole numbers without ".0". */
  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
