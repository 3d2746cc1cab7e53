package org.bellwether.violation.drift;

import tools.jackson.databind.ObjectMapper;

/** Uses a library that core must not have, on purpose. */
public final class Foreign {
  public String json(Object value) {
    return new ObjectMapper().writeValueAsString(value);
  }
}
