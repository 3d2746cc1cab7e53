package org.bellwether.profile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.bellwether.stat.BinEdges;
import org.jspecify.annotations.Nullable;

/** A numeric column in bins. */
final class NumericColumn implements ColumnAccumulator {

  private final BinEdges edges;
  private final ColumnSummary.@Nullable Numeric exact;
  private final @Nullable DistinctSketch distinct;
  private final List<NumericAccumulator> slicings = new ArrayList<>();
  private int[] bins = new int[0];

  /**
   * @param sizes number of slices of each slicing; the first is the whole table
   * @param exact the whole table's figures when its values are at hand; then only slices are binned
   */
  NumericColumn(BinEdges edges, List<Integer> sizes, ColumnSummary.@Nullable Numeric exact) {
    this.edges = edges;
    this.exact = exact;
    this.distinct = exact == null ? new DistinctSketch() : null;
    for (int g = 0; g < sizes.size(); g++) {
      boolean needless = g == 0 && exact != null;
      slicings.add(new NumericAccumulator(needless ? BinEdges.of(0) : edges, sizes.get(g)));
    }
  }

  @Override
  public void accept(ColumnVector vector, int n, List<int[]> slices) {
    ColumnVector.Numeric v = (ColumnVector.Numeric) vector;
    accept(v.values(), v.missing(), n, slices);
  }

  void accept(double[] values, @Nullable BitSet missing, int n, List<int[]> slices) {
    int first = exact == null ? 0 : 1;
    if (first == slicings.size()) {
      return;
    }
    if (bins.length < n) {
      bins = new int[n];
    }
    NumericAccumulator.bins(edges, values, missing, n, bins);
    for (int g = first; g < slicings.size(); g++) {
      slicings.get(g).accept(values, bins, slices.get(g), n);
    }
    if (distinct != null) {
      for (int r = 0; r < n; r++) {
        if (bins[r] >= 0) {
          distinct.add(Hashing.of(values[r]));
        }
      }
    }
  }

  @Override
  public void combine(ColumnAccumulator other) {
    NumericColumn that = (NumericColumn) other;
    for (int g = 0; g < slicings.size(); g++) {
      slicings.get(g).combine(that.slicings.get(g));
    }
    if (distinct != null && that.distinct != null) {
      distinct.addAll(that.distinct);
    }
  }

  @Override
  public void write(Encoder out) {
    slicings.forEach(g -> g.write(out));
    if (distinct != null) {
      distinct.write(out);
    }
  }

  @Override
  public void read(Decoder in) {
    slicings.forEach(g -> g.read(in));
    if (distinct != null) {
      distinct.read(in);
    }
  }

  @Override
  public ColumnSummary.Numeric summary(int slicing, int slice) {
    if (slicing == 0 && exact != null) {
      return exact;
    }
    double values = slicing == 0 && distinct != null ? distinct.estimate() : Double.NaN;
    return slicings.get(slicing).summary(slice, values);
  }
}
