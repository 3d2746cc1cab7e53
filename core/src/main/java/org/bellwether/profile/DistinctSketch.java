package org.bellwether.profile;

import java.util.Arrays;

/**
 * Estimates how many distinct values a column has from the k smallest distinct hashes (Bar-Yossef
 * et al. 2002, doi 10.1007/3-540-45726-7_1): exact up to k, standard error 1/sqrt(k - 2) beyond,
 * that is 1.6 %. Which hashes are kept does not depend on the order of the values, so any partition
 * of the rows gives the same estimate.
 */
final class DistinctSketch {

  static final int K = 4096;

  /** Open addressing; a power of two, at most half full; 0 marks a free slot. */
  private long[] slots = new long[16];

  private int size;

  /** Hashes above it (unsigned) cannot be among the k smallest. */
  private long bound = -1L;

  void add(long hash) {
    if (Long.compareUnsigned(hash, bound) > 0) {
      return;
    }
    long h = hash == 0 ? 1 : hash;
    int i = slot(h);
    if (slots[i] == h) {
      return;
    }
    slots[i] = h;
    if (++size >= 2 * K) {
      shrink();
    } else if (2 * size > slots.length) {
      grow();
    }
  }

  /** Where a hash is, or the free slot where it belongs. */
  private int slot(long h) {
    int mask = slots.length - 1;
    int i = (int) h & mask;
    while (slots[i] != 0 && slots[i] != h) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (long h : old) {
      if (h != 0) {
        slots[slot(h)] = h;
      }
    }
  }

  void addAll(DistinctSketch other) {
    for (long h : other.slots) {
      if (h != 0) {
        add(h);
      }
    }
  }

  double estimate() {
    long[] kept = sorted();
    if (kept.length < K) {
      return kept.length;
    }
    double kth = (double) (kept[K - 1] >>> 11) * 0x1p-53;
    return (K - 1) / kth;
  }

  /** The smallest hashes, at most k, ascending as unsigned numbers. */
  long[] sorted() {
    long[] all = new long[size];
    int n = 0;
    for (long h : slots) {
      if (h != 0) {
        all[n++] = h ^ Long.MIN_VALUE;
      }
    }
    Arrays.sort(all);
    long[] kept = Arrays.copyOf(all, Math.min(n, K));
    for (int i = 0; i < kept.length; i++) {
      kept[i] ^= Long.MIN_VALUE;
    }
    return kept;
  }

  void write(Encoder out) {
    out.numbers(sorted());
  }

  void read(Decoder in) {
    for (long h : in.numbers()) {
      add(h);
    }
  }

  private void shrink() {
    long[] kept = sorted();
    Arrays.fill(slots, 0);
    size = 0;
    for (long h : kept) {
      add(h);
    }
    bound = kept[kept.length - 1];
  }
}
