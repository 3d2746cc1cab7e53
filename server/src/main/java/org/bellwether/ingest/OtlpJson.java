package org.bellwether.ingest;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads OTLP's JSON encoding. It differs from Protobuf's own JSON in that ids are hexadecimal, so
 * that Protobuf's reader does not serve. Only what predictions need is read; unknown fields are
 * passed over, as the specification demands.
 */
final class OtlpJson {

  private OtlpJson() {}

  /**
   * Reads a request.
   *
   * @throws UnreadableBodyException if it is no OTLP
   */
  static ExportTraceServiceRequest read(byte[] body) {
    JsonNode root = JsonTree.read(body, "the body");
    if (!root.isObject()) {
      throw new UnreadableBodyException("the body must be a JSON object with resourceSpans");
    }
    try {
      ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
      for (JsonNode resource : root.path("resourceSpans")) {
        ResourceSpans.Builder spans = request.addResourceSpansBuilder();
        spans
            .getResourceBuilder()
            .addAllAttributes(attributes(resource.path("resource").path("attributes")));
        for (JsonNode scope : resource.path("scopeSpans")) {
          ScopeSpans.Builder own = spans.addScopeSpansBuilder();
          scope.path("spans").forEach(span -> own.addSpans(span(span)));
        }
      }
      return request.build();
    } catch (JacksonException | IllegalArgumentException e) {
      throw new UnreadableBodyException("the body is no OTLP: " + e.getMessage());
    }
  }

  private static Span span(JsonNode json) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(hex(json.path("traceId")))
            .setSpanId(hex(json.path("spanId")))
            .setName(json.path("name").asString(""))
            .setStartTimeUnixNano(number(json.path("startTimeUnixNano")))
            .setEndTimeUnixNano(number(json.path("endTimeUnixNano")))
            .addAllAttributes(attributes(json.path("attributes")));
    for (JsonNode event : json.path("events")) {
      span.addEventsBuilder()
          .setName(event.path("name").asString(""))
          .addAllAttributes(attributes(event.path("attributes")));
    }
    JsonNode status = json.path("status");
    span.setStatus(
        Status.newBuilder()
            .setCodeValue(status.path("code").asInt(0))
            .setMessage(status.path("message").asString("")));
    return span.build();
  }

  private static ByteString hex(JsonNode id) {
    return ByteString.copyFrom(HexFormat.of().parseHex(id.asString("")));
  }

  /** 64-bit numbers are texts in JSON. */
  private static long number(JsonNode number) {
    if (number.isMissingNode() || number.isNull()) {
      return 0;
    }
    return number.isString() ? Long.parseUnsignedLong(number.asString()) : number.asLong();
  }

  private static List<KeyValue> attributes(JsonNode attributes) {
    List<KeyValue> all = new ArrayList<>();
    for (JsonNode attribute : attributes) {
      all.add(
          KeyValue.newBuilder()
              .setKey(attribute.path("key").asString(""))
              .setValue(value(attribute.path("value")))
              .build());
    }
    return all;
  }

  private static AnyValue value(JsonNode json) {
    AnyValue.Builder value = AnyValue.newBuilder();
    if (json.has("stringValue")) {
      value.setStringValue(json.path("stringValue").asString(""));
    } else if (json.has("intValue")) {
      JsonNode number = json.path("intValue");
      value.setIntValue(number.isString() ? Long.parseLong(number.asString()) : number.asLong());
    } else if (json.has("doubleValue")) {
      value.setDoubleValue(json.path("doubleValue").asDouble());
    } else if (json.has("boolValue")) {
      value.setBoolValue(json.path("boolValue").asBoolean());
    } else if (json.has("arrayValue")) {
      ArrayValue.Builder list = value.getArrayValueBuilder();
      json.path("arrayValue").path("values").forEach(element -> list.addValues(value(element)));
    } else if (json.has("kvlistValue")) {
      KeyValueList.Builder list = value.getKvlistValueBuilder();
      list.addAllValues(attributes(json.path("kvlistValue").path("values")));
    }
    return value.build();
  }
}
