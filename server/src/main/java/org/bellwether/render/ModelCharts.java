package org.bellwether.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bellwether.check.CheckResult;
import org.bellwether.finding.Interval;
import org.bellwether.performance.Metric;
import org.bellwether.performance.MetricValue;
import org.bellwether.performance.SliceMetrics;
import org.bellwether.profile.Outcomes;
import org.bellwether.stat.CalibrationCurve;
import org.bellwether.stat.ConfusionMatrix;
import org.bellwether.stat.MulticlassConfusion;
import org.bellwether.stat.Normal;
import org.bellwether.stat.PrecisionRecallCurve;
import org.bellwether.stat.RateComparison;
import org.bellwether.stat.RocAuc;
import org.bellwether.stat.RocCurve;
import org.bellwether.stat.ScoreTable;
import org.jspecify.annotations.Nullable;

/**
 * Charts of a model, reference and current. Curves are written as one point a row: series, both
 * axes, and the 95 % interval of the vertical one (Wilson, at each cut or in each bin).
 */
final class ModelCharts {

  private static final int POINTS = 101;
  private static final int CLASSES = 30;
  private static final double Z = Normal.twoSided(0.95);

  private ModelCharts() {}

  /** The charts that the model's task has. */
  static List<Chart> of(CheckResult result) {
    Outcomes then = result.reference().whole().outcomes();
    Outcomes now = result.current().whole().outcomes();
    if (now instanceof Outcomes.Binary binary) {
      return binary(then instanceof Outcomes.Binary b ? b.scores() : null, binary.scores());
    }
    if (now instanceof Outcomes.Multiclass multiclass) {
      return then instanceof Outcomes.Multiclass before ? recalls(before, multiclass) : List.of();
    }
    if (now instanceof Outcomes.Regression after && then instanceof Outcomes.Regression before) {
      Chart errors = Chart.histogram(errorTitle(result), before.error(), after.error());
      return errors == null ? List.of() : List.of(errors);
    }
    return List.of();
  }

  private static boolean isJudgeable(@Nullable ScoreTable scores) {
    return scores != null && sum(scores.positives()) > 0 && sum(scores.negatives()) > 0;
  }

  private static List<Chart> binary(@Nullable ScoreTable then, @Nullable ScoreTable now) {
    if (now == null || !isJudgeable(now)) {
      return List.of();
    }
    List<List<String>> calibration = new ArrayList<>();
    List<List<String>> roc = new ArrayList<>();
    List<List<String>> precision = new ArrayList<>();
    if (then != null && isJudgeable(then)) {
      points("reference", then, calibration, roc, precision);
    }
    points("current", now, calibration, roc, precision);
    return List.of(
        curve(
            calibrationTitle(bins(now)), "mean score", "observed share of positives", calibration),
        curve(
            String.format(
                Locale.ROOT,
                "A positive row scores above a negative one %.0f times in 100"
                    + " (area under the ROC curve)",
                100 * RocAuc.of(now).value()),
            "false positive rate",
            "true positive rate",
            roc),
        curve(precisionTitle(PrecisionRecallCurve.of(now)), "recall", "precision", precision));
  }

  private static Chart curve(String title, String x, String y, List<List<String>> rows) {
    return new Chart("curve", title, List.of("series", x, y, "95 % low", "95 % high"), rows);
  }

  private static List<CalibrationCurve.Bin> bins(ScoreTable scores) {
    return CalibrationCurve.equalWidth(scores, CalibrationCurve.DEFAULT_BINS).bins();
  }

  private static void points(
      String series,
      ScoreTable scores,
      List<List<String>> calibration,
      List<List<String>> roc,
      List<List<String>> precision) {
    for (CalibrationCurve.Bin bin : bins(scores)) {
      calibration.add(point(series, bin.predicted(), bin.observed(), bin.positives(), bin.rows()));
    }
    double positives = sum(scores.positives());
    RocCurve curve = RocCurve.of(scores).thinned(POINTS);
    for (int i = 0; i < curve.threshold().length; i++) {
      double rate = curve.truePositiveRate()[i];
      roc.add(point(series, curve.falsePositiveRate()[i], rate, rate * positives, positives));
    }
    PrecisionRecallCurve pr = PrecisionRecallCurve.of(scores).thinned(POINTS);
    for (int i = 0; i < pr.threshold().length; i++) {
      double found = pr.recall()[i] * positives;
      double selected = pr.precision()[i] > 0 ? found / pr.precision()[i] : 0;
      precision.add(point(series, pr.recall()[i], pr.precision()[i], found, selected));
    }
  }

  private static List<String> point(String series, double x, double y, double hits, double rows) {
    double[] bounds = rows > 0 ? RateComparison.wilson(hits, rows, Z) : new double[] {0, 1};
    return List.of(
        series, Chart.figure(x), Chart.figure(y), Chart.figure(bounds[0]), Chart.figure(bounds[1]));
  }

  /** Recall of each class, the one that fell most first. */
  private static List<Chart> recalls(Outcomes.Multiclass then, Outcomes.Multiclass now) {
    MulticlassConfusion before = new MulticlassConfusion(then.confusion());
    MulticlassConfusion after = new MulticlassConfusion(now.confusion());
    List<List<String>> rows = new ArrayList<>();
    String worst = "";
    double most = Double.NEGATIVE_INFINITY;
    String figures = "";
    for (int i = 0; i < now.classes().size() && i < CLASSES; i++) {
      String name = now.classes().get(i);
      int j = then.classes().indexOf(name);
      ConfusionMatrix one = after.oneVersusRest(i);
      double was = j < 0 ? Double.NaN : before.oneVersusRest(j).recall();
      if (!(one.positives() > 0)) {
        continue;
      }
      double[] bounds = RateComparison.wilson(one.truePositives(), one.positives(), Z);
      rows.add(
          List.of(
              name,
              Chart.figure(one.recall()),
              Chart.figure(bounds[0]),
              Chart.figure(bounds[1]),
              Double.isNaN(was) ? "" : Chart.figure(was)));
      if (was - one.recall() > most) {
        most = was - one.recall();
        worst = name;
        figures =
            String.format(
                Locale.ROOT,
                "%.0f of 100 of its cases are found, %.0f in the reference",
                100 * one.recall(),
                100 * was);
      }
    }
    if (rows.isEmpty() || worst.isEmpty()) {
      return List.of();
    }
    String moved =
        most > 0 ? "Recall fell most for class '" : "Recall fell for no class; least for '";
    return List.of(
        new Chart(
            "rates",
            moved + worst + "': " + figures,
            List.of("class", "recall", "95 % low", "95 % high", "reference"),
            rows));
  }

  private static String errorTitle(CheckResult result) {
    SliceMetrics now = SliceMetrics.of(result.current().whole());
    SliceMetrics then = SliceMetrics.of(result.reference().whole());
    return "Predictions are "
        + tooHigh(now.get(Metric.MEAN_ERROR).orElse(null))
        + " on average, in the reference "
        + tooHigh(then.get(Metric.MEAN_ERROR).orElse(null))
        + " (prediction minus label)";
  }

  private static String tooHigh(@Nullable MetricValue error) {
    if (error == null || Double.isNaN(error.value())) {
      return "without a known error";
    }
    Interval interval = error.interval();
    String bounds = interval == null ? "" : " (" + Figures.interval(interval) + ")";
    return (error.value() >= 0 ? "too high by " : "too low by ")
        + Figures.number(Math.abs(error.value()), interval)
        + bounds;
  }

  /** Groups of scores whose mean lies outside Wilson's 95 % interval of the observed share. */
  static String calibrationTitle(List<CalibrationCurve.Bin> bins) {
    int more = 0;
    int fewer = 0;
    for (CalibrationCurve.Bin bin : bins) {
      double[] bounds = RateComparison.wilson(bin.positives(), bin.rows(), Normal.twoSided(0.95));
      more += bin.predicted() > bounds[1] ? 1 : 0;
      fewer += bin.predicted() < bounds[0] ? 1 : 0;
    }
    String all = Figures.count(bins.size(), "group") + " of scores (beyond the 95 % interval)";
    if (more == 0 && fewer == 0) {
      return "Scores agree with the observed shares of positives in all "
          + Figures.count(bins.size(), "group")
          + " of scores, within the 95 % interval";
    }
    String promise = " positives than there are in ";
    if (more == 0) {
      return "Scores promise fewer" + promise + fewer + " of " + all;
    }
    String others = fewer == 0 ? "" : ", and fewer in " + fewer;
    return "Scores promise more" + promise + more + " of " + all + others;
  }

  /** The precision of the first cut that finds four of five positives. */
  private static String precisionTitle(PrecisionRecallCurve curve) {
    int at = 0;
    while (at < curve.recall().length - 1 && curve.recall()[at] < 0.8) {
      at++;
    }
    return String.format(
        Locale.ROOT,
        "Where %.0f of 100 positives are found, %.0f of 100 rows decided positive are right"
            + " (precision by recall)",
        100 * curve.recall()[at],
        100 * curve.precision()[at]);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
