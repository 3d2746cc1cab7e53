package org.bellwether.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.learner.FeatureEncoding;
import org.bellwether.learner.SampledRows;
import org.bellwether.profile.Profile;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.stat.Normal;
import org.bellwether.stat.PermutationMean;
import org.bellwether.stat.SampleSize;

/**
 * Whether the model goes by other features than before: for each column of role "attribution" (such
 * as a SHAP value) the mean over rows of its share |a| / Σ|a| of the row's attributions, and its
 * rank among them. Rows whose attributions are all 0 or partly missing do not enter. p-value by the
 * permutation distribution of the difference of means; effect: the absolute change of the mean
 * share, with Welch's standard error.
 */
public final class AttributionDrift {

  /** The rule's name. */
  public static final String CHECK = "attribution-share";

  private static final Threshold THRESHOLD = Threshold.above(0.05, 0.15);
  private static final double LEVEL = 0.95;
  private static final int FEWEST_ROWS = 10;

  private AttributionDrift() {}

  /** Compares the attribution columns that both tables have; nothing with fewer than two. */
  public static List<Measurement> measure(Profile reference, Profile current) {
    SampledRows before = SampledRows.of(reference);
    SampledRows now = SampledRows.of(current);
    List<ColumnSchema> columns =
        FeatureEncoding.common(Role.ATTRIBUTION, before, now).stream()
            .filter(c -> c.type() == ColumnType.NUMERIC)
            .toList();
    if (columns.size() < 2) {
      return List.of();
    }
    double[][] a = shares(columns, before);
    double[][] b = shares(columns, now);
    List<Measurement> all = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      all.add(measure(columns.get(c).name(), c, a, b));
    }
    return all;
  }

  private static Measurement measure(String column, int c, double[][] a, double[][] b) {
    Measurement.Builder builder =
        Measurement.of(Kind.DRIFT, CHECK)
            .method(Method.exact("change of mean share, permutation moments"))
            .column(column)
            .rows(b[c].length, a[c].length)
            .threshold(THRESHOLD);
    if (Math.min(a[c].length, b[c].length) < FEWEST_ROWS) {
      return builder.undefined(
          "How much the model goes by '"
              + column
              + "' cannot be said: fewer than "
              + FEWEST_ROWS
              + " rows have all attributions");
    }
    double before = mean(a[c]);
    double now = mean(b[c]);
    double effect = Math.abs(now - before);
    double half =
        Normal.twoSided(LEVEL)
            * Math.sqrt(variance(a[c]) / a[c].length + variance(b[c]) / b[c].length);
    double spread = Math.max(variance(a[c]), variance(b[c]));
    double ratio = (double) b[c].length / a[c].length;
    return builder
        .value(now, before)
        .effect(effect)
        .test(
            PermutationMean.of(a[c], b[c]).pChanged(),
            new Interval(Math.max(0, effect - half), effect + half, LEVEL))
        .power(level -> SampleSize.forDifference(level / 2, spread, THRESHOLD.warning(), ratio))
        .build(
            String.format(
                Locale.ROOT,
                "'%s' makes up %.1f %% of what the model goes by (rank %d of %d), %.1f %% in the"
                    + " reference (rank %d)",
                column,
                100 * now,
                rank(c, b),
                b.length,
                100 * before,
                rank(c, a)));
  }

  private static double[][] shares(List<ColumnSchema> columns, SampledRows rows) {
    double[][] values = columns.stream().map(c -> rows.numbers(c.name())).toArray(double[][]::new);
    double[] total = new double[rows.rows()];
    for (double[] column : values) {
      for (int r = 0; r < total.length; r++) {
        total[r] += Math.abs(column[r]);
      }
    }
    double[][] shares = new double[values.length][];
    for (int c = 0; c < values.length; c++) {
      double[] column = values[c];
      double[] share = new double[total.length];
      int n = 0;
      for (int r = 0; r < total.length; r++) {
        if (total[r] > 0 && Double.isFinite(total[r])) {
          share[n++] = Math.abs(column[r]) / total[r];
        }
      }
      shares[c] = Arrays.copyOf(share, n);
    }
    return shares;
  }

  private static int rank(int c, double[][] shares) {
    double own = mean(shares[c]);
    return 1 + (int) Arrays.stream(shares).filter(s -> mean(s) > own).count();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return squares / Math.max(1, values.length - 1);
  }
}
