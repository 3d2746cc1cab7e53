package org.bellwether.drift;

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
import org.bellwether.schema.Role;
import org.bellwether.stat.PrincipalComponents;
import org.bellwether.stat.Separation;

/**
 * Reconstruction error of principal components, by NannyML's definition: categories become their
 * share in the reference, columns are standardised on the reference, components explain 65 % of its
 * variance, and a row's error is the distance from its reconstruction. A change of how columns go
 * together raises (or lowers) the error.
 *
 * <p>The error is smaller on the rows that the components were fitted to. So the components come
 * from one half of the reference, and the errors of the current rows are compared with those of the
 * other half, by a two-sided Mann-Whitney test. The effect is Cliff's delta |2·AUC - 1| of the
 * errors, in [0, 1].
 */
public final class PcaReconstruction {

  /** The rule's name. */
  public static final String CHECK = "reconstruction-error";

  private static final double SHARE = 0.65;
  private static final int FEWEST_ROWS = 40;
  private static final Threshold THRESHOLD = Threshold.above(0.1, 0.25);

  private PcaReconstruction() {}

  /** Compares the tables' features; nothing with fewer than two in common. */
  public static List<Measurement> measure(Profile reference, Profile current) {
    SampledRows before = SampledRows.of(reference);
    SampledRows now = SampledRows.of(current);
    List<ColumnSchema> columns = FeatureEncoding.common(Role.FEATURE, before, now);
    FeatureEncoding encoding = FeatureEncoding.byShare(columns, before.limit(before.rows() / 2));
    if (encoding.source().size() < 2) {
      return List.of();
    }
    Measurement.Builder builder =
        Measurement.of(Kind.DRIFT, CHECK)
            .method(
                Method.exact(
                    String.format(
                        Locale.ROOT,
                        "PCA of half the reference, Mann-Whitney on errors of %,d sampled rows",
                        now.rows() + before.rows() - before.rows() / 2)))
            .rows(now.rows(), before.rows())
            .threshold(THRESHOLD);
    if (before.rows() < FEWEST_ROWS || now.rows() == 0) {
      return List.of(
          builder.undefined(
              "Whether rows still fit the reference's pattern cannot be said: at least "
                  + FEWEST_ROWS
                  + " reference rows are needed"));
    }
    double[][] rows = encoding.encode(before).rows();
    PrincipalComponents components =
        PrincipalComponents.fit(Arrays.copyOf(rows, rows.length / 2), SHARE);
    double[] held = components.errors(Arrays.copyOfRange(rows, rows.length / 2, rows.length));
    double[] errors = components.errors(encoding.encode(now).rows());
    return List.of(build(builder, held, errors));
  }

  private static Measurement build(Measurement.Builder builder, double[] held, double[] errors) {
    Separation s = Separation.of(held, errors);
    double low = 2 * s.low() - 1;
    double high = 2 * s.high() - 1;
    double nearest = low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
    double farthest = Math.max(Math.abs(low), Math.abs(high));
    double mean = Arrays.stream(errors).average().orElse(Double.NaN);
    double before = Arrays.stream(held).average().orElse(Double.NaN);
    double ratio = (double) errors.length / held.length;
    return builder
        .value(mean, before)
        .effect(Math.abs(2 * s.auc() - 1))
        .test(s.pTwoSided(), new Interval(nearest, farthest, Separation.LEVEL))
        .power(level -> Separation.rowsNeeded(level / 2, 0.5 + THRESHOLD.warning() / 2, ratio))
        .build(
            String.format(
                Locale.ROOT,
                "Rows fit the reference's pattern of columns %s: mean distance %.4g, %.4g before",
                mean > before ? "worse" : "better",
                mean,
                before));
  }

  /**
   * NannyML's figure for a table: components of all reference rows, mean error of the current ones.
   *
   * @param columns the features, numeric or categorical
   */
  public static double meanError(
      List<ColumnSchema> columns, SampledRows reference, SampledRows current) {
    FeatureEncoding encoding = FeatureEncoding.byShare(columns, reference);
    PrincipalComponents components =
        PrincipalComponents.fit(encoding.encode(reference).rows(), SHARE);
    return Arrays.stream(components.errors(encoding.encode(current).rows()))
        .average()
        .orElse(Double.NaN);
  }
}
