package org.bellwether.stat;

import java.util.Arrays;

/**
 * Cuts of the real line into bins. Bin {@code i} holds values {@code v} with {@code edge[i-1] <= v
 * < edge[i]}; the first and the last bin are open, so that no value is ever outside.
 */
public final class BinEdges {

  private final double[] edges;

  private BinEdges(double[] edges) {
    this.edges = edges;
  }

  /**
   * Cuts at the given edges.
   *
   * @param edges strictly increasing and finite, at least one
   */
  public static BinEdges of(double... edges) {
    if (edges.length == 0) {
      throw new IllegalArgumentException("at least one edge is needed");
    }
    for (int i = 0; i < edges.length; i++) {
      if (!Double.isFinite(edges[i]) || (i > 0 && edges[i] <= edges[i - 1])) {
        throw new IllegalArgumentException("edges must be finite and strictly increasing");
      }
    }
    return new BinEdges(edges.clone());
  }

  /** Number of bins: one more than edges. */
  public int bins() {
    return edges.length + 1;
  }

  public double edge(int i) {
    return edges[i];
  }

  public double[] toArray() {
    return edges.clone();
  }

  /** The bin of a value that is not NaN. */
  public int binOf(double value) {
    int i = Arrays.binarySearch(edges, value);
    return i >= 0 ? i + 1 : -i - 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinEdges that && Arrays.equals(edges, that.edges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(edges);
  }
}
