package org.bellwether.performance;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bellwether.profile.ColumnSummary.Numeric;
import org.bellwether.profile.NumericDistribution;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Slice;
import org.bellwether.schema.Segment;
import org.bellwether.stat.ScoreTable;

/** Makes slices from rows, as an exact profile would. */
public final class Slices {

  private Slices() {}

  /** Labels are 1, 0 or NaN; a row is decided positive at a score of 0.5 or above. */
  public static Slice binary(Segment segment, double[] label, double[] score) {
    TreeMap<Double, double[]> rows = new TreeMap<>();
    double[] cells = new double[6];
    long labelled = 0;
    for (int i = 0; i < label.length; i++) {
      boolean yes = score[i] >= 0.5;
      int column = Double.isNaN(label[i]) ? 2 : label[i] == 1 ? 0 : 1;
      rows.computeIfAbsent(score[i], s -> new double[3])[column]++;
      cells[2 * column + (yes ? 0 : 1)]++;
      labelled += column < 2 ? 1 : 0;
    }
    double[][] t = new double[4][rows.size()];
    int i = 0;
    for (Map.Entry<Double, double[]> row : rows.entrySet()) {
      t[0][i] = row.getKey();
      for (int c = 0; c < 3; c++) {
        t[c + 1][i] = row.getValue()[c];
      }
      i++;
    }
    Outcomes outcomes =
        new Outcomes.Binary(
            label.length,
            labelled,
            new ScoreTable(t[0], t[1], t[2], t[3]),
            cells[0],
            cells[2],
            cells[1],
            cells[3],
            cells[4],
            cells[5]);
    return new Slice(segment, label.length, Map.of(), outcomes);
  }

  public static Slice multiclass(String[] label, String[] prediction) {
    TreeSet<String> names = new TreeSet<>(Arrays.asList(label));
    names.addAll(Arrays.asList(prediction));
    List<String> classes = List.copyOf(names);
    double[][] counts = new double[classes.size()][classes.size()];
    for (int i = 0; i < label.length; i++) {
      counts[classes.indexOf(label[i])][classes.indexOf(prediction[i])]++;
    }
    Outcomes outcomes =
        new Outcomes.Multiclass(
            label.length,
            label.length,
            classes,
            counts,
            new double[classes.size()],
            null,
            Double.NaN);
    return new Slice(Segment.whole(), label.length, Map.of(), outcomes);
  }

  public static Slice regression(double[] label, double[] prediction) {
    int n = label.length;
    double[] error = new double[n];
    Arrays.setAll(error, i -> prediction[i] - label[i]);
    double[] percentage = new double[n];
    Arrays.setAll(percentage, i -> Math.abs(error[i] / label[i]));
    double[] log = new double[n];
    Arrays.setAll(log, i -> Math.pow(Math.log1p(prediction[i]) - Math.log1p(label[i]), 2));
    Outcomes outcomes =
        new Outcomes.Regression(
            n,
            n,
            numeric(prediction),
            numeric(label),
            numeric(error),
            numeric(Arrays.stream(error).map(Math::abs).toArray()),
            numeric(Arrays.stream(error).map(e -> e * e).toArray()),
            numeric(percentage),
            numeric(log));
    return new Slice(Segment.whole(), n, Map.of(), outcomes);
  }

  static Numeric numeric(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    int n = sorted.length;
    double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
    double squares = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
    return new Numeric(
        values.length,
        0,
        (long) values.length - n,
        0,
        0,
        0,
        n == 0 ? Double.NaN : sorted[0],
        n == 0 ? Double.NaN : sorted[n - 1],
        mean,
        squares / (n - 1),
        n,
        new NumericDistribution.Sorted(sorted));
  }

  /** One list of unlabelled rows a query, each by descending score. */
  public static Slice ranking(double[][] scoresByQuery) {
    int rows = Arrays.stream(scoresByQuery).mapToInt(q -> q.length).sum();
    int[] query = new int[rows];
    double[] score = new double[rows];
    double[] relevance = new double[rows];
    Arrays.fill(relevance, Double.NaN);
    int i = 0;
    for (int q = 0; q < scoresByQuery.length; q++) {
      double[] ascending = scoresByQuery[q].clone();
      Arrays.sort(ascending);
      for (int r = ascending.length - 1; r >= 0; r--) {
        query[i] = q;
        score[i++] = ascending[r];
      }
    }
    Outcomes outcomes = new Outcomes.Ranking(rows, 0, query, score, relevance);
    return new Slice(Segment.whole(), rows, Map.of(), outcomes);
  }
}
