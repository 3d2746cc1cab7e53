package org.bellwether.profile;

import java.util.ArrayList;
import java.util.List;

/** A categorical or boolean column. */
final class CategoryColumn implements ColumnAccumulator {

  private final Dictionary dictionary;
  private final List<CategoryAccumulator> slicings = new ArrayList<>();

  CategoryColumn(Dictionary dictionary, List<Integer> sizes) {
    this.dictionary = dictionary;
    for (int g = 0; g < sizes.size(); g++) {
      slicings.add(new CategoryAccumulator(sizes.get(g), g == 0));
    }
  }

  @Override
  public void accept(ColumnVector vector, int n, List<int[]> slices) {
    for (int g = 0; g < slicings.size(); g++) {
      slicings.get(g).accept((ColumnVector.Category) vector, slices.get(g), n);
    }
  }

  @Override
  public void combine(ColumnAccumulator other) {
    CategoryColumn that = (CategoryColumn) other;
    for (int g = 0; g < slicings.size(); g++) {
      slicings.get(g).combine(that.slicings.get(g), dictionary, that.dictionary);
    }
  }

  @Override
  public void write(Encoder out) {
    slicings.forEach(g -> g.write(out));
  }

  @Override
  public void read(Decoder in) {
    slicings.forEach(g -> g.read(in, dictionary));
  }

  @Override
  public ColumnSummary summary(int slicing, int slice) {
    return slicings.get(slicing).summary(slice, dictionary);
  }
}
