package org.bellwether.stat;

/** One pass over two sorted samples: the largest and the integrated difference of F and G. */
record SortedMerge(double kolmogorovSmirnov, double wasserstein) {

  /** Both arrays ascending, finite and not empty. */
  static SortedMerge of(double[] a, double[] b) {
    int n = a.length;
    int m = b.length;
    // F - G times n·m, a whole number, so that equal differences are found equal.
    long difference = 0;
    long largest = 0;
    double area = 0;
    double last = Math.min(a[0], b[0]);
    int i = 0;
    int j = 0;
    while (i < n && j < m) {
      double x = a[i];
      double y = b[j];
      // Which of the two comes next is a coin toss: signs of differences cost no wrong guesses.
      int left = 1 + (int) (Double.doubleToRawLongBits(y - x) >> 63);
      int right = 1 + (int) (Double.doubleToRawLongBits(x - y) >> 63);
      double next = left > 0 ? x : y;
      if (next > last) {
        long size = Math.abs(difference);
        largest = size > largest ? size : largest;
        area += size * (next - last);
        last = next;
      }
      i += left;
      j += right;
      difference += (long) left * m - (long) right * n;
    }
    double[] rest = i < n ? a : b;
    int k = i < n ? i : j;
    long step = i < n ? m : -n;
    while (k < rest.length) {
      double next = rest[k++];
      if (next > last) {
        long size = Math.abs(difference);
        largest = Math.max(largest, size);
        area += size * (next - last);
        last = next;
      }
      difference += step;
    }
    double product = (double) n * m;
    return new SortedMerge(largest / product, area / product);
  }
}
