package org.bellwether.ingest;

import java.util.ArrayList;
import java.util.List;
import org.bellwether.event.InvalidEventException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A tensor of the Open Inference Protocol whose first dimension counts rows.
 *
 * @param name as the model calls it
 * @param rows size of the first dimension
 * @param width values a row, at least 1
 * @param values row by row
 */
record Tensor(String name, int rows, int width, List<JsonNode> values) {

  /** Most rows of one inference. */
  static final int MOST_ROWS = 50_000;

  /**
   * Reads one element of {@code inputs} or {@code outputs}.
   *
   * @param field it stands in, for messages
   * @throws InvalidEventException if shape and data do not fit
   */
  static Tensor of(JsonNode tensor, String field) {
    String name = tensor.path("name").asString("");
    if (name.isBlank()) {
      throw new InvalidEventException(field, "holds a tensor without a name");
    }
    String own = field + "." + name;
    if (tensor.path("parameters").has("binary_data_size")) {
      throw new InvalidEventException(
          own,
          "is sent as binary data, which the payload logger does not pass on whole; send JSON");
    }
    List<JsonNode> values = new ArrayList<>();
    flatten(tensor.path("data"), values);
    long size = 1;
    int rows = -1;
    for (JsonNode dimension : tensor.path("shape")) {
      int length = dimension.isInt() ? dimension.intValue() : -1;
      if (length < 0) {
        throw new InvalidEventException(own, "has a shape that is not whole numbers of at least 0");
      }
      rows = rows < 0 ? length : rows;
      size *= length;
      if (size > values.size()) {
        break;
      }
    }
    if (rows < 0) {
      throw new InvalidEventException(own, "has no shape; its first dimension counts the rows");
    }
    if (size != values.size()) {
      throw new InvalidEventException(
          own,
          "has " + values.size() + " values, which its shape " + tensor.path("shape") + " is not");
    }
    if (values.isEmpty()) {
      throw new InvalidEventException(own, "has no values");
    }
    requireRows(own, rows);
    return new Tensor(name, rows, values.size() / rows, values);
  }

  static void requireRows(String field, int rows) {
    if (rows > MOST_ROWS) {
      throw new InvalidEventException(
          field, "has " + rows + " rows, at most " + MOST_ROWS + " are taken of one inference");
    }
  }

  private static void flatten(JsonNode data, List<JsonNode> values) {
    if (data.isArray()) {
      data.forEach(element -> flatten(element, values));
    } else if (!data.isMissingNode()) {
      values.add(data);
    }
  }

  List<JsonNode> row(int row) {
    return values.subList(row * width, (row + 1) * width);
  }

  /**
   * A value as a feature holds it.
   *
   * @param field for messages
   * @return {@code Double}, {@code Boolean}, {@code String}; {@code null} for null and NaN
   */
  static @Nullable Object scalar(JsonNode value, String field) {
    if (value.isNumber()) {
      double number = value.doubleValue();
      if (Double.isInfinite(number)) {
        throw new InvalidEventException(field, "must be a finite number");
      }
      return Double.isNaN(number) ? null : number;
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isString()) {
      return value.asString();
    }
    if (value.isNull()) {
      return null;
    }
    throw new InvalidEventException(field, "must be a number, true, false or a text");
  }

  /** A probability or score, which must be there. */
  static double number(JsonNode value, String field) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw new InvalidEventException(field, "must be a finite number");
    }
    return value.doubleValue();
  }
}
