package org.bellwether.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bellwether.event.InvalidEventException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a model answered, row by row: {@code outputs} with tensors (V2) or {@code predictions} (V1).
 *
 * @param model as the answer names it, {@code null} if it does not
 * @param version of the model, likewise
 */
record InferenceOutputs(@Nullable String model, @Nullable String version, List<Row> rows) {

  /** Two probabilities that sum to one within this are those of a class and its opposite. */
  private static final double SUM_TOLERANCE = 1e-3;

  /** One row. */
  record Row(@Nullable Object prediction, @Nullable Double score, Map<String, Double> scores) {}

  /**
   * Reads an answer.
   *
   * @throws InvalidEventException naming the tensor or prediction that cannot be read
   */
  static InferenceOutputs of(JsonNode response) {
    List<Row> rows;
    if (response.path("outputs").isArray()) {
      rows = tensors(response.path("outputs"));
    } else if (response.path("predictions").isArray()) {
      Tensor.requireRows("predictions", response.path("predictions").size());
      rows = new ArrayList<>();
      for (JsonNode prediction : response.path("predictions")) {
        RowBuilder row = new RowBuilder();
        row.answer(prediction);
        rows.add(row.build());
      }
    } else {
      throw new InvalidEventException(
          "data", "must hold outputs (protocol V2) or predictions (protocol V1)");
    }
    return new InferenceOutputs(
        text(response.path("model_name")), text(response.path("model_version")), rows);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() && !node.asString().isBlank() ? node.asString() : null;
  }

  private static List<Row> tensors(JsonNode outputs) {
    List<Tensor> tensors = new ArrayList<>();
    outputs.forEach(output -> tensors.add(Tensor.of(output, "outputs")));
    if (tensors.isEmpty()) {
      throw new InvalidEventException("outputs", "must not be empty");
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < tensors.getFirst().rows(); i++) {
      RowBuilder row = new RowBuilder();
      for (Tensor tensor : tensors) {
        if (tensor.rows() != tensors.getFirst().rows()) {
          throw new InvalidEventException(
              "outputs." + tensor.name(), "has another number of rows than the outputs before it");
        }
        row.values("outputs." + tensor.name(), tensor.name(), tensor.row(i));
      }
      rows.add(row.build());
    }
    return rows;
  }

  /** The first output of each kind counts. */
  private static final class RowBuilder {
    private @Nullable Object prediction;
    private @Nullable Double score;
    private final Map<String, Double> scores = new LinkedHashMap<>();

    /** One element of {@code predictions}. */
    void answer(JsonNode answer) {
      if (answer.isObject()) {
        for (Map.Entry<String, JsonNode> field : answer.properties()) {
          JsonNode value = field.getValue();
          if (value.isObject() && isScore(field.getKey())) {
            value
                .properties()
                .forEach(s -> scores.put(s.getKey(), Tensor.number(s.getValue(), s.getKey())));
          } else if (!value.isObject()) {
            values("predictions." + field.getKey(), field.getKey(), leaves(value));
          }
        }
      } else {
        values("predictions", "predict", leaves(answer));
      }
    }

    void values(String field, String name, List<JsonNode> values) {
      if (values.size() > 1) {
        if (scores.isEmpty()) {
          byClass(field, values);
        }
      } else if (values.size() == 1 && isScore(name)) {
        score = score == null ? Tensor.number(values.getFirst(), field) : score;
      } else if (values.size() == 1 && prediction == null) {
        prediction = Tensor.scalar(values.getFirst(), field);
      }
    }

    private void byClass(String field, List<JsonNode> values) {
      double sum = 0;
      for (int i = 0; i < values.size(); i++) {
        double value = Tensor.number(values.get(i), field);
        sum += value;
        scores.put(Integer.toString(i), value);
      }
      if (values.size() == 2 && Math.abs(sum - 1) < SUM_TOLERANCE && score == null) {
        score = scores.get("1");
      }
    }

    private static boolean isScore(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      return lower.contains("proba") || lower.contains("score") || lower.contains("confidence");
    }

    private static List<JsonNode> leaves(JsonNode node) {
      List<JsonNode> values = new ArrayList<>();
      collect(node, values);
      return values;
    }

    private static void collect(JsonNode node, List<JsonNode> values) {
      if (node.isArray()) {
        node.forEach(element -> collect(element, values));
      } else {
        values.add(node);
      }
    }

    Row build() {
      return new Row(prediction, score, scores);
    }
  }
}
