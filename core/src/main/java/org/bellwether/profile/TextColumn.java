package org.bellwether.profile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bellwether.stat.BinEdges;

/** A text column: lengths and words by slice, vocabulary and distinct values of the whole table. */
final class TextColumn implements ColumnAccumulator {

  /** Words reported. */
  static final int VOCABULARY = 10_000;

  /** Words counted at a time; beyond it the rarest half is forgotten. */
  private static final int COUNTED = 200_000;

  /**
   * Every length up to 256, then steps of 2 %: no reference is needed, so all profiles share it.
   */
  static final BinEdges LENGTHS = lengths();

  private final NumericColumn length;
  private final NumericColumn words;
  private final long[][] empty;
  private final DistinctSketch distinct = new DistinctSketch();
  private final Map<String, long[]> vocabulary = new HashMap<>();
  private boolean forgotten;

  TextColumn(List<Integer> sizes) {
    this.length = new NumericColumn(LENGTHS, sizes, null);
    this.words = new NumericColumn(LENGTHS, sizes, null);
    this.empty = new long[sizes.size()][];
    for (int g = 0; g < empty.length; g++) {
      empty[g] = new long[sizes.get(g)];
    }
  }

  private static BinEdges lengths() {
    TreeSet<Double> edges = new TreeSet<>();
    for (double e = 1; e < 1e9; e = e < 256 ? e + 1 : Math.rint(e * 1.02)) {
      edges.add(e);
    }
    return BinEdges.of(edges.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Words of a text, in lower case: runs of letters and digits. */
  static List<String> wordsOf(String text) {
    List<String> out = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); ) {
      int c = i < text.length() ? text.codePointAt(i) : ' ';
      boolean part = Character.isLetterOrDigit(c);
      if (part && start < 0) {
        start = i;
      } else if (!part && start >= 0) {
        out.add(text.substring(start, i).toLowerCase(Locale.ROOT));
        start = -1;
      }
      i += Character.charCount(c);
    }
    return out;
  }

  @Override
  public void accept(ColumnVector vector, int n, List<int[]> slices) {
    ColumnVector.Text v = (ColumnVector.Text) vector;
    double[] lengths = new double[n];
    double[] counts = new double[n];
    BitSet missing = new BitSet();
    for (int r = 0; r < n; r++) {
      String text = v.values()[r];
      if (text == null) {
        missing.set(r);
        continue;
      }
      List<String> found = wordsOf(text);
      lengths[r] = text.codePointCount(0, text.length());
      counts[r] = found.size();
      distinct.add(Dictionary.hashOf(text));
      found.stream().distinct().forEach(word -> count(word, 1));
    }
    length.accept(lengths, missing, n, slices);
    words.accept(counts, missing, n, slices);
    for (int g = 0; g < empty.length; g++) {
      int[] slice = slices.get(g);
      for (int r = 0; r < n; r++) {
        String text = v.values()[r];
        if (slice[r] >= 0 && text != null && text.isEmpty()) {
          empty[g][slice[r]]++;
        }
      }
    }
  }

  private void count(String word, long rows) {
    vocabulary.computeIfAbsent(word, w -> new long[1])[0] += rows;
    if (vocabulary.size() > COUNTED) {
      long[] sorted = vocabulary.values().stream().mapToLong(c -> c[0]).sorted().toArray();
      long median = sorted[sorted.length / 2];
      vocabulary.values().removeIf(c -> c[0] <= median);
      forgotten = true;
    }
  }

  /** Whether rare words were forgotten, so that counts of rare words are lower bounds. */
  boolean forgotten() {
    return forgotten;
  }

  @Override
  public void combine(ColumnAccumulator other) {
    TextColumn that = (TextColumn) other;
    length.combine(that.length);
    words.combine(that.words);
    distinct.addAll(that.distinct);
    that.vocabulary.forEach((word, rows) -> count(word, rows[0]));
    forgotten |= that.forgotten;
    for (int g = 0; g < empty.length; g++) {
      for (int s = 0; s < empty[g].length; s++) {
        empty[g][s] += that.empty[g][s];
      }
    }
  }

  @Override
  public void write(Encoder out) {
    length.write(out);
    words.write(out);
    for (long[] v : empty) {
      out.numbers(v);
    }
    distinct.write(out);
    out.bool(forgotten);
    out.integer(vocabulary.size());
    new TreeMap<>(vocabulary)
        .forEach((word, rows) -> {
          out.text(word);
          out.number(rows[0]);
        });
  }

  @Override
  public void read(Decoder in) {
    length.read(in);
    words.read(in);
    for (long[] v : empty) {
      in.numbers(v);
    }
    distinct.read(in);
    forgotten = in.bool();
    int n = in.count(12);
    for (int i = 0; i < n; i++) {
      vocabulary.put(in.text(), new long[] {in.number()});
    }
  }

  @Override
  public ColumnSummary summary(int slicing, int slice) {
    ColumnSummary.Numeric lengths = length.summary(slicing, slice);
    return new ColumnSummary.Text(
        lengths.rows(),
        lengths.missing(),
        empty[slicing][slice],
        lengths,
        words.summary(slicing, slice),
        slicing == 0 ? topWords() : Map.of(),
        slicing == 0 ? distinct.estimate() : Double.NaN);
  }

  private Map<String, Long> topWords() {
    List<Map.Entry<String, long[]>> entries = new ArrayList<>(vocabulary.entrySet());
    entries.sort(
        Comparator.<Map.Entry<String, long[]>>comparingLong(e -> -e.getValue()[0])
            .thenComparing(Map.Entry.comparingByKey()));
    Map<String, Long> top = new LinkedHashMap<>();
    entries.stream().limit(VOCABULARY).forEach(e -> top.put(e.getKey(), e.getValue()[0]));
    return top;
  }
}
