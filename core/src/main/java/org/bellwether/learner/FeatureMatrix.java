package org.bellwether.learner;

import java.util.List;

/**
 * Rows as a learner takes them.
 *
 * @param rows features, row by row; NaN where missing
 * @param source for each feature the column that it came from
 */
public record FeatureMatrix(double[][] rows, List<String> source) {
  public FeatureMatrix {
    source = List.copyOf(source);
  }
}
