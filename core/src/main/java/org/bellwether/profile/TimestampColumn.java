package org.bellwether.profile;

import java.util.Arrays;
import java.util.List;
import org.bellwether.stat.BinEdges;
import org.jspecify.annotations.Nullable;

/** A timestamp column. */
final class TimestampColumn implements ColumnAccumulator {

  private final NumericColumn seconds;
  private final long[][] min;
  private final long[][] max;

  TimestampColumn(BinEdges edges, List<Integer> sizes, ColumnSummary.@Nullable Numeric exact) {
    this.seconds = new NumericColumn(edges, sizes, exact);
    this.min = new long[sizes.size()][];
    this.max = new long[sizes.size()][];
    for (int g = 0; g < sizes.size(); g++) {
      min[g] = new long[sizes.get(g)];
      max[g] = new long[sizes.get(g)];
      Arrays.fill(min[g], Long.MAX_VALUE);
      Arrays.fill(max[g], Long.MIN_VALUE);
    }
  }

  /** Moments as seconds since 1970; a missing one is NaN. */
  static double[] seconds(ColumnVector.Timestamp v, int n) {
    double[] out = new double[n];
    for (int r = 0; r < n; r++) {
      long micros = v.epochMicros()[r];
      out[r] = micros == ColumnVector.Timestamp.MISSING ? Double.NaN : micros / 1e6;
    }
    return out;
  }

  @Override
  public void accept(ColumnVector vector, int n, List<int[]> slices) {
    ColumnVector.Timestamp v = (ColumnVector.Timestamp) vector;
    java.util.BitSet missing = new java.util.BitSet();
    for (int r = 0; r < n; r++) {
      if (v.epochMicros()[r] == ColumnVector.Timestamp.MISSING) {
        missing.set(r);
      }
    }
    seconds.accept(seconds(v, n), missing, n, slices);
    for (int g = 0; g < min.length; g++) {
      int[] slice = slices.get(g);
      for (int r = 0; r < n; r++) {
        long micros = v.epochMicros()[r];
        if (slice[r] >= 0 && micros != ColumnVector.Timestamp.MISSING) {
          min[g][slice[r]] = Math.min(min[g][slice[r]], micros);
          max[g][slice[r]] = Math.max(max[g][slice[r]], micros);
        }
      }
    }
  }

  @Override
  public void combine(ColumnAccumulator other) {
    TimestampColumn that = (TimestampColumn) other;
    seconds.combine(that.seconds);
    for (int g = 0; g < min.length; g++) {
      for (int s = 0; s < min[g].length; s++) {
        min[g][s] = Math.min(min[g][s], that.min[g][s]);
        max[g][s] = Math.max(max[g][s], that.max[g][s]);
      }
    }
  }

  @Override
  public void write(Encoder out) {
    seconds.write(out);
    for (int g = 0; g < min.length; g++) {
      out.numbers(min[g]);
      out.numbers(max[g]);
    }
  }

  @Override
  public void read(Decoder in) {
    seconds.read(in);
    for (int g = 0; g < min.length; g++) {
      in.numbers(min[g]);
      in.numbers(max[g]);
    }
  }

  @Override
  public ColumnSummary summary(int slicing, int slice) {
    ColumnSummary.Numeric numeric = seconds.summary(slicing, slice);
    return new ColumnSummary.Timestamp(
        numeric.rows(), numeric.missing(), min[slicing][slice], max[slicing][slice], numeric);
  }
}
