package org.bellwether.store;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records as JSON for the audit log: fields and keys in order of their names. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private Json() {}

  public static String of(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** An object of texts, back from its JSON. */
  static Map<String, String> texts(String json) {
    return MAPPER.readValue(json, new TypeReference<Map<String, String>>() {});
  }
}
