package org.bellwether.performance;

import java.util.ArrayList;
import java.util.List;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.ColumnSummary.Numeric;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Slice;
import org.bellwether.stat.PermutationMean;

/** What is judged of a regression model with labels: size, direction and shape of its errors. */
final class RegressionPerformance {

  static final Threshold ERROR_RISE = Threshold.above(0.10, 0.25);
  static final Threshold BIAS_SHIFT = Threshold.above(0.10, 0.25);
  static final Threshold SHAPE_SHIFT = Threshold.above(0.10, 0.25);

  /** Share of the pooled values at each end that a test of means moves inwards. */
  static final double TAIL = 0.01;

  private final Slice referenceSlice;
  private final Slice currentSlice;
  private final Outcomes.Regression reference;
  private final Outcomes.Regression current;
  private final long[] rows;

  RegressionPerformance(
      Slice referenceSlice,
      Slice currentSlice,
      Outcomes.Regression reference,
      Outcomes.Regression current) {
    this.referenceSlice = referenceSlice;
    this.currentSlice = currentSlice;
    this.reference = reference;
    this.current = current;
    this.rows =
        new long[] {
          current.error().distribution().count(), reference.error().distribution().count()
        };
  }

  List<Measurement> measure() {
    List<Measurement> all = new ArrayList<>();
    all.add(
        loss(
            "mae",
            "mean absolute error",
            false,
            reference.absoluteError(),
            current.absoluteError()));
    all.add(
        loss(
            "rmse",
            "root mean squared error",
            true,
            reference.squaredError(),
            current.squaredError()));
    Samples errors =
        rows[0] < 2 || rows[1] < 2 ? null : samples(reference.error(), current.error());
    Change change = new Change(referenceSlice, currentSlice, Kind.PERFORMANCE);
    if (errors == null) {
      for (String check : List.of("mean-error", "residual-drift")) {
        all.add(
            change
                .builder(check, check, rows[0], rows[1])
                .power(level -> 2)
                .undefined("Errors need at least two labelled rows in both tables"));
      }
    } else {
      all.add(bias(change, errors));
      all.add(
          Distributions.shift(
              change.builder("residual-drift", "kolmogorov-smirnov", rows[0], rows[1]),
              errors.kolmogorovSmirnov(),
              rows,
              SHAPE_SHIFT,
              "errors"));
    }
    return all;
  }

  private static Samples samples(Numeric reference, Numeric current) {
    return Samples.of(reference.distribution(), current.distribution());
  }

  private Measurement loss(String check, String what, boolean root, Numeric then, Numeric now) {
    PermutationMean test =
        rows[0] < 2 || rows[1] < 2
            ? new PermutationMean(Double.NaN, Double.NaN, Double.NaN)
            : samples(then, now).clippedMean(TAIL);
    return new Change(referenceSlice, currentSlice, Kind.PERFORMANCE)
        .riseOfLoss(
            check,
            what,
            test,
            new double[] {now.mean(), RegressionMetrics.standardError(now)},
            new double[] {then.mean(), RegressionMetrics.standardError(then)},
            root,
            rows,
            ERROR_RISE);
  }

  /** Shift of the mean error in units of the reference's root mean squared error. */
  private Measurement bias(Change change, Samples errors) {
    Measurement.Builder builder =
        change
            .builder("mean-error", "permutation-of-means", rows[0], rows[1])
            .threshold(BIAS_SHIFT);
    PermutationMean test = errors.clippedMean(TAIL);
    double unit = Math.sqrt(reference.squaredError().mean());
    if (!(unit > 0) || Double.isNaN(test.pChanged())) {
      return builder.undefined("The reference has no errors to compare with");
    }
    double now = current.error().mean();
    double then = reference.error().mean();
    double error =
        Math.hypot(
            RegressionMetrics.standardError(current.error()),
            RegressionMetrics.standardError(reference.error()));
    double half = Change.Z * RegressionMetrics.standardError(current.error());
    double variance = reference.error().variance() / (unit * unit);
    return builder
        .value(now, then)
        .effect(Math.abs(now - then) / unit)
        .test(
            test.pChanged(), BinaryPerformance.folded((now - then) / unit, Change.Z * error / unit))
        .power(level -> Change.rowsForMean(level / 2, variance, BIAS_SHIFT.warning(), rows))
        .build(
            "Predictions are "
                + (now >= 0 ? "too high by " : "too low by ")
                + Words.number(Math.abs(now))
                + " on average"
                + Words.range(Change.interval(now - half, now + half))
                + ", in the reference "
                + (then >= 0 ? "too high by " : "too low by ")
                + Words.number(Math.abs(then)));
  }
}
