package org.bellwether.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks that a request's body has what it needs. */
final class Wanting {

  private Wanting() {}

  static <T> T field(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("field " + name + " is missing");
    }
    return value;
  }

  /** The value, if it is one of some. */
  static String oneOf(String name, String value, String... allowed) {
    if (!Arrays.asList(allowed).contains(value)) {
      throw new IllegalArgumentException(
          name + " must be one of " + String.join(", ", allowed) + ", not '" + value + "'");
    }
    return value;
  }
}
