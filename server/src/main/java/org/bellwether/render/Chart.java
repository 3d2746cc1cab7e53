package org.bellwether.render;

import gg.jte.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
 * @param kind {@code bars}, {@code histogram}, {@code curve}, {@code rates} (a share with its
 *     bounds) or {@code counts} (up to three series over time)
 * @param title what it shows
 * @param headers the table's columns; the first is the horizontal axis
 * @param rows cells, as written into the CSV
 */
public record Chart(String kind, String title, List<String> headers, List<List<String>> rows) {

  private static final int BINS = 30;
  private static final int CATEGORIES = 12;
  private static final int POINTS = 101;

  /** The table behind it with its download, for a page to hold. */
  public Content table() {
    return output -> HtmlReport.TEMPLATES.render("table.jte", this, output);
  }

  /** The distribution of one column, {@code null} where there is nothing to draw. */
  public static @Nullable Chart distribution(String title, ColumnSummary column) {
    return distribution(title, List.of("share"), List.of(column));
  }

  /** Both distributions of a column, {@code null} where its type has none to draw. */
  static @Nullable Chart distribution(
      String title, @Nullable ColumnSummary reference, @Nullable ColumnSummary current) {
    return reference == null || current == null
        ? null
        : distribution(
            title, List.of("reference share", "current share"), List.of(reference, current));
  }

  private static @Nullable Chart distribution(
      String title, List<String> series, List<ColumnSummary> columns) {
    if (columns.stream().allMatch(ColumnSummary.Numeric.class::isInstance)) {
      return histogram(title, series, cast(columns, ColumnSummary.Numeric.class));
    }
    if (columns.stream().allMatch(ColumnSummary.Categorical.class::isInstance)) {
      return categories(title, series, cast(columns, ColumnSummary.Categorical.class));
    }
    if (columns.stream().allMatch(ColumnSummary.Text.class::isInstance)) {
      return histogram(
          title + " (length in characters)",
          series,
          cast(columns, ColumnSummary.Text.class).stream()
              .map(ColumnSummary.Text::length)
              .toList());
    }
    return null;
  }

  private static <T> List<T> cast(List<ColumnSummary> columns, Class<T> type) {
    return columns.stream().map(type::cast).toList();
  }

  private static @Nullable Chart histogram(
      String title, List<String> series, List<ColumnSummary.Numeric> columns) {
    if (columns.stream().anyMatch(c -> c.distribution().count() == 0)) {
      return null;
    }
    double low = columns.stream().mapToDouble(c -> quantile(c, 0.005)).min().orElseThrow();
    double high = columns.stream().mapToDouble(c -> quantile(c, 0.995)).max().orElseThrow();
    double width = high > low ? (high - low) / BINS : 1;
    List<long[]> bins = columns.stream().map(c -> bins(c.distribution(), low, width)).toList();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      List<String> row = new ArrayList<>();
      row.add(Figures.number(low + i * width));
      for (int c = 0; c < bins.size(); c++) {
        row.add(share(bins.get(c)[i], columns.get(c).distribution().count()));
      }
      rows.add(row);
    }
    return new Chart("histogram", title, headers("from", series), rows);
  }

  private static List<String> headers(String first, List<String> series) {
    List<String> headers = new ArrayList<>(List.of(first));
    headers.addAll(series);
    return headers;
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
      String title, List<String> series, List<ColumnSummary.Categorical> columns) {
    Map<String, Long> sizes = new TreeMap<>();
    columns.forEach(c -> c.counts().forEach((name, count) -> sizes.merge(name, count, Long::sum)));
    List<String> names =
        sizes.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(CATEGORIES)
            .map(Map.Entry::getKey)
            .toList();
    List<List<String>> rows = new ArrayList<>();
    for (String name : names) {
      List<String> row = new ArrayList<>(List.of(name));
      columns.forEach(
          c -> row.add(share(c.counts().getOrDefault(name, 0L), c.rows() - c.missing())));
      rows.add(row);
    }
    List<String> rest = new ArrayList<>(List.of("(all others)"));
    boolean others = false;
    for (ColumnSummary.Categorical column : columns) {
      long present = column.rows() - column.missing();
      long left =
          present - names.stream().mapToLong(n -> column.counts().getOrDefault(n, 0L)).sum();
      others |= left > 0;
      rest.add(share(left, present));
    }
    if (others) {
      rows.add(rest);
    }
    return new Chart("bars", title, headers("value", series), rows);
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
