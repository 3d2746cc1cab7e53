package org.bellwether.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Turns the inputs of cases into what the formulas take. */
final class Samples {

  private Samples() {}

  /** Ascending, without NaN. */
  static double[] sorted(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
  }

  /** Counts by category, reference first, in the order of the categories; null does not count. */
  static double[][] counts(List<String> reference, List<String> current) {
    Map<String, double[]> byCategory = new TreeMap<>();
    add(byCategory, reference, 0);
    add(byCategory, current, 1);
    return columns(byCategory);
  }

  /** Counts by category from two objects of counts. */
  static double[][] counts(JsonNode reference, JsonNode current) {
    Map<String, double[]> byCategory = new TreeMap<>();
    reference
        .properties()
        .forEach(e ->
            byCategory.computeIfAbsent(e.getKey(), k -> new double[2])[0] =
                e.getValue().asDouble());
    current
        .properties()
        .forEach(e ->
            byCategory.computeIfAbsent(e.getKey(), k -> new double[2])[1] =
                e.getValue().asDouble());
    return columns(byCategory);
  }

  private static void add(Map<String, double[]> byCategory, List<String> values, int side) {
    for (String v : values) {
      if (v != null) {
        byCategory.computeIfAbsent(v, k -> new double[2])[side]++;
      }
    }
  }

  private static double[][] columns(Map<String, double[]> byCategory) {
    double[][] out = new double[2][byCategory.size()];
    int i = 0;
    for (double[] pair : byCategory.values()) {
      out[0][i] = pair[0];
      out[1][i++] = pair[1];
    }
    return out;
  }
}
