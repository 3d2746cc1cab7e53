package org.bellwether.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares the statistics of a check's JSON with the six digits that the baseline printed. */
final class ExactComparison {

  /**
   * What the comparison found.
   *
   * @param compared values that both have
   * @param differences one line for each value that differs, or that the check lacks
   */
  record Outcome(int compared, List<String> differences) {}

  /** The check's word for the baseline's statistic. */
  private static final Map<String, String> METHODS =
      Map.of(
          "psi", "population-stability-index",
          "js", "jensen-shannon",
          "ks", "kolmogorov-smirnov",
          "w1", "wasserstein",
          "chi2", "chi-square");

  private static final Map<String, String> METRICS =
      Map.of(
          "auc", "ROC AUC",
          "ap", "average precision",
          "logloss", "log loss",
          "f1", "F1",
          "ece", "ECE");

  private ExactComparison() {}

  static Outcome compare(Map<String, Map<String, String>> expected, Path json) {
    JsonNode result = JsonMapper.shared().readTree(json.toFile());
    int compared = 0;
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, Map<String, String>> line : expected.entrySet()) {
      String name = line.getKey();
      Map<String, String> actual =
          name.contains(" ")
              ? slice(result, name)
              : column(result, name, line.getValue().keySet().contains("w1"));
      for (Map.Entry<String, String> value : line.getValue().entrySet()) {
        String found = actual.get(value.getKey());
        if (value.getKey().equals("out_of_range")) {
          continue; // a count that the check judges by ranks, and does not print
        }
        compared++;
        if (found == null || !agrees(value.getValue(), found)) {
          differences.add(
              name + " " + value.getKey() + ": " + value.getValue() + ", check " + found);
        }
      }
    }
    return new Outcome(compared, differences);
  }

  /** Whether a value, rounded to six digits, is the one printed; parts such as a/b one by one. */
  static boolean agrees(String printed, String value) {
    if (printed.equals(value)) {
      return true;
    }
    if (value.isEmpty() || printed.contains("/") || value.contains("/")) {
      return false; // counts, or a value that the check does not have
    }
    BigDecimal expected = new BigDecimal(printed);
    BigDecimal actual = new BigDecimal(value);
    if (expected.signum() == 0) {
      return actual.abs().compareTo(new BigDecimal("1e-12")) <= 0;
    }
    BigDecimal rounded = actual.round(new MathContext(6, RoundingMode.HALF_EVEN));
    // A value half-way between two printed ones may round either way: another order of summation
    // moves its last bits.
    BigDecimal nudge = actual.abs().multiply(new BigDecimal("1e-11"));
    return rounded.compareTo(expected) == 0
        || actual.add(nudge).round(new MathContext(6)).compareTo(expected) == 0
        || actual.subtract(nudge).round(new MathContext(6)).compareTo(expected) == 0;
  }

  private static Map<String, String> column(JsonNode result, String name, boolean numeric) {
    Map<String, String> values = new LinkedHashMap<>();
    JsonNode column = find(result.path("columns"), "column", name);
    if (column == null) {
      return values;
    }
    JsonNode reference = column.path("reference");
    JsonNode current = column.path("current");
    values.put("missing", both(reference, current, "missing"));
    if (numeric) {
      values.put("min", current.path("min").asString());
      values.put("max", current.path("max").asString());
    } else {
      values.put("distinct", both(reference, current, "distinct"));
      values.put("unseen", column.path("unseenRows").asString());
    }
    METHODS.forEach((printed, method) -> {
      JsonNode statistic = find(column.path("statistics"), "method", method);
      if (statistic != null) {
        values.put(printed, statistic.path("value").asString());
      }
    });
    return values;
  }

  private static Map<String, String> slice(JsonNode result, String name) {
    String which = name.startsWith("ref ") ? "reference" : "value";
    String segment = name.substring(4);
    Map<String, String> values = new LinkedHashMap<>();
    for (JsonNode place : result.path("performance")) {
      String at =
          place.path("segment").isNull() ? "all" : place.path("segment").path("c0").asString();
      if (!at.equals(segment)) {
        continue;
      }
      values.put(
          "n", place.path(which.equals("value") ? "labelled" : "labelledReference").asString());
      METRICS.forEach((printed, metric) -> {
        JsonNode found = find(place.path("metrics"), "metric", metric);
        if (found != null && !found.path(which).isNull()) {
          values.put(printed, found.path(which).asString());
        }
      });
    }
    return values;
  }

  private static String both(JsonNode reference, JsonNode current, String field) {
    return "%.0f/%.0f".formatted(reference.path(field).asDouble(), current.path(field).asDouble());
  }

  private static @Nullable JsonNode find(JsonNode list, String field, String value) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(node -> node.path(field).asString().equals(value))
        .findFirst()
        .orElse(null);
  }
}
