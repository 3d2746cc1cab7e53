package org.bellwether.profile;

import java.util.Arrays;
import java.util.List;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows with the k smallest hashes of their ids. Rows of one id stay together: an id whose
 * rows do not all fit is left out, so that any partition of the rows gives the same sample.
 */
final class SampleAccumulator {

  private final int k;
  private final int idColumn;
  private @Nullable RowBlock block;
  private long[] hashes = new long[0];
  private long seen;

  /** Hashes above it (unsigned) are out. */
  private long bound = -1L;

  SampleAccumulator(Schema schema, int k) {
    this.k = k;
    this.idColumn = schema.the(Role.ID).map(schema.columns()::indexOf).orElse(-1);
  }

  void accept(ColumnBatch batch, long firstOrdinal) {
    if (k == 0) {
      seen += batch.rows();
      return;
    }
    int[] picked = new int[batch.rows()];
    long[] ordinals = new long[batch.rows()];
    long[] ids = new long[batch.rows()];
    int n = 0;
    for (int r = 0; r < batch.rows(); r++) {
      ordinals[r] = firstOrdinal + r;
      ids[r] = Hashing.mix(idOf(batch, r, ordinals[r]));
      if (Long.compareUnsigned(ids[r], bound) <= 0) {
        picked[n++] = r;
      }
    }
    add(batch, ordinals, ids, picked, n);
    seen += batch.rows();
  }

  private long idOf(ColumnBatch batch, int row, long ordinal) {
    if (idColumn < 0) {
      return ordinal;
    }
    ColumnVector v = batch.columns().get(idColumn);
    if (v instanceof ColumnVector.Numeric x) {
      return Double.isNaN(x.values()[row]) ? ordinal : Hashing.of(x.values()[row]);
    } else if (v instanceof ColumnVector.Category x) {
      int code = x.codes()[row];
      long[] h = x.hashes();
      if (code >= 0) {
        return Dictionary.hashOf(x.dictionary().valueOf(code));
      }
      return code == Dictionary.OTHER && h != null ? h[row] : ordinal;
    } else if (v instanceof ColumnVector.Text x) {
      String value = x.values()[row];
      return value == null ? ordinal : Dictionary.hashOf(value);
    } else if (v instanceof ColumnVector.Timestamp x) {
      return x.epochMicros()[row];
    }
    return ordinal;
  }

  private void add(ColumnBatch batch, long[] ordinals, long[] ids, int[] picked, int n) {
    if (n == 0) {
      return;
    }
    RowBlock rows = block == null ? new RowBlock(batch, n) : block;
    block = rows;
    int at = rows.rows();
    rows.append(batch, ordinals, picked, n);
    if (hashes.length < at + n) {
      hashes = Arrays.copyOf(hashes, Math.max(at + n, 2 * hashes.length));
    }
    for (int i = 0; i < n; i++) {
      hashes[at + i] = ids[picked[i]];
    }
    if (at + n > 2 * k + 1024) {
      compact();
    }
  }

  void combine(SampleAccumulator other, Canonical canonical) {
    seen += other.seen;
    bound = Long.compareUnsigned(bound, other.bound) < 0 ? bound : other.bound;
    RowBlock theirs = other.block;
    if (theirs == null) {
      return;
    }
    int n = theirs.rows();
    long[] ordinals = new long[n];
    int[] picked = new int[n];
    int m = 0;
    for (int i = 0; i < n; i++) {
      ordinals[i] = theirs.ordinal(i);
      if (Long.compareUnsigned(other.hashes[i], bound) <= 0) {
        picked[m++] = i;
      }
    }
    add(canonical.canonical(theirs.toBatch()), ordinals, other.hashes, picked, m);
  }

  /** The sample now. */
  RowSample sample() {
    compact();
    RowBlock rows = block;
    if (rows == null) {
      return new RowSample(0, seen, List.of());
    }
    long[] ordinals = new long[rows.rows()];
    Arrays.setAll(ordinals, rows::ordinal);
    return new RowSample(rows.rows(), seen, rows.toBatch().columns(), ordinals);
  }

  void write(Encoder out) {
    compact();
    out.number(seen);
    out.number(bound);
    RowBlock rows = block;
    out.bool(rows != null);
    if (rows != null) {
      out.batch(rows.toBatch());
      out.numbers(hashes, rows.rows());
      for (int i = 0; i < rows.rows(); i++) {
        out.number(rows.ordinal(i));
      }
    }
  }

  void read(Decoder in, Schema schema, Canonical canonical) {
    seen = in.number();
    bound = in.number();
    if (in.bool()) {
      ColumnBatch batch = in.batch(schema, canonical);
      long[] ids = in.numbers();
      Decoder.same(ids.length, batch.rows());
      long[] ordinals = new long[batch.rows()];
      int[] all = new int[batch.rows()];
      for (int i = 0; i < all.length; i++) {
        all[i] = i;
        ordinals[i] = in.number();
      }
      add(batch, ordinals, ids, all, all.length);
    }
  }

  private void compact() {
    RowBlock rows = block;
    if (rows == null) {
      return;
    }
    int n = rows.rows();
    long[] ascending = new long[n];
    for (int i = 0; i < n; i++) {
      ascending[i] = hashes[i] ^ Long.MIN_VALUE;
    }
    Arrays.sort(ascending);
    int keep = Math.min(n, k);
    while (keep > 0 && keep < n && ascending[keep - 1] == ascending[keep]) {
      keep--;
    }
    // Rows after the bound were never added, so an incomplete group can only sit at the bound.
    while (keep > 0 && ascending[keep - 1] > (bound ^ Long.MIN_VALUE)) {
      keep--;
    }
    if (keep < n) {
      long out = (ascending[keep] ^ Long.MIN_VALUE) - 1;
      bound = Long.compareUnsigned(out, bound) < 0 ? out : bound;
    }
    int[] order = order(rows, ascending, keep);
    long[] keptHashes = new long[keep];
    long[] ordinals = new long[n];
    for (int i = 0; i < n; i++) {
      ordinals[i] = rows.ordinal(i);
    }
    for (int i = 0; i < keep; i++) {
      keptHashes[i] = hashes[order[i]];
    }
    ColumnBatch batch = rows.toBatch();
    RowBlock sorted = new RowBlock(batch, Math.max(1, keep));
    sorted.append(batch, ordinals, order, keep);
    block = sorted;
    hashes = keptHashes;
  }

  /** The rows whose hashes are among the first {@code keep}, by hash, then by ordinal. */
  private int[] order(RowBlock rows, long[] ascending, int keep) {
    int[] order = new int[keep];
    Arrays.fill(order, -1);
    for (int i = 0; i < rows.rows(); i++) {
      long hash = hashes[i] ^ Long.MIN_VALUE;
      int at = lowerBound(ascending, keep, hash);
      if (at >= keep || ascending[at] != hash) {
        continue;
      }
      int row = i;
      for (; order[at] >= 0; at++) {
        if (rows.ordinal(row) < rows.ordinal(order[at])) {
          int later = order[at];
          order[at] = row;
          row = later;
        }
      }
      order[at] = row;
    }
    return order;
  }

  private static int lowerBound(long[] ascending, int end, long value) {
    int low = 0;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
