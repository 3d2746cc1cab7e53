package org.bellwether.mlflow;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.registry.RegistryException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request asks for: fields of its JSON body, or of its query where it has none. A 64-bit
 * whole number may come as a text, as Protobuf's JSON writes it; fields that are not known are left
 * alone, as clients of later versions send more.
 */
final class Call {

  /** Largest body, in bytes. */
  private static final int MOST = 8 << 20;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ObjectNode fields;

  private Call(ObjectNode fields) {
    this.fields = fields;
  }

  /**
   * The call of a request.
   *
   * @throws RegistryException if its body is too large or no JSON object
   */
  static Call of(HttpServletRequest request) throws IOException {
    byte[] body =
        request.getMethod().equals("GET")
            ? new byte[0]
            : request.getInputStream().readNBytes(MOST + 1);
    if (body.length > MOST) {
      throw RegistryException.invalid(
          "the body is larger than " + (MOST >> 20) + " MiB: send it in parts");
    }
    if (body.length == 0) {
      return new Call(query(request));
    }
    try {
      if (JSON.readTree(body) instanceof ObjectNode object) {
        return new Call(object);
      }
    } catch (JacksonException e) {
      throw RegistryException.invalid("the body is not valid JSON: " + e.getOriginalMessage());
    }
    throw RegistryException.invalid("the body must be one JSON object");
  }

  private static ObjectNode query(HttpServletRequest request) {
    ObjectNode fields = JSON.createObjectNode();
    request
        .getParameterMap()
        .forEach((name, values) -> {
          if (values.length == 1) {
            fields.put(name, values[0]);
          } else {
            ArrayNode all = fields.putArray(name);
            List.of(values).forEach(all::add);
          }
        });
    return fields;
  }

  /** A text, empty where it is left out. */
  String text(String field) {
    JsonNode node = fields.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    if (!node.isValueNode()) {
      throw wrong(field, "a text");
    }
    return node.asString();
  }

  /** Whether a field is there. */
  boolean has(String field) {
    return fields.hasNonNull(field);
  }

  /**
   * A text that must be there.
   *
   * @throws RegistryException if it is missing or empty
   */
  String need(String field) {
    String text = text(field);
    if (text.isBlank()) {
      throw RegistryException.invalid("field " + field + " is missing");
    }
    return text;
  }

  /** The id of a run, under its name of today or that of old clients. */
  String runId() {
    return has("run_id") ? need("run_id") : need(has("run_uuid") ? "run_uuid" : "run_id");
  }

  /** A whole number, {@code null} where it is left out. */
  @Nullable Long whole(String field) {
    String text = text(field).strip();
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw wrong(field, "a whole number");
    }
  }

  /** A whole number, 0 where it is left out. */
  long wholeOrZero(String field) {
    Long whole = whole(field);
    return whole == null ? 0 : whole;
  }

  /** A time in milliseconds since 1970, {@code null} where it is left out. */
  @Nullable Instant time(String field) {
    Long millis = whole(field);
    try {
      return millis == null ? null : Instant.ofEpochMilli(millis);
    } catch (DateTimeException e) {
      throw wrong(field, "a time in milliseconds since 1970");
    }
  }

  /** A number; NaN and the infinities come as texts. */
  double number(String field) {
    String text = need(field).strip();
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw wrong(field, "a number");
    }
  }

  /** Whether a switch is on; off where it is left out. */
  boolean flag(String field) {
    return text(field).equalsIgnoreCase("true");
  }

  /**
   * How many are wanted at most.
   *
   * @param fallback where the call does not say
   * @param most that may be asked for
   */
  int limit(int fallback, int most) {
    Long wanted = whole("max_results");
    if (wanted != null && (wanted < 1 || wanted > most)) {
      throw RegistryException.invalid(
          "field max_results must be from 1 to " + most + ", and is " + wanted);
    }
    return wanted == null ? fallback : wanted.intValue();
  }

  /** Texts of a list, none where it is left out. */
  List<String> texts(String field) {
    JsonNode node = fields.path(field);
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(one -> {
        if (!one.isValueNode()) {
          throw wrong(field, "a list of texts");
        }
        texts.add(one.asString());
      });
    } else if (has(field)) {
      texts.add(text(field));
    }
    return texts;
  }

  /** Objects of a list, none where it is left out. */
  List<Call> parts(String field) {
    JsonNode node = fields.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    List<Call> parts = new ArrayList<>();
    if (!node.isArray()) {
      throw wrong(field, "a list of objects");
    }
    node.forEach(one -> {
      if (!(one instanceof ObjectNode object)) {
        throw wrong(field, "a list of objects");
      }
      parts.add(new Call(object));
    });
    return parts;
  }

  /** An object within this one, empty where it is left out. */
  Call part(String field) {
    return fields.path(field) instanceof ObjectNode object
        ? new Call(object)
        : new Call(JSON.createObjectNode());
  }

  /** Values by key of a list of {@code {key, value}}. */
  Map<String, String> entries(String field) {
    Map<String, String> entries = new LinkedHashMap<>();
    parts(field).forEach(part -> entries.put(part.need("key"), part.text("value")));
    return entries;
  }

  private static RegistryException wrong(String field, String wanted) {
    return RegistryException.invalid("field " + field + " must be " + wanted);
  }
}
