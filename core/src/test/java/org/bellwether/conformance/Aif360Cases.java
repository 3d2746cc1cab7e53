package org.bellwether.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.stat.ConfusionMatrix;
import org.bellwether.stat.Disparity;
import org.bellwether.stat.Divergence;
import org.bellwether.stat.EntropyIndex;
import org.bellwether.stat.RankingMetric;
import tools.jackson.databind.JsonNode;

/** {@code fairness_aif360.json}. */
final class Aif360Cases extends Suite {

  Aif360Cases() {
    super("fairness_aif360");
    on(
        "generalized_entropy_index",
        c -> scalar(c, EntropyIndex.of(c.input("alpha").asDouble(), benefits(c))));
    on("theil_index", c -> scalar(c, EntropyIndex.of(1, benefits(c))));
    on(
        "between_groups_generalized_entropy_index",
        c -> scalar(c, EntropyIndex.between(c.input("alpha").asDouble(), benefits(c), groups(c))));
    on("class_imbalance", Aif360Cases::imbalance);
    on("kl_divergence", Aif360Cases::klDivergence);
    on("ndcg_group_ranking", Aif360Cases::ranking);
    on("infeasible_index", Aif360Cases::infeasible);
    on("binary_group_battery", Aif360Cases::battery);
  }

  private static void scalar(Case c, double actual) {
    double tolerance = c.json().get("tolerance").asDouble();
    assertThat(actual).isCloseTo(Case.number(c.expected()), within(tolerance));
  }

  private static double[] benefits(Case c) {
    double[] label = c.numbers("y_true");
    double[] decision = c.numbers("y_pred");
    double[] benefit = new double[label.length];
    Arrays.setAll(benefit, i -> EntropyIndex.benefit(label[i], decision[i]));
    return benefit;
  }

  /** Groups as codes, in order of first sight. */
  private static int[] groups(Case c) {
    Map<String, Integer> codes = new LinkedHashMap<>();
    return c.texts("group").stream()
        .mapToInt(g -> {
          codes.putIfAbsent(g, codes.size());
          return codes.get(g);
        })
        .toArray();
  }

  private static void imbalance(Case c) {
    double[] rows = new double[2];
    for (int i = 0; i < c.texts("group").size(); i++) {
      rows[privileged(c, i) ? 1 : 0] += c.numbers("weights")[i];
    }
    scalar(c, (rows[0] - rows[1]) / (rows[0] + rows[1]));
  }

  private static boolean privileged(Case c, int row) {
    return c.texts("group").get(row).equals(c.input("privileged").asString());
  }

  private static void klDivergence(Case c) {
    Map<Double, double[]> weights = new TreeMap<>();
    for (int i = 0; i < c.numbers("y").length; i++) {
      weights.computeIfAbsent(c.numbers("y")[i], y -> new double[2])[privileged(c, i) ? 1 : 0] +=
          c.numbers("weights")[i];
    }
    double[] p = weights.values().stream().mapToDouble(w -> w[1]).toArray();
    double[] q = weights.values().stream().mapToDouble(w -> w[0]).toArray();
    scalar(c, Divergence.kullbackLeibler(q, p));
  }

  private static void ranking(Case c) {
    double[] score = c.numbers("score");
    double low = Arrays.stream(score).min().orElseThrow();
    double high = Arrays.stream(score).max().orElseThrow();
    double[] gain = Arrays.stream(score).map(s -> (s - low) / (high - low)).toArray();
    double[] rank = new double[gain.length];
    Arrays.setAll(rank, i -> -i);
    c.expect(RankingMetric.discountedGain(gain.length, gain), "dcg");
    c.expect(RankingMetric.NDCG.at(gain.length, rank, gain), "ndcg");
  }

  private static void infeasible(Case c) {
    List<String> names = new ArrayList<>(new java.util.LinkedHashSet<>(c.texts("group")));
    double[] share = new double[names.size()];
    Arrays.setAll(share, i -> c.input("target_proportion").get(names.get(i)).asDouble());
    int[] ranks = Disparity.infeasibleRanks(groups(c), share);
    assertThat(ranks).containsExactly(intArray(c.expected().get("positions")));
    assertThat(ranks).hasSize(c.expected().get("count").asInt());
  }

  private static int[] intArray(JsonNode array) {
    int[] values = new int[array.size()];
    Arrays.setAll(values, i -> array.get(i).asInt());
    return values;
  }

  private static void battery(Case c) {
    List<Integer> priv = new ArrayList<>();
    List<Integer> unpriv = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < c.texts("group").size(); i++) {
      (privileged(c, i) ? priv : unpriv).add(i);
      all.add(i);
    }
    ConfusionMatrix p = confusion(c, priv);
    ConfusionMatrix u = confusion(c, unpriv);
    Map<String, Double> actual = new LinkedHashMap<>(differences(u, p));
    double[] benefit = benefits(c);
    int[] groups = groups(c);
    actual.put("generalized_entropy_index", EntropyIndex.of(2, benefit));
    actual.put("theil_index", EntropyIndex.of(1, benefit));
    actual.put("coefficient_of_variation", EntropyIndex.coefficientOfVariation(benefit));
    double between = EntropyIndex.between(2, benefit, groups);
    actual.put("between_group_generalized_entropy_index", between);
    actual.put("between_group_theil_index", EntropyIndex.between(1, benefit, groups));
    actual.put("between_group_coefficient_of_variation", Math.sqrt(2 * between));
    double tpr = soft(c, unpriv, 1) - soft(c, priv, 1);
    double fpr = soft(c, unpriv, 0) - soft(c, priv, 0);
    actual.put("generalized_equalized_odds_difference", Math.max(Math.abs(tpr), Math.abs(fpr)));
    double[] rows = {u.total(), p.total()};
    double predicted =
        Disparity.differentialFairness(new double[] {u.selected(), p.selected()}, rows);
    double labelled =
        Disparity.differentialFairness(new double[] {u.positives(), p.positives()}, rows);
    actual.put("differential_fairness_epsilon_predictions", predicted);
    actual.put("differential_fairness_epsilon_labels", labelled);
    actual.put("differential_fairness_bias_amplification", predicted - labelled);
    expectAll(c, actual);
    ConfusionMatrix[] slices = {confusion(c, all), p, u};
    List<List<Integer>> members = List.of(all, priv, unpriv);
    List<String> names = List.of("overall", "privileged", "unprivileged");
    for (int i = 0; i < 3; i++) {
      expectRates(c, names.get(i), slices[i], members.get(i));
    }
  }

  private static Map<String, Double> differences(ConfusionMatrix u, ConfusionMatrix p) {
    double tpr = u.recall() - p.recall();
    double fpr = u.falsePositiveRate() - p.falsePositiveRate();
    double precision = u.precision() - p.precision();
    double omission = u.falseOmissionRate() - p.falseOmissionRate();
    Map<String, Double> actual = new LinkedHashMap<>();
    actual.put("statistical_parity_difference", u.selectionRate() - p.selectionRate());
    actual.put("disparate_impact", u.selectionRate() / p.selectionRate());
    actual.put("equal_opportunity_difference", tpr);
    actual.put("average_odds_difference", (tpr + fpr) / 2);
    actual.put("average_abs_odds_difference", (Math.abs(tpr) + Math.abs(fpr)) / 2);
    actual.put("average_predictive_value_difference", (precision + omission) / 2);
    actual.put("equalized_odds_difference", Math.max(Math.abs(tpr), Math.abs(fpr)));
    actual.put("true_positive_rate_difference", tpr);
    actual.put("false_positive_rate_difference", fpr);
    actual.put("false_negative_rate_difference", -tpr);
    actual.put("false_omission_rate_difference", omission);
    actual.put("false_discovery_rate_difference", -precision);
    actual.put("false_positive_rate_ratio", u.falsePositiveRate() / p.falsePositiveRate());
    actual.put("false_negative_rate_ratio", u.falseNegativeRate() / p.falseNegativeRate());
    actual.put("false_omission_rate_ratio", u.falseOmissionRate() / p.falseOmissionRate());
    actual.put("false_discovery_rate_ratio", u.falseDiscoveryRate() / p.falseDiscoveryRate());
    actual.put("error_rate_difference", p.accuracy() - u.accuracy());
    actual.put("error_rate_ratio", (1 - u.accuracy()) / (1 - p.accuracy()));
    return actual;
  }

  private static void expectAll(Case c, Map<String, Double> actual) {
    double tolerance = c.json().get("tolerance").asDouble();
    for (String name : c.expected().propertyNames()) {
      if (!c.expected().get(name).isObject()) {
        assertThat(actual).containsKey(name);
        assertThat(actual.get(name))
            .as(name)
            .isCloseTo(Case.number(c.expected().get(name)), within(tolerance));
      }
    }
  }

  private static void expectRates(Case c, String group, ConfusionMatrix m, List<Integer> members) {
    Map<String, Double> rates = new LinkedHashMap<>();
    rates.put("true_positive_rate", m.recall());
    rates.put("false_positive_rate", m.falsePositiveRate());
    rates.put("positive_predictive_value", m.precision());
    rates.put("negative_predictive_value", m.negativePredictiveValue());
    rates.put("selection_rate", m.selectionRate());
    rates.put("accuracy", m.accuracy());
    rates.put("generalized_true_positive_rate", soft(c, members, 1));
    rates.put("generalized_false_positive_rate", soft(c, members, 0));
    for (String name : c.expected().propertyNames()) {
      if (c.expected().get(name).isObject()) {
        assertThat(rates).containsKey(name);
        assertThat(rates.get(name))
            .as("%s %s", group, name)
            .isCloseTo(Case.number(c.expected().get(name).get(group)), within(1e-10));
      }
    }
  }

  /** Mean score of the rows with the label. */
  private static double soft(Case c, List<Integer> members, double label) {
    double[] labels = c.numbers("y_true");
    double[] scores = c.numbers("score");
    return members.stream()
        .filter(i -> labels[i] == label)
        .mapToDouble(i -> scores[i])
        .average()
        .orElseThrow();
  }

  private static ConfusionMatrix confusion(Case c, List<Integer> rows) {
    double[] label = rows.stream().mapToDouble(i -> c.numbers("y_true")[i]).toArray();
    double[] decision = rows.stream().mapToDouble(i -> c.numbers("y_pred")[i]).toArray();
    return Outcomes.confusion(label, decision);
  }
}
