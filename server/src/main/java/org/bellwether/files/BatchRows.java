package org.bellwether.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.bellwether.profile.ColumnBatch;
import org.bellwether.profile.ColumnVector;
import org.jspecify.annotations.Nullable;

/** Picks rows of a batch. */
public final class BatchRows {

  private BatchRows() {}

  /** The rows whose indices are given, ascending. */
  public static ColumnBatch pick(ColumnBatch batch, int[] rows) {
    if (rows.length == batch.rows()) {
      return batch;
    }
    List<ColumnVector> columns = new ArrayList<>(batch.columns().size());
    for (ColumnVector column : batch.columns()) {
      columns.add(pick(column, rows));
    }
    long firstRow =
        batch.firstRow() < 0 || rows.length == 0 ? batch.firstRow() : batch.firstRow() + rows[0];
    return new ColumnBatch(rows.length, firstRow, columns);
  }

  private static ColumnVector pick(ColumnVector column, int[] rows) {
    int n = rows.length;
    return switch (column) {
      case ColumnVector.Numeric v -> {
        double[] values = new double[n];
        Arrays.setAll(values, i -> v.values()[rows[i]]);
        yield new ColumnVector.Numeric(values, pick(v.missing(), rows));
      }
      case ColumnVector.Category v -> {
        int[] codes = new int[n];
        Arrays.setAll(codes, i -> v.codes()[rows[i]]);
        long[] all = v.hashes();
        long[] hashes = all == null ? null : new long[n];
        for (int i = 0; hashes != null && all != null && i < n; i++) {
          hashes[i] = all[rows[i]];
        }
        yield new ColumnVector.Category(codes, v.dictionary(), hashes);
      }
      case ColumnVector.Text v -> {
        String[] values = new String[n];
        Arrays.setAll(values, i -> v.values()[rows[i]]);
        yield new ColumnVector.Text(values);
      }
      case ColumnVector.Timestamp v -> {
        long[] values = new long[n];
        Arrays.setAll(values, i -> v.epochMicros()[rows[i]]);
        yield new ColumnVector.Timestamp(values);
      }
      case ColumnVector.Embedding v -> {
        float[][] values = new float[n][];
        Arrays.setAll(values, i -> v.values()[rows[i]]);
        yield new ColumnVector.Embedding(values);
      }
    };
  }

  private static @Nullable BitSet pick(@Nullable BitSet missing, int[] rows) {
    if (missing == null) {
      return null;
    }
    BitSet picked = new BitSet(rows.length);
    for (int i = 0; i < rows.length; i++) {
      picked.set(i, missing.get(rows[i]));
    }
    return picked;
  }
}
