package org.bellwether.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.bellwether.stat.ConfusionMatrix;
import org.bellwether.stat.KolmogorovSmirnov;
import org.bellwether.stat.MulticlassConfusion;
import org.bellwether.stat.NumericComparison;
import org.bellwether.stat.ProbabilityLoss;
import org.bellwether.stat.RankingMetric;
import org.bellwether.stat.RegressionError;
import org.bellwether.stat.RocAuc;
import org.bellwether.stat.RocCurve;
import org.bellwether.stat.ScoreTable;
import tools.jackson.databind.JsonNode;

/** {@code evidently_metrics.json}. */
final class EvidentlyMetricsCases extends Suite {

  EvidentlyMetricsCases() {
    super("evidently_metrics");
    classification();
    regression();
    columns();
    ranking("ndcg", RankingMetric.NDCG);
    ranking("mrr", RankingMetric.RECIPROCAL_RANK);
    ranking("map", RankingMetric.AVERAGE_PRECISION);
    ranking("mar", RankingMetric.AVERAGE_RECALL);
    ranking("hit_rate", RankingMetric.HIT_RATE);
    ranking("precision", RankingMetric.PRECISION);
    ranking("recall", RankingMetric.RECALL);
    ranking("f_beta", RankingMetric.F1);
    on("novelty_log2_popularity", EvidentlyMetricsCases::novelty);
  }

  private void classification() {
    on("binary_classification_quality", EvidentlyMetricsCases::quality);
    on("confusion_by_class", EvidentlyMetricsCases::byClass);
    Map<String, ToDoubleFunction<ConfusionMatrix>> rates =
        Map.of(
            "accuracy", ConfusionMatrix::accuracy,
            "f1_binary", ConfusionMatrix::f1,
            "fnr", ConfusionMatrix::falseNegativeRate,
            "fpr", ConfusionMatrix::falsePositiveRate,
            "tnr", ConfusionMatrix::specificity,
            "tpr", ConfusionMatrix::recall,
            "precision", ConfusionMatrix::precision);
    rates.forEach((name, rate) ->
        on(
            name,
            c ->
                c.expectValue(
                    rate.applyAsDouble(
                        Outcomes.confusion(data(c, "target"), data(c, "prediction"))))));
    on("log_loss", c -> c.expectValue(ProbabilityLoss.log(scores(c)).mean()));
    on("roc_auc", c -> c.expectValue(RocAuc.of(scores(c)).value()));
  }

  private void regression() {
    on("r2", c -> c.expectValue(errors(c).rSquared()));
    on("rmse", c -> c.expectValue(errors(c).rootMeanSquared()));
    on("abs_max_error", c -> c.expectValue(Arrays.stream(absolute(c)).max().orElseThrow()));
    on("mae_std_of_abs_error_ddof1", c -> c.expectValue(deviation(absolute(c))));
    on("mean_error_std_ddof1", c -> c.expectValue(deviation(differences(c))));
    // The peer counts a row whose label is 0 as 100 % wrong, even when it is predicted exactly.
    on(
        "mape_percent",
        c -> {
          double[] label = data(c, "target");
          long zeros = Arrays.stream(label).filter(y -> y == 0).count();
          double defined = errors(c).meanAbsolutePercentage() * (label.length - zeros);
          c.expectValue(100 * (defined + zeros) / label.length);
        });
    // The figure that the peer asserts is the model's own error; the constant's would be 1.
    on("dummy_mae(constant=median)", c -> c.expectValue(errors(c).meanAbsolute()));
  }

  private void columns() {
    on(
        "median(a)",
        c -> {
          double[] a = Samples.sorted(data(c, "a"));
          c.expectValue(a[a.length / 2]);
        });
    on("max(a)", c -> c.expectValue(Arrays.stream(data(c, "a")).max().orElseThrow()));
    on("in_range_share(a,0,0)", c -> c.expectValue(zeros(c)));
    on("out_of_range_share(a,0,0)", c -> c.expectValue(1 - zeros(c)));
    on("in_list_share(a,[0])", c -> c.expectValue(zeros(c)));
    on("column_count", c -> c.expectValue(c.input("data").size()));
    on(
        "drift of a against itself (p-value)",
        c -> {
          double[] a = Samples.sorted(data(c, "a"));
          double d = NumericComparison.ofSorted(a, a).kolmogorovSmirnov();
          c.expectValue(KolmogorovSmirnov.pValue(a.length, a.length, d));
        });
  }

  private void ranking(String name, RankingMetric metric) {
    on(
        name + "_at_k",
        c -> {
          JsonNode expected = c.expected().get("at_k");
          for (String k : expected.propertyNames()) {
            assertThat(mean(c, metric, Integer.parseInt(k)))
                .as("k = %s", k)
                .isCloseTo(
                    expected.get(k).asDouble(), within(c.expected().get("tolerance").asDouble()));
          }
        });
  }

  private static double mean(Case c, RankingMetric metric, int k) {
    boolean all = c.param("no_feedback_users").asBoolean();
    JsonNode data = c.input("data");
    boolean ranked = data.has("rank");
    double[] order = Case.numbers(data.get(ranked ? "rank" : "score"));
    double[] target = Case.numbers(data.get("target"));
    Map<String, List<Integer>> users = new LinkedHashMap<>();
    for (int i = 0; i < order.length; i++) {
      users.computeIfAbsent(data.get("user_id").get(i).asString(), u -> new ArrayList<>()).add(i);
    }
    double sum = 0;
    int n = 0;
    for (List<Integer> rows : users.values()) {
      double sign = ranked ? -1 : 1;
      rows.sort(Comparator.comparingDouble(i -> -sign * order[i]));
      double value =
          metric.at(
              k,
              rows.stream().mapToDouble(i -> sign * order[i]).toArray(),
              rows.stream().mapToDouble(i -> target[i]).toArray());
      if (!Double.isNaN(value) || all) {
        sum += Double.isNaN(value) ? 0 : value;
        n++;
      }
    }
    return sum / n;
  }

  private static void novelty(Case c) {
    Map<Integer, Set<Integer>> knew = new LinkedHashMap<>();
    Set<Integer> users = new HashSet<>();
    JsonNode train = c.input("train");
    for (int i = 0; i < train.get("user_id").size(); i++) {
      int user = train.get("user_id").get(i).asInt();
      users.add(user);
      knew.computeIfAbsent(train.get("item_id").get(i).asInt(), x -> new HashSet<>()).add(user);
    }
    Map<Integer, List<Double>> novelty = new LinkedHashMap<>();
    JsonNode data = c.input("data");
    for (int i = 0; i < data.get("user_id").size(); i++) {
      int item = data.get("item_id").get(i).asInt();
      double value = RankingMetric.novelty(knew.getOrDefault(item, Set.of()).size(), users.size());
      if (!Double.isNaN(value)) {
        novelty
            .computeIfAbsent(data.get("user_id").get(i).asInt(), u -> new ArrayList<>())
            .add(value);
      }
    }
    c.expectValue(
        novelty.values().stream()
            .mapToDouble(v -> v.stream().mapToDouble(x -> x).average().orElseThrow())
            .average()
            .orElseThrow());
  }

  private static double[] data(Case c, String column) {
    return Case.numbers(c.input("data").get(column));
  }

  private static ScoreTable scores(Case c) {
    return Outcomes.table(data(c, "target"), data(c, "prob"));
  }

  private static RegressionError errors(Case c) {
    return RegressionError.of(data(c, "target"), data(c, "prediction"));
  }

  private static double[] differences(Case c) {
    double[] label = data(c, "target");
    double[] error = data(c, "prediction");
    Arrays.setAll(error, i -> error[i] - label[i]);
    return error;
  }

  private static double[] absolute(Case c) {
    return Arrays.stream(differences(c)).map(Math::abs).toArray();
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  private static double zeros(Case c) {
    return Arrays.stream(data(c, "a")).filter(v -> v == 0).count() / (double) data(c, "a").length;
  }

  private static void quality(Case c) {
    ScoreTable table = Outcomes.table(c.numbers("target"), c.numbers("probs"));
    ConfusionMatrix m = ConfusionMatrix.atLeast(table, c.param("threshold").asDouble());
    c.expect(m.accuracy(), "accuracy");
    c.expect(m.precision(), "precision");
    c.expect(m.recall(), "recall");
    c.expect(m.f1(), "f1");
    c.expect(m.recall(), "tpr");
    c.expect(m.specificity(), "tnr");
    c.expect(m.falsePositiveRate(), "fpr");
    c.expect(m.falseNegativeRate(), "fnr");
    c.expect(RocAuc.of(table).value(), "roc_auc");
    c.expect(ProbabilityLoss.log(table).mean(), "log_loss");
    RocCurve roc = RocCurve.of(table).withoutCollinear();
    JsonNode points = c.expected().get("roc_points");
    double[] cuts = Arrays.copyOfRange(roc.threshold(), 1, roc.threshold().length);
    assertThat(cuts).containsExactly(Case.numbers(points.get("thresholds_after_first")));
    assertThat(roc.truePositiveRate())
        .containsExactly(Case.numbers(points.get("tpr")), within(1e-9));
    assertThat(roc.falsePositiveRate())
        .containsExactly(Case.numbers(points.get("fpr")), within(1e-9));
  }

  private static void byClass(Case c) {
    JsonNode counts = c.input("confusion_matrix");
    double[][] cells = new double[counts.size()][];
    Arrays.setAll(cells, i -> Case.numbers(counts.get(i)));
    MulticlassConfusion m = new MulticlassConfusion(cells);
    List<String> labels = c.texts("labels");
    for (int i = 0; i < labels.size(); i++) {
      JsonNode expected = c.expected().get(labels.get(i));
      ConfusionMatrix one = m.oneVersusRest(i);
      assertThat(one.truePositives()).isEqualTo(expected.get("tp").asDouble());
      assertThat(one.falsePositives()).isEqualTo(expected.get("fp").asDouble());
      assertThat(one.falseNegatives()).isEqualTo(expected.get("fn").asDouble());
      assertThat(one.trueNegatives()).isEqualTo(expected.get("tn").asDouble());
    }
  }
}
