package org.bellwether.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.event.InvalidEventException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a model was asked, row by row, in either version of its protocol: {@code inputs} with
 * tensors (V2, Open Inference Protocol) or {@code instances} (V1).
 */
record InferenceInputs(List<Row> rows) {

  /** A row wider than this is not a table's row: it is kept as an embedding. */
  static final int WIDEST_TABLE = 200;

  private static final int WIDEST = 16_384;

  /** One row: features by name, and the embedding where it is too wide for names. */
  record Row(Map<String, @Nullable Object> features, float @Nullable [] embedding) {}

  /**
   * Reads a request to a model.
   *
   * @param names of the columns of a tensor that carries a whole row, empty if unknown
   * @throws InvalidEventException naming the tensor or instance that cannot be read
   */
  static InferenceInputs of(JsonNode request, List<String> names) {
    if (request.path("inputs").isArray()) {
      return tensors(request.path("inputs"), names);
    }
    if (request.path("instances").isArray()) {
      return instances(request.path("instances"), names);
    }
    throw new InvalidEventException(
        "data", "must hold inputs (protocol V2) or instances (protocol V1)");
  }

  private static InferenceInputs tensors(JsonNode inputs, List<String> names) {
    List<Tensor> tensors = new ArrayList<>();
    inputs.forEach(input -> tensors.add(Tensor.of(input, "inputs")));
    if (tensors.isEmpty()) {
      throw new InvalidEventException("inputs", "must not be empty");
    }
    int rows = tensors.getFirst().rows();
    for (Tensor tensor : tensors) {
      if (tensor.rows() != rows) {
        throw new InvalidEventException(
            "inputs." + tensor.name(),
            "has " + tensor.rows() + " rows, and " + tensors.getFirst().name() + " has " + rows);
      }
    }
    List<Row> all = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      RowBuilder row = new RowBuilder();
      for (Tensor tensor : tensors) {
        row.add(tensor.name(), tensor.row(i), tensors.size() == 1 ? names : List.of());
      }
      all.add(row.build());
    }
    return new InferenceInputs(all);
  }

  private static InferenceInputs instances(JsonNode instances, List<String> names) {
    Tensor.requireRows("instances", instances.size());
    List<Row> all = new ArrayList<>(instances.size());
    for (JsonNode instance : instances) {
      RowBuilder row = new RowBuilder();
      if (instance.isObject()) {
        row.addObject("", instance);
      } else {
        List<JsonNode> values = new ArrayList<>();
        leaves(instance, values);
        row.add("input", values, names);
      }
      all.add(row.build());
    }
    return new InferenceInputs(all);
  }

  private static void leaves(JsonNode node, List<JsonNode> values) {
    if (node.isArray()) {
      node.forEach(element -> leaves(element, values));
    } else {
      values.add(node);
    }
  }

  private static final class RowBuilder {
    private final Map<String, @Nullable Object> features = new LinkedHashMap<>();
    private float @Nullable [] embedding;

    void add(String name, List<JsonNode> values, List<String> names) {
      if (values.size() > WIDEST_TABLE) {
        embed(name, values);
      } else if (values.size() == names.size()) {
        for (int i = 0; i < names.size(); i++) {
          put(names.get(i), values.get(i));
        }
      } else if (values.size() == 1) {
        put(name, values.getFirst());
      } else {
        for (int i = 0; i < values.size(); i++) {
          put(name + "." + i, values.get(i));
        }
      }
    }

    void addObject(String prefix, JsonNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        String name = prefix + field.getKey();
        if (field.getValue().isObject()) {
          addObject(name + ".", field.getValue());
        } else if (field.getValue().isArray()) {
          List<JsonNode> values = new ArrayList<>();
          leaves(field.getValue(), values);
          add(name, values, List.of());
        } else {
          put(name, field.getValue());
        }
      }
    }

    private void put(String name, JsonNode value) {
      features.put(name, Tensor.scalar(value, "features." + name));
    }

    private void embed(String name, List<JsonNode> values) {
      if (embedding != null) {
        throw new InvalidEventException(
            name, "is the second input of more than " + WIDEST_TABLE + " values; one is kept");
      }
      if (values.size() > WIDEST) {
        throw new InvalidEventException(
            name,
            "has "
                + values.size()
                + " values a row, at most "
                + WIDEST
                + " are kept; log what the model was asked in a smaller form");
      }
      float[] vector = new float[values.size()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) Tensor.number(values.get(i), name);
      }
      embedding = vector;
    }

    Row build() {
      return new Row(features, embedding);
    }
  }
}
