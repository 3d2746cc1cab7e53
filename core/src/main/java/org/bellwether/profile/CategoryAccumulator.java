package org.bellwether.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts of the categories of a column for each slice of one slicing. */
final class CategoryAccumulator {

  private final long[][] counts;
  private final long[] missing;
  private final long[] other;
  private final long[] rows;
  private final @Nullable DistinctSketch beyond;

  /**
   * @param slices number of slices
   * @param distinct whether to estimate distinct values beyond the dictionary's cap
   */
  CategoryAccumulator(int slices, boolean distinct) {
    this.counts = new long[slices][0];
    this.missing = new long[slices];
    this.other = new long[slices];
    this.rows = new long[slices];
    this.beyond = distinct ? new DistinctSketch() : null;
  }

  /** Adds a batch whose codes are those of the profile's dictionary. */
  void accept(ColumnVector.Category v, int[] slice, int n) {
    int size = v.dictionary().size();
    int[] codes = v.codes();
    for (int r = 0; r < n; r++) {
      int s = slice[r];
      if (s < 0) {
        continue;
      }
      rows[s]++;
      int code = codes[r];
      if (code >= 0) {
        if (code >= counts[s].length) {
          counts[s] = Arrays.copyOf(counts[s], Math.min(size, Math.max(2 * code, 16)) + 1);
        }
        counts[s][code]++;
      } else if (code == Dictionary.MISSING) {
        missing[s]++;
      } else {
        other[s]++;
        addBeyond(v, r);
      }
    }
  }

  private void addBeyond(ColumnVector.Category v, int row) {
    long[] hashes = v.hashes();
    if (beyond != null && hashes != null) {
      beyond.add(hashes[row]);
    }
  }

  /**
   * Adds what another accumulator of the same slices holds.
   *
   * @param own the profile's dictionary
   * @param theirs the other's
   */
  void combine(CategoryAccumulator that, Dictionary own, Dictionary theirs) {
    for (int s = 0; s < counts.length; s++) {
      rows[s] += that.rows[s];
      missing[s] += that.missing[s];
      other[s] += that.other[s];
      for (int code = 0; code < that.counts[s].length; code++) {
        long count = that.counts[s][code];
        if (count > 0) {
          combine(s, own.codeOf(theirs.valueOf(code)), count, theirs.valueOf(code));
        }
      }
    }
    if (beyond != null && that.beyond != null) {
      beyond.addAll(that.beyond);
    }
  }

  private void combine(int slice, int code, long count, String value) {
    if (code == Dictionary.OTHER) {
      other[slice] += count;
      if (beyond != null) {
        beyond.add(Dictionary.hashOf(value));
      }
      return;
    }
    if (code >= counts[slice].length) {
      counts[slice] = Arrays.copyOf(counts[slice], Math.max(2 * code, 16) + 1);
    }
    counts[slice][code] += count;
  }

  void write(Encoder out) {
    for (long[] v : counts) {
      out.numbers(v);
    }
    for (long[] v : List.of(missing, other, rows)) {
      out.numbers(v);
    }
    if (beyond != null) {
      beyond.write(out);
    }
  }

  void read(Decoder in, Dictionary dictionary) {
    for (int s = 0; s < counts.length; s++) {
      counts[s] = in.numbers();
      for (int code = dictionary.size(); code < counts[s].length; code++) {
        Decoder.same(counts[s][code] == 0 ? 0 : 1, 0);
      }
    }
    for (long[] v : List.of(missing, other, rows)) {
      in.numbers(v);
    }
    if (beyond != null) {
      beyond.read(in);
    }
  }

  /** What is known of a slice. */
  ColumnSummary.Categorical summary(int s, Dictionary dictionary) {
    List<Map.Entry<String, Long>> entries = new ArrayList<>();
    long empty = 0;
    for (int code = 0; code < counts[s].length; code++) {
      if (counts[s][code] > 0) {
        String value = dictionary.valueOf(code);
        entries.add(Map.entry(value, counts[s][code]));
        empty += value.isEmpty() ? counts[s][code] : 0;
      }
    }
    entries.sort(
        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    Map<String, Long> ordered = new LinkedHashMap<>(entries.size() * 2);
    entries.forEach(e -> ordered.put(e.getKey(), e.getValue()));
    return new ColumnSummary.Categorical(
        rows[s], missing[s], empty, ordered, other[s], distinct(s, ordered));
  }

  private double distinct(int s, Map<String, Long> known) {
    if (other[s] == 0) {
      return known.size();
    }
    if (beyond == null) {
      return Double.NaN;
    }
    // The same value may be coded in one part of a table and beyond the cap in another.
    DistinctSketch all = new DistinctSketch();
    all.addAll(beyond);
    known.keySet().forEach(value -> all.add(Dictionary.hashOf(value)));
    return all.estimate();
  }
}
