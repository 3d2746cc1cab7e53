package org.bellwether.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.event.InvalidEventException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the value that a parser stands at as what a field must hold. */
final class JsonValues {

  private JsonValues() {}

  private static InvalidEventException wrong(String field, String must, JsonParser at) {
    return new InvalidEventException(field, "must be " + must + ", and is " + words(at));
  }

  private static String words(JsonParser at) {
    return switch (at.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      case null, default -> "missing";
    };
  }

  static @Nullable String text(JsonParser at, String field) {
    return switch (at.currentToken()) {
      case VALUE_STRING -> at.getString();
      case VALUE_NULL -> null;
      case null, default -> throw wrong(field, "a text", at);
    };
  }

  static @Nullable Double number(JsonParser at, String field) {
    return switch (at.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(at, field);
      case VALUE_NULL -> null;
      case null, default -> throw wrong(field, "a number", at);
    };
  }

  private static double finite(JsonParser at, String field) {
    double value = at.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw new InvalidEventException(field, "is beyond the range of a 64-bit number");
    }
    return value;
  }

  static @Nullable Object scalar(JsonParser at, String field) {
    return switch (at.currentToken()) {
      case VALUE_STRING -> at.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(at, field);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw wrong(field, "a number, true, false or a text", at);
    };
  }

  /** A scalar, or a ranking of texts. */
  static @Nullable Object output(JsonParser at, String field) {
    if (at.currentToken() != JsonToken.START_ARRAY) {
      return scalar(at, field);
    }
    List<String> ranking = new ArrayList<>();
    while (at.nextToken() != JsonToken.END_ARRAY) {
      String item = text(at, field);
      if (item == null) {
        throw new InvalidEventException(field, "must not rank null");
      }
      ranking.add(item);
    }
    return List.copyOf(ranking);
  }

  /** Reads one value of an object's field. */
  @FunctionalInterface
  interface Reader<T> {
    @Nullable T read(JsonParser at, String field);
  }

  /** An object's values by name, {@code null} left out. */
  static <T> Map<String, T> object(JsonParser at, String field, Reader<T> reader) {
    Map<String, T> values = new LinkedHashMap<>();
    if (at.currentToken() == JsonToken.VALUE_NULL) {
      return values;
    }
    if (at.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(field, "an object", at);
    }
    for (String name = at.nextName(); name != null; name = at.nextName()) {
      at.nextToken();
      T value;
      try {
        value = reader.read(at, "");
      } catch (InvalidEventException e) {
        throw new InvalidEventException(
            field + "." + name + e.field(), String.valueOf(e.getMessage()));
      }
      if (name.isBlank()) {
        throw new InvalidEventException(field, "holds a value without a name");
      }
      if (value != null) {
        values.put(name, value);
      }
    }
    return values;
  }

  static float @Nullable [] vector(JsonParser at, String field) {
    if (at.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (at.currentToken() != JsonToken.START_ARRAY) {
      throw wrong(field, "an array of numbers", at);
    }
    float[] vector = new float[64];
    int size = 0;
    while (at.nextToken() != JsonToken.END_ARRAY) {
      Double value = number(at, field);
      if (value == null || !Float.isFinite(value.floatValue())) {
        throw new InvalidEventException(field, "must hold finite 32-bit numbers only");
      }
      if (size == vector.length) {
        vector = Arrays.copyOf(vector, 2 * size);
      }
      vector[size++] = value.floatValue();
    }
    return Arrays.copyOf(vector, size);
  }

  static @Nullable Instant time(JsonParser at, String field) {
    String text = text(at, field);
    if (text == null) {
      return null;
    }
    try {
      return text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidEventException(
          field,
          "must be a moment with its offset, such as 2026-01-05T10:00:00Z, and is '" + text + "'");
    }
  }

  /** A count of at least 0. */
  static long count(JsonParser at, String field) {
    Double value = number(at, field);
    if (value == null || value < 0 || value > 1L << 53 || value != Math.rint(value)) {
      throw new InvalidEventException(field, "must be a whole number of at least 0");
    }
    return value.longValue();
  }
}
