package org.bellwether.profile;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.bellwether.stat.BinEdges;
import org.jspecify.annotations.Nullable;

/**
 * An embedding column of the whole table: mean vector, norms, and the mean of random Fourier
 * features (Rahimi and Recht 2007, "Random Features for Large-Scale Kernel Machines"): sqrt(2/D)
 * cos(w·x/|x| + b) with D features, w normal with variance 1, b uniform on [0, 2π). The squared
 * distance of two such means estimates the squared maximum mean discrepancy under the Gaussian
 * kernel exp(-|x-y|²/2) of the vectors scaled to unit length.
 */
final class EmbeddingColumn implements ColumnAccumulator {

  /** Number of random features. */
  static final int FEATURES = 256;

  /** Steps of 1 % from a thousandth to a million. */
  static final BinEdges NORMS = norms();

  private static final long SEED = 0x62656c6c77657468L;

  private final NumericColumn norm = new NumericColumn(NORMS, List.of(1), null);
  private double[] sum = new double[0];
  private final double[] features = new double[FEATURES];
  private float[][] frequencies = new float[0][];
  private double[] phases = new double[0];
  private long rows;
  private long present;

  private static BinEdges norms() {
    TreeSet<Double> edges = new TreeSet<>();
    for (double e = 1e-3; e < 1e6; e *= 1.01) {
      edges.add(e);
    }
    return BinEdges.of(edges.stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Override
  public void accept(ColumnVector vector, int n, List<int[]> slices) {
    ColumnVector.Embedding v = (ColumnVector.Embedding) vector;
    double[] norms = new double[n];
    java.util.BitSet missing = new java.util.BitSet();
    for (int r = 0; r < n; r++) {
      float[] x = v.values()[r];
      if (x == null) {
        missing.set(r);
      } else {
        norms[r] = add(x);
      }
    }
    rows += n;
    norm.accept(norms, missing, n, List.of(new int[n]));
  }

  private double add(float[] x) {
    if (present == 0 && sum.length == 0) {
      prepare(x.length);
    }
    if (x.length != sum.length) {
      throw new IllegalArgumentException(
          "an embedding has " + x.length + " numbers where others have " + sum.length);
    }
    double square = 0;
    for (int i = 0; i < x.length; i++) {
      sum[i] += x[i];
      square += (double) x[i] * x[i];
    }
    double length = Math.sqrt(square);
    double scale = length == 0 ? 0 : 1 / length;
    for (int f = 0; f < FEATURES; f++) {
      float dot = 0;
      float[] w = frequencies[f];
      for (int i = 0; i < x.length; i++) {
        dot += w[i] * x[i];
      }
      features[f] += Math.cos(dot * scale + phases[f]);
    }
    present++;
    return length;
  }

  private void prepare(int dimension) {
    sum = new double[dimension];
    frequencies = new float[FEATURES][dimension];
    phases = new double[FEATURES];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int f = 0; f < FEATURES; f++) {
      phases[f] = 2 * Math.PI * random.nextDouble();
      for (int i = 0; i < dimension; i++) {
        // Box and Muller 1958: SplittableRandom has no normal numbers in every release we run on.
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        frequencies[f][i] = (float) (radius * StrictMath.cos(2 * Math.PI * random.nextDouble()));
      }
    }
  }

  @Override
  public void combine(ColumnAccumulator other) {
    EmbeddingColumn that = (EmbeddingColumn) other;
    rows += that.rows;
    norm.combine(that.norm);
    if (that.present == 0) {
      return;
    }
    if (sum.length == 0) {
      prepare(that.sum.length);
    }
    if (sum.length != that.sum.length) {
      throw new IllegalArgumentException(
          "embeddings of length " + sum.length + " and " + that.sum.length + " do not combine");
    }
    present += that.present;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += that.sum[i];
    }
    for (int f = 0; f < FEATURES; f++) {
      features[f] += that.features[f];
    }
  }

  @Override
  public void write(Encoder out) {
    norm.write(out);
    out.number(rows);
    out.number(present);
    out.reals(sum);
    out.reals(features);
  }

  @Override
  public void read(Decoder in) {
    norm.read(in);
    rows = in.number();
    present = in.number();
    double[] sums = in.reals();
    if (sums.length > 0) {
      prepare(sums.length);
      System.arraycopy(sums, 0, sum, 0, sums.length);
    }
    in.reals(features);
  }

  @Override
  public @Nullable ColumnSummary summary(int slicing, int slice) {
    if (slicing != 0) {
      return null;
    }
    double[] mean = sum.clone();
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= present;
    }
    double[] kernel = present == 0 ? new double[0] : features.clone();
    for (int f = 0; f < kernel.length; f++) {
      kernel[f] *= Math.sqrt(2.0 / FEATURES) / present;
    }
    return new ColumnSummary.Embedding(
        rows, rows - present, mean.length, mean, norm.summary(0, 0), kernel);
  }
}
