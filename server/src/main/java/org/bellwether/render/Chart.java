package org.bellwether.render;

import gg.jte.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.NumericDistribution;
import org.jspecify.annotations.Nullable;

/**
 * A chart as the table behind it: the page's script draws it from that table, so that the two never
 * differ.
 *
 * @param kind {@code bars}, {@code histogram}, {@code curve}, {@code rates} (a share with its
 *     bounds), {@code counts} (up to three series over time) or {@code bands} (two series over
 *     time, each with its bounds)
 * @param title what it shows
 * @param headers the table's columns; the first is the horizontal axis
 * @param rows cells, as written into the CSV
 */
public record Chart(String kind, String title, List<String> headers, List<List<String>> rows) {

  private static final int BINS = 30;
  private static final int CATEGORIES = 12;

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

  /** Values of both tables in bins of equal width. */
  static @Nullable Chart histogram(
      String title, ColumnSummary.Numeric reference, ColumnSummary.Numeric current) {
    return histogram(
        title, List.of("reference share", "current share"), List.of(reference, current));
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

  private static String share(long count, long n) {
    return n == 0 ? "" : figure((double) count / n);
  }

  static String figure(double x) {
    return String.format(Locale.ROOT, "%.5f", x);
  }
}
