package org.bellwether.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.learner.KernelMean;
import org.bellwether.learner.SampledRows;
import org.bellwether.learner.TwoSampleSplit;
import org.bellwether.profile.Profile;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.stat.Separation;
import org.jspecify.annotations.Nullable;

/**
 * Whether vectors have moved: by maximum mean discrepancy with a Gaussian kernel (every respect)
 * and by the distance of the means. Both are judged through their witness function, fitted to one
 * half of the rows and tested on the other ({@link TwoSampleSplit}): valid at any number of rows
 * and dimensions, with p-values as small as a large family needs. The effect is the witness's AUC.
 */
public final class EmbeddingDrift {

  /** Rows of each table that enter; the kernel's cost grows with their square. */
  public static final int MOST_ROWS = 1000;

  private static final Threshold THRESHOLD = Threshold.above(0.6, 0.75);
  private static final long SEED = 1;

  private EmbeddingDrift() {}

  /** Compares every embedding column that both tables have, whatever its role but "ignored". */
  public static List<Measurement> measure(Profile reference, Profile current) {
    SampledRows before = SampledRows.of(reference);
    SampledRows now = SampledRows.of(current);
    List<Measurement> all = new ArrayList<>();
    for (ColumnSchema column : reference.schema().columns()) {
      boolean both =
          column.type() == ColumnType.EMBEDDING
              && !column.is(Role.IGNORED)
              && current
                  .schema()
                  .column(column.name())
                  .filter(c -> c.type() == ColumnType.EMBEDDING)
                  .isPresent();
      if (both) {
        all.addAll(
            compare(
                column.name(),
                "embedding",
                vectors(before.vectors(column.name())),
                vectors(now.vectors(column.name()))));
      }
    }
    return all;
  }

  /**
   * Compares vectors.
   *
   * @param column where they come from
   * @param what prefix of the checks' names
   */
  static List<Measurement> compare(
      String column, String what, double[][] reference, double[][] current) {
    List<Measurement> all = new ArrayList<>();
    double[][] before = Arrays.copyOf(reference, Math.min(MOST_ROWS, reference.length));
    double[][] now = Arrays.copyOf(current, Math.min(MOST_ROWS, current.length));
    for (KernelMean kernel : KernelMean.values()) {
      Measurement.Builder builder =
          Measurement.of(
                  Kind.DRIFT, what + (kernel == KernelMean.LINEAR ? "-mean" : "-distribution"))
              .method(
                  Method.exact(
                      kernel == KernelMean.LINEAR
                          ? "difference of means, cross-fitted witness"
                          : "maximum mean discrepancy, Gaussian kernel, cross-fitted witness"))
              .column(column)
              .rows(now.length, before.length)
              .threshold(THRESHOLD);
      all.add(compare(builder, column, kernel, before, now));
    }
    return all;
  }

  private static Measurement compare(
      Measurement.Builder builder,
      String column,
      KernelMean kernel,
      double[][] before,
      double[][] now) {
    if (Math.min(before.length, now.length) < TwoSampleSplit.FEWEST_ROWS) {
      return builder.undefined(
          String.format(
              Locale.ROOT,
              "Whether the vectors of '%s' have moved cannot be said of fewer than %d rows",
              column,
              TwoSampleSplit.FEWEST_ROWS));
    }
    if (before[0].length != now[0].length) {
      return builder.undefined(
          String.format(
              Locale.ROOT,
              "The vectors of '%s' have %d numbers, %d in the reference: another model made them",
              column,
              now[0].length,
              before[0].length));
    }
    Separation s = TwoSampleSplit.of(kernel, before, now, SEED).separation();
    double ratio = (double) now.length / before.length;
    return builder
        .value(s.auc(), 0.5)
        .test(s.pGreater(), new Interval(s.low(), s.high(), Separation.LEVEL))
        .power(level -> TwoSampleSplit.rowsNeeded(level, THRESHOLD.warning(), ratio))
        .build(
            String.format(
                Locale.ROOT,
                "The %s of '%s' tells a current row from a reference row in %.0f of 100 pairs"
                    + " (50 is chance); the means are %.3g apart",
                kernel == KernelMean.LINEAR ? "mean" : "distribution",
                column,
                100 * s.auc(),
                distance(before, now)));
  }

  /** Euclidean distance of the mean vectors. */
  static double distance(double[][] a, double[][] b) {
    double squares = 0;
    for (int c = 0; c < a[0].length; c++) {
      int column = c;
      double d =
          Arrays.stream(a).mapToDouble(r -> r[column]).average().orElse(0)
              - Arrays.stream(b).mapToDouble(r -> r[column]).average().orElse(0);
      squares += d * d;
    }
    return Math.sqrt(squares);
  }

  private static double[][] vectors(float[] @Nullable [] values) {
    return Arrays.stream(values)
        .filter(Objects::nonNull)
        .limit(MOST_ROWS)
        .map(EmbeddingDrift::doubles)
        .toArray(double[][]::new);
  }

  static double[] doubles(float[] vector) {
    double[] result = new double[vector.length];
    Arrays.setAll(result, i -> vector[i]);
    return result;
  }
}
