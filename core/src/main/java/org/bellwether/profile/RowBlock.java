package org.bellwether.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows kept in memory, column by column, in arrays of the block's own. */
final class RowBlock {

  private final List<ColumnVector> columns = new ArrayList<>();
  private long[] ordinals;
  private int rows;
  private int capacity;
  private long bytes;

  /** An empty block for batches of the shape of {@code like}. */
  RowBlock(ColumnBatch like, int capacity) {
    this.capacity = capacity;
    this.ordinals = new long[capacity];
    for (ColumnVector v : like.columns()) {
      columns.add(empty(v, capacity));
    }
  }

  int rows() {
    return rows;
  }

  /** Estimated memory of the values. */
  long bytes() {
    return bytes;
  }

  long ordinal(int row) {
    return ordinals[row];
  }

  /** The rows; arrays are the block's own. */
  ColumnBatch toBatch() {
    return new ColumnBatch(rows, columns);
  }

  /** Appends some rows of a batch, in the order of {@code picked}. */
  void append(ColumnBatch batch, long[] batchOrdinals, int[] picked, int n) {
    reserve(rows + n);
    for (int i = 0; i < n; i++) {
      ordinals[rows + i] = batchOrdinals[picked[i]];
    }
    for (int c = 0; c < columns.size(); c++) {
      ColumnVector from = batch.columns().get(c);
      columns.set(c, copyHashes(columns.get(c), from));
      bytes += pick(from, columns.get(c), picked, n, rows);
    }
    rows += n;
  }

  /** Appends rows {@code from} to {@code from + n} of a batch. */
  void append(ColumnBatch batch, long firstOrdinal, int from, int n) {
    reserve(rows + n);
    for (int i = 0; i < n; i++) {
      ordinals[rows + i] = firstOrdinal + i;
    }
    for (int c = 0; c < columns.size(); c++) {
      ColumnVector source = batch.columns().get(c);
      columns.set(c, copyHashes(columns.get(c), source));
      bytes += copy(source, columns.get(c), from, n, rows);
    }
    rows += n;
  }

  private void reserve(int needed) {
    if (needed <= capacity) {
      return;
    }
    capacity = Math.max(needed, capacity * 2);
    ordinals = Arrays.copyOf(ordinals, capacity);
    columns.replaceAll(v -> grown(v, capacity));
  }

  private static ColumnVector empty(ColumnVector like, int n) {
    if (like instanceof ColumnVector.Numeric) {
      return new ColumnVector.Numeric(new double[n], new BitSet());
    } else if (like instanceof ColumnVector.Category c) {
      return new ColumnVector.Category(new int[n], c.dictionary(), null);
    } else if (like instanceof ColumnVector.Text) {
      return new ColumnVector.Text(new String[n]);
    } else if (like instanceof ColumnVector.Timestamp) {
      return new ColumnVector.Timestamp(new long[n]);
    }
    return new ColumnVector.Embedding(new float[n][]);
  }

  private static ColumnVector grown(ColumnVector v, int n) {
    if (v instanceof ColumnVector.Numeric x) {
      return new ColumnVector.Numeric(Arrays.copyOf(x.values(), n), x.missing());
    } else if (v instanceof ColumnVector.Category x) {
      long[] hashes = x.hashes();
      return new ColumnVector.Category(
          Arrays.copyOf(x.codes(), n),
          x.dictionary(),
          hashes == null ? null : Arrays.copyOf(hashes, n));
    } else if (v instanceof ColumnVector.Text x) {
      return new ColumnVector.Text(Arrays.copyOf(x.values(), n));
    } else if (v instanceof ColumnVector.Timestamp x) {
      return new ColumnVector.Timestamp(Arrays.copyOf(x.epochMicros(), n));
    }
    return new ColumnVector.Embedding(Arrays.copyOf(((ColumnVector.Embedding) v).values(), n));
  }

  /** The target with room for hashes once a source has them. */
  private ColumnVector copyHashes(ColumnVector target, ColumnVector source) {
    if (target instanceof ColumnVector.Category t
        && source instanceof ColumnVector.Category s
        && t.hashes() == null
        && s.hashes() != null) {
      return new ColumnVector.Category(t.codes(), t.dictionary(), new long[capacity]);
    }
    return target;
  }

  private static long copy(ColumnVector from, ColumnVector to, int start, int n, int at) {
    if (from instanceof ColumnVector.Numeric f && to instanceof ColumnVector.Numeric t) {
      System.arraycopy(f.values(), start, t.values(), at, n);
      copyMissing(f.missing(), t.missing(), start, n, at);
      return 8L * n;
    } else if (from instanceof ColumnVector.Category f && to instanceof ColumnVector.Category t) {
      System.arraycopy(f.codes(), start, t.codes(), at, n);
      long[] source = f.hashes();
      long[] target = t.hashes();
      if (source != null && target != null) {
        System.arraycopy(source, start, target, at, n);
      }
      return (source == null ? 4L : 12L) * n;
    } else if (from instanceof ColumnVector.Timestamp f && to instanceof ColumnVector.Timestamp t) {
      System.arraycopy(f.epochMicros(), start, t.epochMicros(), at, n);
      return 8L * n;
    }
    int[] picked = new int[n];
    Arrays.setAll(picked, i -> start + i);
    return pick(from, to, picked, n, at);
  }

  private static void copyMissing(
      @Nullable BitSet from, @Nullable BitSet to, int start, int n, int at) {
    if (from == null || to == null) {
      return;
    }
    for (int i = from.nextSetBit(start); i >= 0 && i < start + n; i = from.nextSetBit(i + 1)) {
      to.set(at + i - start);
    }
  }

  private static long pick(ColumnVector from, ColumnVector to, int[] picked, int n, int at) {
    long size = 8L * n;
    if (from instanceof ColumnVector.Numeric f && to instanceof ColumnVector.Numeric t) {
      BitSet source = f.missing();
      BitSet target = t.missing();
      for (int i = 0; i < n; i++) {
        t.values()[at + i] = f.values()[picked[i]];
        if (source != null && target != null && source.get(picked[i])) {
          target.set(at + i);
        }
      }
    } else if (from instanceof ColumnVector.Category f && to instanceof ColumnVector.Category t) {
      long[] source = f.hashes();
      long[] target = t.hashes();
      for (int i = 0; i < n; i++) {
        t.codes()[at + i] = f.codes()[picked[i]];
        if (source != null && target != null) {
          target[at + i] = source[picked[i]];
        }
      }
    } else if (from instanceof ColumnVector.Text f && to instanceof ColumnVector.Text t) {
      for (int i = 0; i < n; i++) {
        String value = f.values()[picked[i]];
        t.values()[at + i] = value;
        size += value == null ? 0 : 40 + 2L * value.length();
      }
    } else if (from instanceof ColumnVector.Timestamp f && to instanceof ColumnVector.Timestamp t) {
      for (int i = 0; i < n; i++) {
        t.epochMicros()[at + i] = f.epochMicros()[picked[i]];
      }
    } else if (from instanceof ColumnVector.Embedding f && to instanceof ColumnVector.Embedding t) {
      for (int i = 0; i < n; i++) {
        float[] value = f.values()[picked[i]];
        t.values()[at + i] = value == null ? null : value.clone();
        size += value == null ? 0 : 16 + 4L * value.length;
      }
    }
    return size;
  }
}
