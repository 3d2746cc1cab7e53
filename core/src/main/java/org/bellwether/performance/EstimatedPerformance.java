package org.bellwether.performance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Slice;
import org.bellwether.stat.Calibrator;
import org.bellwether.stat.ExpectedOutcomes;
import org.bellwether.stat.Normal;
import org.bellwether.stat.PermutationMean;
import org.bellwether.stat.RocAuc;
import org.bellwether.stat.ScoreTable;
import org.jspecify.annotations.Nullable;

/**
 * Performance before labels arrive, by confidence-based estimation: scores are calibrated on the
 * labelled reference, and a row of probability p counts as p positive and 1 - p negative rows. It
 * sees what a change of the rows does to a model that still means what it says; that the same
 * features now mean something else stays hidden until labels come.
 *
 * <p>The p-value compares the current rows with the reference's by what each contributes to the
 * estimate, which is a fixed function of its score: no label of the current table is needed, and
 * the calibration's own error stands on both sides.
 */
public final class EstimatedPerformance {

  /** Labelled reference rows below which nothing is estimated. */
  static final int ROWS = 200;

  /** Estimates are made where fewer than this share of the current rows has a label. */
  static final double LABELLED = 0.1;

  private EstimatedPerformance() {}

  /**
   * Estimates performance of a binary or multiclass model.
   *
   * @param reference slice with labels and scores
   * @param current slice judged, of the same segment
   * @return nothing where labels are there to measure with, or there are no scores or too few
   *     labels to learn from
   */
  public static List<Measurement> measure(Slice reference, Slice current) {
    Outcomes then = reference.outcomes();
    Outcomes now = current.outcomes();
    if (then.labelled() < ROWS || now.rows() == 0 || now.labelled() >= LABELLED * now.rows()) {
      return List.of();
    }
    Change change = new Change(reference, current, Kind.ESTIMATED_PERFORMANCE);
    if (then instanceof Outcomes.Binary a && now instanceof Outcomes.Binary b) {
      return binary(change, a, b);
    }
    if (then instanceof Outcomes.Multiclass a && now instanceof Outcomes.Multiclass b) {
      Measurement worst = worstClass(change, a, b);
      return worst == null ? List.of() : List.of(worst);
    }
    return List.of();
  }

  private static List<Measurement> binary(Change change, Outcomes.Binary a, Outcomes.Binary b) {
    ScoreTable then = a.scores();
    ScoreTable now = b.scores();
    if (then == null
        || now == null
        || RocAuc.of(then).positives() < BinaryPerformance.ROWS_OF_A_LABEL
        || RocAuc.of(then).negatives() < BinaryPerformance.ROWS_OF_A_LABEL) {
      return List.of();
    }
    Both both = Both.of(then, now);
    List<Measurement> all = new ArrayList<>();
    all.add(both.auc(change, "estimated-roc-auc", "ROC AUC", 1));
    double cutThen = cut(then, a.truePositives() + a.falsePositives() + a.unlabelledPositives());
    double cutNow = cut(now, b.truePositives() + b.falsePositives() + b.unlabelledPositives());
    if (!Double.isNaN(cutThen) && !Double.isNaN(cutNow)) {
      all.add(both.accuracy(change, cutThen, cutNow));
    }
    return all;
  }

  private static @Nullable Measurement worstClass(
      Change change, Outcomes.Multiclass a, Outcomes.Multiclass b) {
    List<ScoreTable> then = a.scores();
    List<ScoreTable> now = b.scores();
    if (then == null || now == null) {
      return null;
    }
    List<String> classes =
        a.classes().stream()
            .filter(b.classes()::contains)
            .filter(c -> RocAuc.of(then.get(a.classes().indexOf(c))).variance() > 0)
            .toList();
    Measurement worst = null;
    for (String name : classes) {
      Both both = Both.of(then.get(a.classes().indexOf(name)), now.get(b.classes().indexOf(name)));
      Measurement m =
          both.auc(
              change,
              "estimated-worst-class-roc-auc",
              "ROC AUC of class '" + name + "'",
              classes.size());
      if (worst == null || m.pValue() < worst.pValue()) {
        worst = m;
      }
    }
    return worst;
  }

  /** The score from which on the number of rows decided positive lie; NaN if there is none. */
  private static double cut(ScoreTable table, double selected) {
    double rows = Arrays.stream(rows(table)).sum();
    double above = 0;
    double[] each = rows(table);
    for (int i = table.size() - 1; i >= 0; i--) {
      if (Math.abs(above - selected) <= 0.001 * rows) {
        return i + 1 < table.size() ? table.score()[i + 1] : Double.POSITIVE_INFINITY;
      }
      above += each[i];
    }
    return Math.abs(above - selected) <= 0.001 * rows ? Double.NEGATIVE_INFINITY : Double.NaN;
  }

  private static double[] rows(ScoreTable table) {
    double[] rows = new double[table.size()];
    Arrays.setAll(rows, i -> table.positives()[i] + table.negatives()[i] + table.unlabelled()[i]);
    return rows;
  }

  /** Expected outcomes of both tables, calibrated on the reference, on their own scores. */
  private record Both(ScoreTable reference, ScoreTable current) {

    static Both of(ScoreTable then, ScoreTable now) {
      return new Both(
          ExpectedOutcomes.of(then, Calibrator.probabilities(then, then)),
          ExpectedOutcomes.of(now, Calibrator.probabilities(then, now)));
    }

    Measurement auc(Change change, String check, String what, int tested) {
      // Influence on the pooled expected outcomes: the same function of the score in both tables.
      int m = reference.size();
      int n = current.size();
      Integer[] order = new Integer[m + n];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (x, y) -> Double.compare(score(x), score(y)));
      double[][] pooled = new double[4][m + n];
      double[] then = new double[m + n];
      double[] now = new double[m + n];
      for (int k = 0; k < order.length; k++) {
        int i = order[k];
        ScoreTable from = i < m ? reference : current;
        int at = i < m ? i : i - m;
        pooled[0][k] = from.score()[at];
        pooled[1][k] = from.positives()[at];
        pooled[2][k] = from.negatives()[at];
        (i < m ? then : now)[k] = pooled[1][k] + pooled[2][k];
      }
      ScoreTable all = new ScoreTable(pooled[0], pooled[1], pooled[2], pooled[3]);
      PermutationMean test = PermutationMean.of(ExpectedOutcomes.influenceOnAuc(all), then, now);
      return measurement(
          change,
          check,
          what,
          RocAuc.of(reference).value(),
          RocAuc.of(current).value(),
          test,
          BinaryPerformance.AUC_DROP,
          tested);
    }

    private double score(int i) {
      return i < reference.size() ? reference.score()[i] : current.score()[i - reference.size()];
    }

    Measurement accuracy(Change change, double cutThen, double cutNow) {
      double[] then = correct(reference, cutThen);
      double[] now = correct(current, cutNow);
      int m = then.length;
      double[] value = Arrays.copyOf(then, m + now.length);
      System.arraycopy(now, 0, value, m, now.length);
      double[] rowsThen = Arrays.copyOf(rows(reference), value.length);
      double[] rowsNow = new double[value.length];
      System.arraycopy(rows(current), 0, rowsNow, m, now.length);
      PermutationMean test = PermutationMean.of(value, rowsThen, rowsNow);
      return measurement(
          change,
          "estimated-accuracy",
          "accuracy",
          mean(then, rows(reference)),
          mean(now, rows(current)),
          test,
          BinaryPerformance.ACCURACY_DROP,
          1);
    }

    /** Expected share of right decisions at each score. */
    private static double[] correct(ScoreTable expected, double cut) {
      double[] correct = new double[expected.size()];
      for (int i = 0; i < correct.length; i++) {
        double rows = expected.positives()[i] + expected.negatives()[i];
        double right =
            expected.score()[i] >= cut ? expected.positives()[i] : expected.negatives()[i];
        correct[i] = rows > 0 ? right / rows : 0;
      }
      return correct;
    }

    private static double mean(double[] value, double[] rows) {
      double sum = 0;
      double n = 0;
      for (int i = 0; i < value.length; i++) {
        sum += rows[i] * value[i];
        n += rows[i];
      }
      return sum / n;
    }

    private static Measurement measurement(
        Change change,
        String check,
        String what,
        double then,
        double now,
        PermutationMean test,
        Threshold threshold,
        int tested) {
      long n = change.current().outcomes().rows();
      long m = change.reference().outcomes().rows();
      Measurement.Builder builder =
          change.builder(check, check, n, m).method(Method.exact("cbpe")).threshold(threshold);
      if (Double.isNaN(test.pFallen()) || Double.isNaN(now) || Double.isNaN(then)) {
        return builder.undefined(
            Words.capitalised(what) + " cannot be estimated: the scores do not vary");
      }
      double drop = then - now;
      double error = Math.sqrt(test.variance());
      double half = Normal.twoSided(1 - 0.05 / tested) * error;
      // The permutation variance is that of a difference: one row's share of it.
      double variance = test.variance() / (1.0 / n + 1.0 / m);
      double band = Change.Z * Math.sqrt(variance / n);
      Interval around = Change.interval(Math.max(0, now - band), Math.min(1, now + band));
      return builder
          .value(now, then)
          .effect(drop)
          .test(Math.min(1, tested * test.pFallen()), Change.interval(drop - half, drop + half))
          .power(level ->
              Change.rowsForMean(level / tested, variance, threshold.warning(), new long[] {n, m}))
          .build("Estimated without labels: " + Words.change(what, then, now, around));
    }
  }
}
