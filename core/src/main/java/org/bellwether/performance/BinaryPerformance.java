package org.bellwether.performance;

import java.util.ArrayList;
import java.util.List;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Slice;
import org.bellwether.stat.CalibrationCurve;
import org.bellwether.stat.CalibrationError;
import org.bellwether.stat.ConfusionMatrix;
import org.bellwether.stat.PermutationMean;
import org.bellwether.stat.ProbabilityLoss;
import org.bellwether.stat.RateComparison;
import org.bellwether.stat.RocAuc;
import org.bellwether.stat.ScoreComparison;
import org.bellwether.stat.ScoreTable;
import org.jspecify.annotations.Nullable;

/** What is judged of a binary model with labels. */
final class BinaryPerformance {

  static final Threshold ACCURACY_DROP = Threshold.above(0.02, 0.05);
  static final Threshold RATE_DROP = Threshold.above(0.05, 0.10);
  static final Threshold AUC_DROP = Threshold.above(0.02, 0.05);
  static final Threshold LOSS_RISE = Threshold.above(0.10, 0.25);
  static final Threshold CALIBRATION_RISE = Threshold.above(0.02, 0.05);

  /** Rows of each label that an AUC needs in both tables before it is judged. */
  static final int ROWS_OF_A_LABEL = 10;

  private final Slice referenceSlice;
  private final Slice currentSlice;
  private final Outcomes.Binary reference;
  private final Outcomes.Binary current;
  private final @Nullable ScoreComparison scores;

  /**
   * @param scores of {@link #compare}
   */
  BinaryPerformance(
      Slice referenceSlice,
      Slice currentSlice,
      Outcomes.Binary reference,
      Outcomes.Binary current,
      @Nullable ScoreComparison scores) {
    this.referenceSlice = referenceSlice;
    this.currentSlice = currentSlice;
    this.reference = reference;
    this.current = current;
    this.scores = scores;
  }

  /** The scores of two binary models on a common scale; {@code null} where there are none. */
  static @Nullable ScoreComparison compare(Outcomes reference, Outcomes current) {
    if (reference instanceof Outcomes.Binary a && current instanceof Outcomes.Binary b) {
      ScoreTable then = a.scores();
      ScoreTable now = b.scores();
      return then == null || now == null ? null : ScoreComparison.of(then, now);
    }
    return null;
  }

  List<Measurement> measure() {
    List<Measurement> all = new ArrayList<>(decisions());
    ScoreTable then = reference.scores();
    ScoreTable now = current.scores();
    ScoreComparison both = scores;
    if (then != null && now != null && both != null) {
      all.add(auc(then, now, both));
      all.add(logLoss(then, now, both));
      all.add(bias(then, now, both));
      all.add(calibration(then, now, both));
    }
    return all;
  }

  private List<Measurement> decisions() {
    Change change = new Change(referenceSlice, currentSlice, Kind.PERFORMANCE);
    ConfusionMatrix then = BinaryMetrics.confusion(reference);
    ConfusionMatrix now = BinaryMetrics.confusion(current);
    double[] scale = {BinaryMetrics.rowsPerWeight(reference), BinaryMetrics.rowsPerWeight(current)};
    return List.of(
        change.fallOfRate(
            "accuracy",
            "accuracy",
            RateComparison.scaled(then.correct(), then.total(), now.correct(), now.total(), scale),
            ACCURACY_DROP,
            "decisions are right"),
        change.fallOfRate(
            "precision",
            "precision",
            RateComparison.scaled(
                then.truePositives(), then.selected(), now.truePositives(), now.selected(), scale),
            RATE_DROP,
            "positive decisions are right"),
        change.fallOfRate(
            "recall",
            "recall",
            RateComparison.scaled(
                then.truePositives(),
                then.positives(),
                now.truePositives(),
                now.positives(),
                scale),
            RATE_DROP,
            "positive cases are found"));
  }

  private Measurement auc(ScoreTable thenTable, ScoreTable nowTable, ScoreComparison both) {
    return auc(
        new Change(referenceSlice, currentSlice, Kind.PERFORMANCE)
            .builder("roc-auc", "delong", current.labelled(), reference.labelled()),
        "ROC AUC",
        thenTable,
        nowTable,
        both);
  }

  /** Drop of the AUC of one class against the rest. */
  static Measurement auc(
      Measurement.Builder builder,
      String what,
      ScoreTable thenTable,
      ScoreTable nowTable,
      ScoreComparison both) {
    RocAuc then = RocAuc.of(thenTable);
    RocAuc now = RocAuc.of(nowTable);
    double labelled = now.positives() + now.negatives();
    double ratio = labelled / Math.max(1, then.positives() + then.negatives());
    builder.threshold(AUC_DROP);
    String scarce = scarce(then, "the reference");
    scarce = scarce == null ? scarce(now, "the current table") : scarce;
    if (scarce != null) {
      double share = Math.min(now.positives(), now.negatives()) / Math.max(1, labelled);
      long needed = share > 0 ? (long) Math.ceil(ROWS_OF_A_LABEL / share) : Long.MAX_VALUE;
      return builder.power(level -> needed).undefined(what + " cannot be judged: " + scarce);
    }
    double variance = then.variance() * (then.positives() + then.negatives());
    double[] a = then.interval(Change.Z);
    double[] b = now.interval(Change.Z);
    double drop = then.value() - now.value();
    double low = drop - Math.hypot(then.value() - a[0], b[1] - now.value());
    double high = drop + Math.hypot(a[1] - then.value(), now.value() - b[0]);
    PermutationMean test = both.auc();
    return builder
        .value(now.value(), then.value())
        .effect(drop)
        .test(test.pFallen(), Change.interval(low, high))
        .power(level ->
            org.bellwether.stat.SampleSize.forDifference(
                level, variance, AUC_DROP.warning(), ratio))
        .build(
            Words.change(what, then.value(), now.value(), Change.interval(b[0], b[1]))
                + ": a positive case outranks a negative one in "
                + Words.ofHundred(now.value())
                + " pairs, "
                + Words.ofHundred(then.value())
                + " in the reference");
  }

  private static @Nullable String scarce(RocAuc auc, String where) {
    if (auc.positives() == 0 || auc.negatives() == 0) {
      return where + " has rows of one label only";
    }
    if (Math.min(auc.positives(), auc.negatives()) < ROWS_OF_A_LABEL) {
      return where + " has fewer than " + ROWS_OF_A_LABEL + " rows of one label";
    }
    return null;
  }

  private Measurement logLoss(ScoreTable then, ScoreTable now, ScoreComparison both) {
    ProbabilityLoss before = ProbabilityLoss.log(then);
    ProbabilityLoss after = ProbabilityLoss.log(now);
    return new Change(referenceSlice, currentSlice, Kind.PERFORMANCE)
        .riseOfLoss(
            "log-loss",
            "log loss",
            both.logLoss(),
            new double[] {after.mean(), after.standardError()},
            new double[] {before.mean(), before.standardError()},
            false,
            new long[] {current.labelled(), reference.labelled()},
            LOSS_RISE);
  }

  /** Calibration in the large: does the model promise more, or less, than it did? */
  private Measurement bias(ScoreTable thenTable, ScoreTable nowTable, ScoreComparison both) {
    ProbabilityLoss then = ProbabilityLoss.bias(thenTable);
    ProbabilityLoss now = ProbabilityLoss.bias(nowTable);
    long[] rows = {current.labelled(), reference.labelled()};
    Measurement.Builder builder =
        new Change(referenceSlice, currentSlice, Kind.CALIBRATION)
            .builder("calibration-in-the-large", "permutation-of-means", rows[0], rows[1])
            .threshold(CALIBRATION_RISE);
    PermutationMean test = both.bias();
    if (rows[0] < 2 || rows[1] < 2 || Double.isNaN(test.pChanged())) {
      return builder
          .power(level -> 2)
          .undefined("Calibration cannot be judged: too few labelled rows with a score");
    }
    double shift = now.mean() - then.mean();
    double half = Change.Z * Math.hypot(now.standardError(), then.standardError());
    double variance = then.standardError() * then.standardError() * rows[1];
    double nowHalf = Change.Z * now.standardError();
    return builder
        .value(now.mean(), then.mean())
        .effect(Math.abs(shift))
        .test(test.pChanged(), folded(shift, half))
        .power(level -> Change.rowsForMean(level / 2, variance, CALIBRATION_RISE.warning(), rows))
        .build(
            String.format(
                java.util.Locale.ROOT,
                "Scores promise %s positives than there are by %s%s; in the reference %s by %s",
                now.mean() >= 0 ? "more" : "fewer",
                Words.percent(Math.abs(now.mean())),
                Words.range(Change.interval(now.mean() - nowHalf, now.mean() + nowHalf)),
                then.mean() >= 0 ? "more" : "fewer",
                Words.percent(Math.abs(then.mean()))));
  }

  /** Interval of the absolute value of a shift. */
  static Interval folded(double shift, double half) {
    double low = Math.max(0, Math.abs(shift) - half);
    return Change.interval(low, Math.abs(shift) + half);
  }

  private Measurement calibration(ScoreTable thenTable, ScoreTable nowTable, ScoreComparison both) {
    CalibrationCurve then = CalibrationCurve.equalCount(thenTable, CalibrationCurve.DEFAULT_BINS);
    CalibrationCurve now = CalibrationCurve.equalCount(nowTable, CalibrationCurve.DEFAULT_BINS);
    Measurement.Builder builder =
        new Change(referenceSlice, currentSlice, Kind.CALIBRATION)
            .builder(
                "calibration-error",
                "ece-10-equal-count-bins",
                current.labelled(),
                reference.labelled())
            .threshold(CALIBRATION_RISE);
    if (then.bins().isEmpty() || now.bins().isEmpty()) {
      return builder.undefined("Calibration error is undefined: no labelled row has a score");
    }
    double[] change = CalibrationError.change(then, now, Change.LEVEL);
    double brier = ProbabilityLoss.brier(thenTable).mean();
    long[] rows = {current.labelled(), reference.labelled()};
    return builder
        .value(now.expectedError(), then.expectedError())
        .effect(change[0])
        .test(
            both.pCalibrationChanged(CalibrationCurve.DEFAULT_BINS),
            Change.interval(change[1], change[2]))
        .power(level ->
            Change.rowsForMean(
                level / (2 * now.bins().size()),
                brier * now.bins().size(),
                CALIBRATION_RISE.warning(),
                rows))
        .build(
            "Predicted and observed shares of positives differ by "
                + Words.percent(now.expectedError())
                + " on average over ten score groups, "
                + Words.percent(then.expectedError())
                + " in the reference");
  }
}
