package org.bellwether.ingest;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.event.InvalidEventException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One event of CloudEvents 1.0 as it came over HTTP.
 *
 * @param attributes by name in lower case, required ones and extensions alike
 * @param data its payload, JSON text in all that is taken here
 */
record CloudEvent(Map<String, String> attributes, byte[] data) {

  private static final String PREFIX = "ce-";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";

  CloudEvent {
    attributes = Map.copyOf(attributes);
  }

  /**
   * Reads a request of any of the three modes.
   *
   * @param headers of HTTP by name
   * @throws UnreadableBodyException if it is no CloudEvent
   */
  static List<CloudEvent> of(Map<String, String> headers, byte[] body) {
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    String type = byName.getOrDefault("Content-Type", "").toLowerCase(Locale.ROOT);
    if (type.startsWith(BATCH)) {
      JsonNode batch = json(body);
      if (!batch.isArray()) {
        throw new UnreadableBodyException("a batch of CloudEvents must be a JSON array");
      }
      List<CloudEvent> events = new ArrayList<>();
      batch.forEach(event -> events.add(structured(event)));
      return events;
    }
    return List.of(type.startsWith(STRUCTURED) ? structured(json(body)) : binary(byName, body));
  }

  private static CloudEvent binary(Map<String, String> headers, byte[] body) {
    Map<String, String> attributes = new HashMap<>();
    headers.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith(PREFIX)) {
        attributes.put(lower.substring(PREFIX.length()), value);
      }
    });
    return checked(new CloudEvent(attributes, body));
  }

  private static CloudEvent structured(JsonNode event) {
    if (!event.isObject()) {
      throw new UnreadableBodyException("a CloudEvent must be a JSON object");
    }
    Map<String, String> attributes = new HashMap<>();
    byte[] data = {};
    for (Map.Entry<String, JsonNode> field : event.properties()) {
      JsonNode value = field.getValue();
      switch (field.getKey()) {
        case "data" -> data = bytes(value);
        case "data_base64" -> data = base64(value);
        default -> {
          if (value.isValueNode() && !value.isNull()) {
            attributes.put(field.getKey().toLowerCase(Locale.ROOT), value.asString());
          }
        }
      }
    }
    return checked(new CloudEvent(attributes, data));
  }

  /** A text that holds JSON is taken for the JSON: senders quote their payload. */
  private static byte[] bytes(JsonNode data) {
    String json = data.isString() ? data.asString() : data.toString();
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] base64(JsonNode data) {
    try {
      return data.binaryValue();
    } catch (JacksonException e) {
      throw new UnreadableBodyException("data_base64 of a CloudEvent is not Base64");
    }
  }

  private static JsonNode json(byte[] body) {
    return JsonTree.read(body, "the body");
  }

  private static CloudEvent checked(CloudEvent event) {
    for (String name : List.of("specversion", "id", "type")) {
      if (event.attributes.getOrDefault(name, "").isBlank()) {
        throw new UnreadableBodyException(
            "no CloudEvent: attribute " + name + " is missing (header ce-" + name + ")");
      }
    }
    return event;
  }

  String id() {
    return attribute("id", "");
  }

  String type() {
    return attribute("type", "");
  }

  String attribute(String name, String otherwise) {
    return attributes.getOrDefault(name, otherwise);
  }

  /**
   * When it happened as its sender says.
   *
   * @throws InvalidEventException if the attribute is no time
   */
  @Nullable Instant time() {
    String text = attributes.get("time");
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidEventException("time", "is not a time such as 2026-01-05T10:00:00Z");
    }
  }

  /** Roughly the memory that it takes, in bytes. */
  long weight() {
    long names = 0;
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      names += 100L + attribute.getKey().length() + attribute.getValue().length();
    }
    return 200 + names + data.length;
  }
}
