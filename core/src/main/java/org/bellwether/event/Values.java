package org.bellwether.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the fields of an event may hold. */
final class Values {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST =
      Instant.parse("9999-12-31T23:59:59.999999Z").plusNanos(1000);

  private Values() {}

  static void name(String field, String value) {
    if (value.isBlank()) {
      throw new InvalidEventException(field, "must not be empty");
    }
    if (value.length() > Event.MAX_NAME) {
      throw new InvalidEventException(
          field,
          "is longer than " + Event.MAX_NAME + " characters: " + value.length() + " characters");
    }
  }

  static void optionalName(String field, @Nullable String value) {
    if (value != null) {
      name(field, value);
    }
  }

  /**
   * A part's values, {@code null} where one is missing; a field's name is made only for an error.
   */
  static void scalars(String part, Map<String, @Nullable Object> values) {
    for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
      Object value = entry.getValue();
      boolean good = value instanceof Double d ? Double.isFinite(d) : value instanceof String;
      if (!good && value != null) {
        scalar(part + "." + entry.getKey(), value);
      }
    }
  }

  static void scalar(String field, Object value) {
    if (value instanceof Double number) {
      finite(field, number);
    } else if (!(value instanceof Boolean || value instanceof String)) {
      throw new InvalidEventException(field, "must be a number, true, false or a text");
    }
  }

  static void finite(String field, @Nullable Double value) {
    if (value != null && !Double.isFinite(value)) {
      throw new InvalidEventException(field, "must be a finite number, not " + value);
    }
  }

  static void notNegative(String field, @Nullable Double value) {
    finite(field, value);
    if (value != null && value < 0) {
      throw new InvalidEventException(field, "must not be negative, and is " + value);
    }
  }

  static void finite(String field, Map<String, Double> values) {
    for (Map.Entry<String, Double> entry : values.entrySet()) {
      if (!Double.isFinite(entry.getValue())) {
        finite(field + "." + entry.getKey(), entry.getValue());
      }
    }
  }

  static Instant micros(Instant time) {
    if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
      throw new InvalidEventException("time", "must lie in the years 1 to 9999, and is " + time);
    }
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
