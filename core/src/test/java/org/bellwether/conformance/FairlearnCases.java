package org.bellwether.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.bellwether.stat.ConfusionMatrix;
import org.bellwether.stat.Disparity;
import org.bellwether.stat.ProbabilityLoss;
import tools.jackson.databind.JsonNode;

/** {@code fairness_fairlearn.json}. */
final class FairlearnCases extends Suite {

  private static final double EPS = 1e-9;

  FairlearnCases() {
    super("fairness_fairlearn");
    Map<String, ToDoubleFunction<ConfusionMatrix>> rates =
        Map.of(
            "true_positive_rate", ConfusionMatrix::recall,
            "true_negative_rate", ConfusionMatrix::specificity,
            "false_positive_rate", ConfusionMatrix::falsePositiveRate,
            "false_negative_rate", ConfusionMatrix::falseNegativeRate,
            "selection_rate", ConfusionMatrix::selectionRate,
            "accuracy_score", ConfusionMatrix::accuracy,
            "zero_one_loss", m -> 1 - m.accuracy(),
            "equal_opportunity", ConfusionMatrix::recall);
    rates.forEach((name, rate) -> {
      on(name + "_difference", c -> scalar(c, aggregated(c, rate, false)));
      on(name + "_ratio", c -> scalar(c, aggregated(c, rate, true)));
    });
    on("accuracy_score_group_min", c -> scalar(c, min(c, ConfusionMatrix::accuracy)));
    on("recall_score_group_min", c -> scalar(c, min(c, ConfusionMatrix::recall)));
    on("f1_score_group_min", c -> scalar(c, min(c, ConfusionMatrix::f1)));
    // Of labels and decisions 0 and 1, absolute and squared errors are those of the class.
    for (String loss : List.of("zero_one_loss", "mean_absolute_error", "mean_squared_error")) {
      on(loss + "_group_max", c -> scalar(c, 1 - min(c, ConfusionMatrix::accuracy)));
    }
    on("log_loss_group_max", FairlearnCases::logLoss);
    on(
        "selection_rate",
        c -> {
          double[] decision = c.numbers("y_pred");
          scalar(
              c, Outcomes.confusion(decision, decision, c.numbers("weights"), 1).selectionRate());
        });
    on("true_positive_rate", FairlearnCases::bothPositives);
    on("fairness_scores", FairlearnCases::scores);
    on("intersectional_metrics", FairlearnCases::intersections);
  }

  private static void scalar(Case c, double actual) {
    double tolerance = Math.max(EPS, c.json().get("tolerance").asDouble());
    assertThat(actual).isCloseTo(Case.number(c.expected()), within(tolerance));
  }

  static Map<String, ConfusionMatrix> byGroup(Case c) {
    List<String> group = c.texts("group");
    List<String> second = c.has("group2") ? c.texts("group2") : null;
    Map<String, List<Integer>> rows = new TreeMap<>();
    for (int i = 0; i < group.size(); i++) {
      String key = second == null ? group.get(i) : group.get(i) + "|" + second.get(i);
      rows.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
    }
    Map<String, ConfusionMatrix> groups = new TreeMap<>();
    rows.forEach((key, indices) -> groups.put(key, confusion(c, indices)));
    return groups;
  }

  private static ConfusionMatrix confusion(Case c, List<Integer> rows) {
    double[] label = c.numbers("y_true");
    double[] decision = c.numbers("y_pred");
    boolean weighted = c.has("weights") && !c.input("weights").isNull();
    double[] weight = weighted ? c.numbers("weights") : Outcomes.ones(label.length);
    return Outcomes.confusion(take(label, rows), take(decision, rows), take(weight, rows), 1);
  }

  private static double[] take(double[] values, List<Integer> rows) {
    return rows.stream().mapToDouble(i -> values[i]).toArray();
  }

  private static ConfusionMatrix overall(Case c) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < c.numbers("y_true").length; i++) {
      all.add(i);
    }
    return confusion(c, all);
  }

  private static double[] rates(Case c, ToDoubleFunction<ConfusionMatrix> rate) {
    return byGroup(c).values().stream().mapToDouble(rate).toArray();
  }

  private static double min(Case c, ToDoubleFunction<ConfusionMatrix> rate) {
    return Arrays.stream(rates(c, rate)).min().orElseThrow();
  }

  private static double aggregated(Case c, ToDoubleFunction<ConfusionMatrix> rate, boolean ratio) {
    return aggregated(c, rate, ratio, "to_overall".equals(c.input("aggregation").asString()));
  }

  private static double aggregated(
      Case c, ToDoubleFunction<ConfusionMatrix> rate, boolean ratio, boolean toOverall) {
    double[] rates = rates(c, rate);
    if (toOverall) {
      double all = rate.applyAsDouble(overall(c));
      return ratio
          ? Disparity.ratioToOverall(all, rates)
          : Disparity.differenceToOverall(all, rates);
    }
    return ratio ? Disparity.ratio(rates) : Disparity.difference(rates);
  }

  private static void logLoss(Case c) {
    double[] label = c.numbers("y_true");
    double[] score = c.numbers("y_score");
    double[] group = c.numbers("group");
    double worst = 0;
    for (double g : Arrays.stream(group).distinct().toArray()) {
      List<Integer> rows = new ArrayList<>();
      for (int i = 0; i < group.length; i++) {
        if (group[i] == g) {
          rows.add(i);
        }
      }
      double loss =
          ProbabilityLoss.log(Outcomes.table(take(label, rows), take(score, rows))).mean();
      worst = Math.max(worst, loss);
    }
    scalar(c, worst);
  }

  private static void bothPositives(Case c) {
    double[] label = c.numbers("y_true");
    double[] decision = c.numbers("y_pred");
    double[] ones = Outcomes.ones(label.length);
    c.expect(Outcomes.confusion(label, decision, ones, 1).recall(), "positive_1");
    c.expect(Outcomes.confusion(label, decision, ones, 0).recall(), "positive_0");
  }

  private static void scores(Case c) {
    if (c.expected().has("between_groups")) {
      expectScores(c, c.expected().get("between_groups"), false);
      expectScores(c, c.expected().get("to_overall"), true);
    } else {
      expectScores(c, c.expected(), false);
    }
  }

  private static void expectScores(Case c, JsonNode expected, boolean toOverall) {
    for (String name : expected.propertyNames()) {
      boolean ratio = name.contains("ratio");
      double selection = aggregated(c, ConfusionMatrix::selectionRate, ratio, toOverall);
      double tpr = aggregated(c, ConfusionMatrix::recall, ratio, toOverall);
      double fpr = aggregated(c, ConfusionMatrix::falsePositiveRate, ratio, toOverall);
      double worst = ratio ? Math.min(tpr, fpr) : Math.max(tpr, fpr);
      double actual =
          name.startsWith("demographic")
              ? selection
              : name.startsWith("equal_opp")
                  ? tpr
                  : name.endsWith("mean_agg") ? (tpr + fpr) / 2 : worst;
      assertThat(actual).as(name).isCloseTo(Case.number(expected.get(name)), within(EPS));
    }
  }

  private static void intersections(Case c) {
    Map<String, ConfusionMatrix> groups = byGroup(c);
    JsonNode byGroup = c.expected().get("by_group");
    assertThat(groups.keySet()).hasSameSizeAs(byGroup.propertyNames());
    groups.forEach((key, m) -> expectRates(byGroup.get(key), m));
    List<ConfusionMatrix> all = List.copyOf(groups.values());
    if (c.expected().has("overall")) {
      ConfusionMatrix overall = overall(c);
      expectRates(c.expected().get("overall"), overall);
    }
    for (String how : List.of("difference", "ratio")) {
      JsonNode expected = c.expected().get(how);
      for (String name : expected == null ? List.<String>of() : expected.propertyNames()) {
        double[] rates = all.stream().mapToDouble(m -> rate(name, m)).toArray();
        double actual = how.equals("ratio") ? Disparity.ratio(rates) : Disparity.difference(rates);
        assertThat(actual)
            .as("%s of %s", how, name)
            .isCloseTo(Case.number(expected.get(name)), within(EPS));
      }
    }
  }

  private static void expectRates(JsonNode expected, ConfusionMatrix m) {
    for (String name : expected.propertyNames()) {
      double wanted = Case.number(expected.get(name));
      double actual = rate(name, m);
      // Fairlearn takes precision without a positive decision as 0.
      assertThat(Double.isNaN(actual) ? 0 : actual).as(name).isCloseTo(wanted, within(EPS));
    }
  }

  private static double rate(String name, ConfusionMatrix m) {
    return switch (name) {
      case "precision" -> m.precision();
      case "recall", "tpr" -> m.recall();
      case "fpr" -> m.falsePositiveRate();
      case "selection_rate" -> m.selectionRate();
      case "count" -> m.total();
      default -> throw new AssertionError("unknown rate " + name);
    };
  }
}
