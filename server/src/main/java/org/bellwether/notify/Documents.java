package org.bellwether.notify;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.bellwether.alert.AlertStatus;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Core's records as JSON in the database. */
final class Documents {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addMixIn(AlertStatus.class, ByName.class)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Documents() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = AlertStatus.Open.class, name = "open"),
    @JsonSubTypes.Type(value = AlertStatus.Acknowledged.class, name = "acknowledged"),
    @JsonSubTypes.Type(value = AlertStatus.Snoozed.class, name = "snoozed"),
    @JsonSubTypes.Type(value = AlertStatus.Resolved.class, name = "resolved")
  })
  private interface ByName {}

  static String write(Object value) {
    return JSON.writeValueAsString(value);
  }

  static <T> T read(String text, Class<T> type) {
    return JSON.readValue(text, type);
  }
}
