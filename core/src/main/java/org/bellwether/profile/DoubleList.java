package org.bellwether.profile;

import java.util.Arrays;

/** Numbers that grow one by one, without boxes. */
final class DoubleList {

  private static final double[] EMPTY = new double[0];

  private double[] values = EMPTY;
  private int size;

  void add(double v) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(16, size + (size >> 1)));
    }
    values[size++] = v;
  }

  int size() {
    return size;
  }

  double get(int i) {
    return values[i];
  }

  void addAll(DoubleList other) {
    for (int i = 0; i < other.size; i++) {
      add(other.values[i]);
    }
  }

  void write(Encoder out) {
    out.reals(values, size);
  }

  void read(Decoder in) {
    values = in.reals();
    size = values.length;
  }

  double[] toArray() {
    return Arrays.copyOf(values, size);
  }

  double[] toSorted() {
    double[] sorted = toArray();
    ExactNumeric.sort(sorted);
    return sorted;
  }
}
