package org.bellwether.performance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.NumericDistribution;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Slice;
import org.bellwether.stat.ClassComparison;
import org.bellwether.stat.RateComparison;
import org.bellwether.stat.ScoreComparison;
import org.bellwether.stat.ScoreTable;
import org.jspecify.annotations.Nullable;

/** Do a model's outputs look as they did? Needs no labels. */
public final class PredictionDrift {

  static final Threshold SHIFT = Threshold.above(0.10, 0.25);
  static final Threshold RATE_CHANGE = Threshold.above(0.05, 0.10);

  private PredictionDrift() {}

  /**
   * Measures the drift of scores, classes and predicted values.
   *
   * @param reference slice compared with
   * @param current slice judged, of the same segment
   * @return nothing without a model or without predictions
   */
  public static List<Measurement> measure(Slice reference, Slice current) {
    return measure(
        reference, current, BinaryPerformance.compare(reference.outcomes(), current.outcomes()));
  }

  /** As above, with the scores compared already. */
  static List<Measurement> measure(
      Slice reference, Slice current, @Nullable ScoreComparison scores) {
    Outcomes then = reference.outcomes();
    Outcomes now = current.outcomes();
    Change change = new Change(reference, current, Kind.PREDICTION);
    if (then.rows() == 0 || now.rows() == 0) {
      return List.of();
    }
    if (then instanceof Outcomes.Binary a && now instanceof Outcomes.Binary b) {
      return binary(change, a, b, scores);
    }
    if (then instanceof Outcomes.Multiclass a && now instanceof Outcomes.Multiclass b) {
      return List.of(classes(change, a, b));
    }
    if (then instanceof Outcomes.Regression a && now instanceof Outcomes.Regression b) {
      return regression(change, a, b);
    }
    if (then instanceof Outcomes.Ranking a && now instanceof Outcomes.Ranking b) {
      return List.of(topScores(change, a, b));
    }
    return List.of();
  }

  /** One score a query, for those of one list depend on each other. */
  private static Measurement topScores(Change change, Outcomes.Ranking a, Outcomes.Ranking b) {
    double[] then = topScores(a);
    double[] now = topScores(b);
    long[] queries = {now.length, then.length};
    return Distributions.shift(
        change.builder("score-distribution", "kolmogorov-smirnov", queries[0], queries[1]),
        Samples.of(new NumericDistribution.Sorted(then), new NumericDistribution.Sorted(now))
            .kolmogorovSmirnov(),
        queries,
        SHIFT,
        "each query's highest score",
        "queries");
  }

  private static double[] topScores(Outcomes.Ranking ranking) {
    int[] query = ranking.query();
    return IntStream.range(0, query.length)
        .filter(i -> i == 0 || query[i] != query[i - 1])
        .mapToDouble(i -> ranking.score()[i])
        .sorted()
        .toArray();
  }

  private static List<Measurement> binary(
      Change change, Outcomes.Binary a, Outcomes.Binary b, @Nullable ScoreComparison both) {
    List<Measurement> all = new ArrayList<>();
    ScoreTable then = a.scores();
    ScoreTable now = b.scores();
    if (both != null && then != null && now != null && then.size() > 0 && now.size() > 0) {
      long[] rows = {b.rows(), a.rows()};
      all.add(
          Distributions.shift(
              change.builder("score-distribution", "kolmogorov-smirnov", rows[0], rows[1]),
              both.kolmogorovSmirnov(),
              rows,
              SHIFT,
              "scores"));
    }
    all.add(positiveRate(change, a, b));
    return all;
  }

  private static Measurement positiveRate(Change change, Outcomes.Binary a, Outcomes.Binary b) {
    double[] then = selected(a);
    double[] now = selected(b);
    double[] scale = {a.rows() / Math.max(then[1], 1e-300), b.rows() / Math.max(now[1], 1e-300)};
    Measurement.Builder builder =
        change.builder("positive-rate", "fisher-exact", b.rows(), a.rows()).threshold(RATE_CHANGE);
    if (then[1] == 0 || now[1] == 0) {
      return builder.undefined("The share of positive decisions is undefined: no row has one");
    }
    RateComparison rates = RateComparison.scaled(then[0], then[1], now[0], now[1], scale);
    double[] d = rates.differenceInterval(Change.Z);
    boolean straddles = d[0] <= 0 && d[1] >= 0;
    double low = straddles ? 0 : Math.min(Math.abs(d[0]), Math.abs(d[1]));
    return builder
        .value(rates.rate(), rates.referenceRate())
        .effect(Math.abs(rates.difference()))
        .test(rates.pChanged(), Change.interval(low, Math.max(Math.abs(d[0]), Math.abs(d[1]))))
        .power(level -> Change.rowsForRate(rates, level / 2, RATE_CHANGE.warning()))
        .build(
            Words.percent(rates.rate())
                + " of rows are decided positive, "
                + Words.percent(rates.referenceRate())
                + " in the reference");
  }

  private static double[] selected(Outcomes.Binary b) {
    double positive = b.truePositives() + b.falsePositives() + b.unlabelledPositives();
    double negative = b.trueNegatives() + b.falseNegatives() + b.unlabelledNegatives();
    return new double[] {positive, positive + negative};
  }

  private static Measurement classes(Change change, Outcomes.Multiclass a, Outcomes.Multiclass b) {
    TreeSet<String> names = new TreeSet<>(a.classes());
    names.addAll(b.classes());
    double[] then = new double[names.size()];
    double[] now = new double[names.size()];
    int i = 0;
    for (String name : names) {
      then[i] = predicted(a, name);
      now[i] = predicted(b, name);
      i++;
    }
    Measurement.Builder builder =
        change
            .builder("class-distribution", "fisher-exact-by-class", b.rows(), a.rows())
            .threshold(SHIFT);
    double thenTotal = Arrays.stream(then).sum();
    double nowTotal = Arrays.stream(now).sum();
    if (thenTotal == 0 || nowTotal == 0) {
      return builder.undefined("The distribution of classes is undefined: no row has one");
    }
    double[] scale = {a.rows() / thenTotal, b.rows() / nowTotal};
    ClassComparison classes = ClassComparison.of(then, now, scale);
    double[] bounds = classes.distanceInterval(Change.Z);
    String mover = List.copyOf(names).get(classes.mostChanged());
    double before = then[classes.mostChanged()] / thenTotal;
    double after = now[classes.mostChanged()] / nowTotal;
    return builder
        .value(classes.distance(), Double.NaN)
        .test(classes.pValue(), Change.interval(bounds[0], bounds[1]))
        .power(level ->
            Change.rowsForMean(
                level / (2 * names.size()), 0.25, SHIFT.warning(), new long[] {b.rows(), a.rows()}))
        .build(
            "Class '"
                + mover
                + "' is predicted for "
                + Words.percent(after)
                + " of rows, "
                + Words.percent(before)
                + " in the reference; "
                + Words.ofHundred(classes.distance())
                + " predictions went to other classes");
  }

  private static double predicted(Outcomes.Multiclass m, String name) {
    int column = m.classes().indexOf(name);
    if (column < 0) {
      return 0;
    }
    double sum = m.unlabelled()[column];
    for (double[] row : m.confusion()) {
      sum += row[column];
    }
    return sum;
  }

  private static List<Measurement> regression(
      Change change, Outcomes.Regression a, Outcomes.Regression b) {
    long[] rows = {b.prediction().distribution().count(), a.prediction().distribution().count()};
    if (rows[0] == 0 || rows[1] == 0) {
      return List.of();
    }
    Samples samples = Samples.of(a.prediction().distribution(), b.prediction().distribution());
    return List.of(
        Distributions.shift(
            change.builder("prediction-distribution", "kolmogorov-smirnov", rows[0], rows[1]),
            samples.kolmogorovSmirnov(),
            rows,
            SHIFT,
            "predictions"));
  }
}
