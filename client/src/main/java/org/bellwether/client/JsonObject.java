package org.bellwether.client;

import org.jspecify.annotations.Nullable;

/** One JSON object, field by field. */
final class JsonObject {

  private final JsonBuffer out;

  JsonObject(JsonBuffer out) {
    this.out = out;
    out.raw('{');
  }

  /** A field; its name goes into the message where the value cannot be written. */
  void field(String name, @Nullable Object value) {
    out.name(name);
    try {
      out.value(value);
    } catch (InvalidValueException e) {
      throw new InvalidValueException(name + " " + e.getMessage());
    }
  }

  void number(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new InvalidValueException(name + " must be finite, not " + value);
    }
    out.name(name);
    out.number(value);
  }

  void optional(String name, @Nullable Object value) {
    if (value != null) {
      field(name, value);
    }
  }

  void object(String name, @Nullable JsonObject fields) {
    if (fields != null) {
      out.name(name);
      out.raw(fields.end());
    }
  }

  JsonBuffer end() {
    out.raw('}');
    return out;
  }

  JsonBuffer buffer() {
    return out;
  }
}
