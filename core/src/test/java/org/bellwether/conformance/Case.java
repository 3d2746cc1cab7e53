package org.bellwether.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/**
 * One case of the pack.
 *
 * @param json the case as it stands in the file
 * @param root folder that {@code *_file} paths are relative to
 */
record Case(JsonNode json, Path root) {

  String id() {
    return json.get("id").asString();
  }

  String method() {
    return json.get("method").asString();
  }

  JsonNode expected() {
    return json.get("expected");
  }

  /** An input: a field of the case or of its {@code inputs}; fails where it is missing. */
  JsonNode input(String name) {
    JsonNode found = find(name);
    if (found == null) {
      throw new AssertionError("the case has no input " + name);
    }
    return found;
  }

  boolean has(String name) {
    return find(name) != null;
  }

  private JsonNode find(String name) {
    if (json.has(name)) {
      return json.get(name);
    }
    return json.has("inputs") ? json.get("inputs").get(name) : null;
  }

  JsonNode param(String name) {
    JsonNode value = input("params").get(name);
    if (value == null) {
      throw new AssertionError("the case has no parameter " + name);
    }
    return value;
  }

  /** An input array of numbers; null and "NaN" are NaN. */
  double[] numbers(String name) {
    return numbers(input(name));
  }

  static double[] numbers(JsonNode array) {
    double[] out = new double[array.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = number(array.get(i));
    }
    return out;
  }

  /** A number, where the strings NaN, Infinity and -Infinity and null stand for such. */
  static double number(JsonNode node) {
    if (node.isNull()) {
      return Double.NaN;
    }
    return node.isString() ? Double.parseDouble(node.asString()) : node.asDouble();
  }

  /** An input array as text; null and "NaN" are null. */
  List<String> texts(String name) {
    List<String> out = new ArrayList<>();
    for (JsonNode node : input(name)) {
      String text = node.isNull() ? null : node.asString();
      out.add("NaN".equals(text) ? null : text);
    }
    return out;
  }

  /** Columns by name of the csv.gz file that an input names; fields without quotes. */
  Map<String, List<String>> table(String name) throws IOException {
    String path = input(name).asString();
    if (path.startsWith("same as ")) {
      return table(path.substring("same as ".length()));
    }
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(root.resolve(path))),
                StandardCharsets.UTF_8))) {
      String[] names = in.readLine().split(",", -1);
      List<List<String>> columns = new ArrayList<>();
      for (int i = 0; i < names.length; i++) {
        columns.add(new ArrayList<>());
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] fields = line.split(",", -1);
        for (int i = 0; i < names.length; i++) {
          columns.get(i).add(fields[i]);
        }
      }
      Map<String, List<String>> table = new LinkedHashMap<>();
      for (int i = 0; i < names.length; i++) {
        table.put(names[i], columns.get(i));
      }
      return table;
    }
  }

  static double[] toNumbers(List<String> column) {
    return column.stream()
        .mapToDouble(s -> s.isEmpty() ? Double.NaN : Double.parseDouble(s))
        .toArray();
  }

  /** Compares with the expected {@code field} within the tolerance that the case states. */
  void expect(double actual, String field) {
    double wanted = number(expected().get(field));
    if (Double.isNaN(wanted)) {
      assertThat(actual).as(field).isNaN();
      return;
    }
    assertThat(actual).as(field).isCloseTo(wanted, within(tolerance(wanted)));
  }

  void expectValue(double actual) {
    expect(actual, "value");
  }

  private double tolerance(double wanted) {
    // Room for the last bits of another order of summation where a case allows none.
    double bits = 1e-12 * Math.max(1, Math.abs(wanted));
    if (expected().has("rounded_to_decimals")) {
      return 0.5 * Math.pow(10, -expected().get("rounded_to_decimals").asInt()) + bits;
    }
    if (expected().has("tolerance")) {
      return expected().get("tolerance").asDouble() + bits;
    }
    if (json.has("tolerance")) {
      return json.get("tolerance").asDouble() + bits;
    }
    if (expected().has("tolerance_relative")) {
      return expected().get("tolerance_relative").asDouble() * Math.abs(wanted);
    }
    if (json.has("tolerance_relative")) {
      return json.get("tolerance_relative").asDouble() * Math.abs(wanted);
    }
    return bits;
  }
}
