package org.bellwether.http;

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
}
