package org.bellwether.performance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.learner.FeatureEncoding;
import org.bellwether.learner.Learner;
import org.bellwether.learner.SampledRows;
import org.bellwether.learner.Scorer;
import org.bellwether.profile.Profile;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Task;
import org.bellwether.stat.PermutationMean;
import org.bellwether.stat.SampleSize;

/**
 * Direct loss estimation: the error of a regression model on rows that have no label yet. A second
 * learner is taught, on the labelled reference, how large the model's loss is for which features
 * and prediction (NannyML's definition: gradient boosting on features and prediction, least squares
 * on the loss); its mean prediction over the current rows, and for root-mean errors the root of it,
 * is the estimate. It sees changes of the rows, not of what a row means: a changed relation between
 * features and label stays hidden until labels arrive.
 *
 * <p>The judged measurement teaches the second learner on one half of the sampled reference and
 * compares its predictions for the current rows with those for the other half, by the permutation
 * distribution of the difference of means. The value is scaled so that the held-out half's estimate
 * equals its realised error; the effect is the relative rise of the error; the interval holds the
 * sampling error of both sides, not a misjudgement by the second learner.
 */
public final class DirectLossEstimation {

  /** A loss of one row and what becomes of its mean. */
  public enum Loss {
    /** Mean absolute error. */
    MAE,
    /** Mean of |error / label| where the label is not 0. */
    MAPE,
    /** Mean squared error. */
    MSE,
    /** Root of the mean squared error. */
    RMSE,
    /** Root of the mean squared difference of ln(1 + ·), where both are above -1. */
    RMSLE;

    /** The word used in the names of checks. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The loss of one row; NaN where it is undefined or a number is missing. */
    public double of(double label, double prediction) {
      double error = prediction - label;
      return switch (this) {
        case MAE -> Math.abs(error);
        case MAPE -> label == 0 ? Double.NaN : Math.abs(error / label);
        case MSE, RMSE -> error * error;
        case RMSLE -> {
          double log = Math.log1p(prediction) - Math.log1p(label);
          yield label > -1 && prediction > -1 ? log * log : Double.NaN;
        }
      };
    }

    /** The metric of a mean loss; the learner may miss below 0, a loss cannot. */
    public double metric(double meanLoss) {
      double mean = Math.max(0, meanLoss);
      return this == RMSE || this == RMSLE ? Math.sqrt(mean) : mean;
    }
  }

  private static final double Z = 1.959963984540054;
  private static final double LEVEL = 0.95;
  private static final int FEWEST_ROWS = 100;
  private static final Threshold THRESHOLD = Threshold.above(0.1, 0.25);

  private final Learner regressor;
  private final List<Loss> losses;
  private final long seed;

  private DirectLossEstimation(Learner regressor, List<Loss> losses, long seed) {
    this.regressor = regressor;
    this.losses = List.copyOf(losses);
    this.seed = seed;
  }

  /** Estimates the mean absolute and the root mean squared error. */
  public static DirectLossEstimation by(Learner regressor) {
    return new DirectLossEstimation(regressor, List.of(Loss.MAE, Loss.RMSE), 1);
  }

  public DirectLossEstimation with(Loss... losses) {
    return new DirectLossEstimation(regressor, Arrays.asList(losses), seed);
  }

  /**
   * Estimates a metric without a test, as NannyML does.
   *
   * @param reference labelled rows
   * @param current tables with features and prediction
   * @return the estimated metric of each current table
   */
  public double[] estimate(Loss loss, SampledRows reference, List<SampledRows> current) {
    List<ColumnSchema> columns = new ArrayList<>(reference.schema().withRole(Role.FEATURE));
    columns.addAll(reference.schema().withRole(Role.PREDICTION));
    FeatureEncoding encoding = FeatureEncoding.fit(columns, reference);
    double[] target = losses(loss, reference);
    int[] known = known(target, 0, target.length);
    double[][] rows = encoding.encode(reference).rows();
    Scorer second = regressor.fit(pick(rows, known), pick(target, known), seed);
    return current.stream()
        .mapToDouble(table -> loss.metric(mean(second.score(encoding.encode(table).rows()))))
        .toArray();
  }

  /**
   * Estimates the current table's error; nothing unless the task is regression, both tables have a
   * prediction, the reference has labels, and some current row has none.
   */
  public List<Measurement> measure(Profile reference, Profile current) {
    SampledRows before = SampledRows.of(reference);
    SampledRows now = SampledRows.of(current);
    if (reference.schema().task() != Task.REGRESSION
        || numeric(before, Role.LABEL).isEmpty()
        || numeric(before, Role.PREDICTION).isEmpty()
        || numeric(now, Role.PREDICTION).isEmpty()
        || isLabelled(now)) {
      return List.of();
    }
    List<Measurement> all = new ArrayList<>();
    for (Loss loss : losses) {
      all.add(measure(loss, before, now));
    }
    return all;
  }

  private Measurement measure(Loss loss, SampledRows before, SampledRows now) {
    double[] target = losses(loss, before);
    int[] taught = known(target, 0, target.length / 2);
    int[] held = known(target, target.length / 2, target.length);
    Measurement.Builder builder =
        Measurement.of(Kind.ESTIMATED_PERFORMANCE, "estimated-" + loss.word())
            .method(Method.exact("direct loss estimation"))
            .rows(now.rows(), held.length)
            .threshold(THRESHOLD);
    if (Math.min(taught.length, held.length) < FEWEST_ROWS / 2 || now.rows() == 0) {
      return builder.undefined(
          "The "
              + loss.name()
              + " cannot be estimated without labels: at least "
              + FEWEST_ROWS
              + " labelled reference rows are needed");
    }
    Features features = Features.of(before, now);
    Scorer second = regressor.fit(pick(features.reference(), taught), pick(target, taught), seed);
    double[] expected = second.score(pick(features.reference(), held));
    double[] estimated = second.score(features.current());
    return build(loss, builder, pick(target, held), expected, estimated);
  }

  private static Measurement build(
      Loss loss,
      Measurement.Builder builder,
      double[] realised,
      double[] expected,
      double[] estimated) {
    double base = mean(expected);
    if (!(base > 0) || !(mean(realised) > 0)) {
      return builder.undefined(
          "The " + loss.name() + " cannot be estimated: the reference's predictions have no error");
    }
    double ratio = Math.max(0, mean(estimated)) / base;
    // Delta method on the ratio of two independent means.
    double error =
        Math.sqrt(
            variance(estimated) / estimated.length / (base * base)
                + ratio * ratio * variance(expected) / expected.length / (base * base));
    boolean root = loss == Loss.RMSE || loss == Loss.RMSLE;
    double exponent = root ? 0.5 : 1;
    double low = Math.pow(Math.max(0, ratio - Z * error), exponent) - 1;
    double high = Math.pow(ratio + Z * error, exponent) - 1;
    double effect = Math.pow(ratio, exponent) - 1;
    double before = loss.metric(mean(realised));
    double now = before * (1 + effect);
    double rise = base * (Math.pow(1 + THRESHOLD.warning(), 1 / exponent) - 1);
    double spread = variance(expected);
    double rows = (double) estimated.length / expected.length;
    return builder
        .value(now, before)
        .effect(effect)
        .test(PermutationMean.of(expected, estimated).pRisen(), new Interval(low, high, LEVEL))
        .power(level -> SampleSize.forDifference(level, spread, rise, rows))
        .build(
            String.format(
                Locale.ROOT,
                "Without labels, the %s is estimated at %s (%s to %s), %s on the reference",
                loss.name(),
                Words.number(now),
                Words.number(before * (1 + low)),
                Words.number(before * (1 + high)),
                Words.number(before)));
  }

  /** Features and prediction of both tables, in one encoding. */
  private record Features(double[][] reference, double[][] current) {
    static Features of(SampledRows reference, SampledRows current) {
      List<ColumnSchema> columns =
          new ArrayList<>(FeatureEncoding.common(Role.FEATURE, reference, current));
      for (ColumnSchema prediction : FeatureEncoding.common(Role.PREDICTION, reference, current)) {
        if (!columns.contains(prediction)) {
          columns.add(prediction);
        }
      }
      FeatureEncoding encoding = FeatureEncoding.fit(columns, reference, current);
      return new Features(encoding.encode(reference).rows(), encoding.encode(current).rows());
    }
  }

  private static Optional<ColumnSchema> numeric(SampledRows rows, Role role) {
    return rows.schema().the(role).filter(c -> c.type() == ColumnType.NUMERIC);
  }

  private static boolean isLabelled(SampledRows rows) {
    return numeric(rows, Role.LABEL)
        .map(c -> Arrays.stream(rows.numbers(c.name())).noneMatch(Double::isNaN))
        .orElse(false);
  }

  private static double[] losses(Loss loss, SampledRows rows) {
    double[] label = rows.numbers(numeric(rows, Role.LABEL).orElseThrow().name());
    double[] prediction = rows.numbers(numeric(rows, Role.PREDICTION).orElseThrow().name());
    double[] result = new double[rows.rows()];
    Arrays.setAll(result, r -> loss.of(label[r], prediction[r]));
    return result;
  }

  private static int[] known(double[] target, int from, int to) {
    return IntStream.range(from, to).filter(r -> Double.isFinite(target[r])).toArray();
  }

  private static double[][] pick(double[][] rows, int[] which) {
    return Arrays.stream(which).mapToObj(r -> rows[r]).toArray(double[][]::new);
  }

  private static double[] pick(double[] values, int[] which) {
    return Arrays.stream(which).mapToDouble(r -> values[r]).toArray();
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
