package org.bellwether.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Reads expected figures made by another tool from a JSON resource beside the tests. */
final class Expected {

  private Expected() {}

  static JsonNode read(String resource) {
    try (InputStream in = Objects.requireNonNull(Expected.class.getResourceAsStream(resource))) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return values;
  }

  /** Equal to 1e-9, relative to the expected number where that is above 1 or below 1e-6. */
  static void near(double actual, JsonNode row, String field) {
    near(actual, row, field, 1e-9);
  }

  static void near(double actual, JsonNode row, String field, double tolerance) {
    double expected = row.get(field).asDouble();
    double size = Math.abs(expected);
    double scale = size > 1 || (size < 1e-6 && size > 0) ? size : 1;
    assertThat(actual)
        .as("%s of %s", field, row.has("name") ? row.get("name").asString() : row.toString())
        .isCloseTo(expected, within(tolerance * scale));
  }
}
