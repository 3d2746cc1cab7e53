package org.bellwether.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.NumericDistribution;
import org.bellwether.profile.Outcomes;
import org.bellwether.stat.CalibrationCurve;
import org.bellwether.stat.Normal;
import org.bellwether.stat.PrecisionRecallCurve;
import org.bellwether.stat.RateComparison;
import org.bellwether.stat.RocAuc;
import org.bellwether.stat.RocCurve;
import org.bellwether.stat.ScoreTable;
import org.jspecify.annotations.Nullable;

/**
 * A chart as the table behind it: the page's script draws it from that table, so that the two never
 * differ.
 *
 * @param kind {@code bars}, {@code histogram} or {@code curve}
 * @param title what it shows
 * @param headers the table's columns; the first is the horizontal axis
 * @param rows cells, as written into the CSV
 */
record Chart(String kind, String title, List<String> headers, List<List<String>> rows) {

  private static final int BINS = 30;
  private static final int CATEGORIES = 12;
  private static final int POINTS = 101;

  /** Both distributions of a column, {@code null} where its type has none to draw. */
  static @Nullable Chart distribution(
      String title, @Nullable ColumnSummary reference, @Nullable ColumnSummary current) {
    if (reference instanceof ColumnSummary.Numeric a
        && current instanceof ColumnSummary.Numeric b) {
      return histogram(title, a, b);
    }
    if (reference instanceof ColumnSummary.Categorical a
        && current instanceof ColumnSummary.Categorical b) {
      return categories(title, a, b);
    }
    if (reference instanceof ColumnSummary.Text a && current instanceof ColumnSummary.Text b) {
      return histogram(title + " (length in characters)", a.length(), b.length());
    }
    return null;
  }

  private static @Nullable Chart histogram(
      String title, ColumnSummary.Numeric reference, ColumnSummary.Numeric current) {
    long n = reference.distribution().count();
    long m = current.distribution().count();
    if (n == 0 || m == 0) {
      return null;
    }
    double low = Math.min(quantile(reference, 0.005), quantile(current, 0.005));
    double high = Math.max(quantile(reference, 0.995), quantile(current, 0.995));
    double width = high > low ? (high - low) / BINS : 1;
    long[] before = bins(reference.distribution(), low, width);
    long[] now = bins(current.distribution(), low, width);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      String from = Figures.number(low + i * width);
      rows.add(List.of(from, share(before[i], n), share(now[i], m)));
    }
    return new Chart("histogram", title, List.of("from", "reference share", "current share"), rows);
  }

  private static double quantile(ColumnSummary.Numeric column, double share) {
    return switch (column.distribution()) {
      case NumericDistribution.Sorted sorted ->
          sorted.values()[(int) ((sorted.values().length - 1) * share)];
      case NumericDistribution.Binned binned -> quantile(column, binned, share);
    };
  }

  private static double quantile(
      ColumnSummary.Numeric column, NumericDistribution.Binned binned, double share) {
    double rest = share * binned.count();
    for (int i = 0; i < binned.counts().length; i++) {
      rest -= binned.counts()[i];
      if (rest <= 0 && binned.counts()[i] > 0) {
        return binned.sums()[i] / binned.counts()[i];
      }
    }
    return column.max();
  }

  /** Values by bin; what lies outside goes to the first and the last. */
  private static long[] bins(NumericDistribution distribution, double low, double width) {
    long[] bins = new long[BINS];
    switch (distribution) {
      case NumericDistribution.Sorted sorted -> {
        for (double value : sorted.values()) {
          bins[bin(value, low, width)]++;
        }
      }
      case NumericDistribution.Binned binned -> {
        for (int i = 0; i < binned.counts().length; i++) {
          if (binned.counts()[i] > 0) {
            double mean = binned.sums()[i] / binned.counts()[i];
            bins[bin(mean, low, width)] += binned.counts()[i];
          }
        }
      }
    }
    return bins;
  }

  private static int bin(double value, double low, double width) {
    return (int) Math.max(0, Math.min(BINS - 1, Math.floor((value - low) / width)));
  }

  private static Chart categories(
      String title, ColumnSummary.Categorical reference, ColumnSummary.Categorical current) {
    TreeSet<String> names =
        new TreeSet<>((a, b) -> {
          int bySize = Long.compare(size(b, reference, current), size(a, reference, current));
          return bySize != 0 ? bySize : a.compareTo(b);
        });
    names.addAll(reference.counts().keySet());
    names.addAll(current.counts().keySet());
    long n = reference.rows() - reference.missing();
    long m = current.rows() - current.missing();
    List<List<String>> rows = new ArrayList<>();
    long restBefore = n;
    long restNow = m;
    for (String name : names.stream().limit(CATEGORIES).toList()) {
      long before = reference.counts().getOrDefault(name, 0L);
      long now = current.counts().getOrDefault(name, 0L);
      restBefore -= before;
      restNow -= now;
      rows.add(List.of(name, share(before, n), share(now, m)));
    }
    if (restBefore > 0 || restNow > 0) {
      rows.add(List.of("(all others)", share(restBefore, n), share(restNow, m)));
    }
    return new Chart("bars", title, List.of("value", "reference share", "current share"), rows);
  }

  private static long size(
      String name, ColumnSummary.Categorical reference, ColumnSummary.Categorical current) {
    return reference.counts().getOrDefault(name, 0L) + current.counts().getOrDefault(name, 0L);
  }

  /** ROC, precision–recall and calibration of a binary model, where there are scores and labels. */
  static List<Chart> ofModel(Outcomes outcomes) {
    if (!(outcomes instanceof Outcomes.Binary binary) || binary.scores() == null) {
      return List.of();
    }
    ScoreTable scores = binary.scores();
    if (sum(scores.positives()) == 0 || sum(scores.negatives()) == 0) {
      return List.of();
    }
    RocCurve roc = RocCurve.of(scores);
    PrecisionRecallCurve pr = PrecisionRecallCurve.of(scores);
    List<CalibrationCurve.Bin> bins =
        CalibrationCurve.equalWidth(scores, CalibrationCurve.DEFAULT_BINS).bins();
    List<List<String>> calibration = new ArrayList<>();
    for (CalibrationCurve.Bin bin : bins) {
      calibration.add(List.of(figure(bin.predicted()), figure(bin.observed())));
    }
    return List.of(
        new Chart(
            "curve",
            calibrationTitle(bins),
            List.of("mean score", "observed share of positives"),
            calibration),
        new Chart(
            "curve",
            String.format(
                Locale.ROOT,
                "A positive row scores above a negative one %.0f times in 100"
                    + " (area under the ROC curve)",
                100 * RocAuc.of(scores).value()),
            List.of("false positive rate", "true positive rate"),
            points(roc.falsePositiveRate(), roc.truePositiveRate())),
        new Chart(
            "curve",
            precisionTitle(pr),
            List.of("recall", "precision"),
            points(pr.recall(), pr.precision())));
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

  private static List<List<String>> points(double[] x, double[] y) {
    List<List<String>> rows = new ArrayList<>();
    int count = Math.min(POINTS, x.length);
    for (int i = 0; i < count; i++) {
      int at = count == 1 ? 0 : (int) ((long) i * (x.length - 1) / (count - 1));
      if (Double.isFinite(x[at]) && Double.isFinite(y[at])) {
        rows.add(List.of(figure(x[at]), figure(y[at])));
      }
    }
    return rows;
  }

  private static String share(long count, long n) {
    return n == 0 ? "" : figure((double) count / n);
  }

  private static String figure(double x) {
    return String.format(Locale.ROOT, "%.5f", x);
  }
}
