package org.bellwether.ingest;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellwether.event.InvalidEventException;
import org.bellwether.event.Prediction;
import org.bellwether.event.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * One call of a generative model, told as a span by OpenTelemetry's semantic conventions for
 * generative AI, in their present names and those used before.
 *
 * @param resource what the sending process said of itself
 * @param attributes of the span, and of its events where the span has none of that name
 */
record GenAiSpan(Map<String, AnyValue> resource, Map<String, AnyValue> attributes, Span span) {

  /** Spans around calls of a model, not calls themselves: their tokens would count twice. */
  private static final Set<String> AROUND =
      Set.of("create_agent", "invoke_agent", "execute_tool", "invoke_workflow");

  private static final Map<String, String> PARAMETERS =
      Map.of(
          "gen_ai.request.temperature", "temperature",
          "gen_ai.request.top_p", "top_p",
          "gen_ai.request.top_k", "top_k",
          "gen_ai.request.max_tokens", "max_tokens",
          "gen_ai.request.frequency_penalty", "frequency_penalty",
          "gen_ai.request.presence_penalty", "presence_penalty");

  private static final List<String> PROMPT =
      List.of("gen_ai.input.messages", "gen_ai.prompt", "gen_ai.content.prompt");
  private static final List<String> ANSWER =
      List.of("gen_ai.output.messages", "gen_ai.completion", "gen_ai.content.completion");

  static GenAiSpan of(List<KeyValue> resource, Span span) {
    Map<String, AnyValue> attributes = byKey(span.getAttributesList());
    for (Span.Event event : span.getEventsList()) {
      byKey(event.getAttributesList()).forEach(attributes::putIfAbsent);
    }
    return new GenAiSpan(byKey(resource), attributes, span);
  }

  private static Map<String, AnyValue> byKey(List<KeyValue> attributes) {
    Map<String, AnyValue> all = new HashMap<>();
    attributes.forEach(attribute -> all.put(attribute.getKey(), attribute.getValue()));
    return all;
  }

  /** Whether it is one call of a model. */
  boolean isCall() {
    String operation = text("gen_ai.operation.name");
    return (attributes.containsKey("gen_ai.request.model")
            || attributes.containsKey("gen_ai.response.model"))
        && (operation == null || !AROUND.contains(operation));
  }

  /**
   * The model it belongs to: attribute {@code bellwether.model} of the span or its resource, or
   * else the model that was asked.
   */
  String model() {
    AnyValue own = attributes.get("bellwether.model");
    AnyValue process = resource.get("bellwether.model");
    String named = own != null ? text(own) : process != null ? text(process) : null;
    String asked = named != null ? named : text("gen_ai.request.model");
    String model = asked != null ? asked : text("gen_ai.response.model");
    return model == null ? "" : model;
  }

  /**
   * The call as a prediction.
   *
   * @param withText whether prompt and answer may be taken
   * @throws InvalidEventException if the span lacks what a prediction needs
   */
  Prediction prediction(boolean withText) {
    if (span.getEndTimeUnixNano() == 0 || span.getSpanId().isEmpty()) {
      throw new InvalidEventException(
          span.getSpanId().isEmpty() ? "spanId" : "endTimeUnixNano", "is missing");
    }
    HexFormat hex = HexFormat.of();
    String trace = hex.formatHex(span.getTraceId().toByteArray());
    String id = trace + "-" + hex.formatHex(span.getSpanId().toByteArray());
    long end = span.getEndTimeUnixNano();
    Instant time =
        Instant.ofEpochSecond(
            Long.divideUnsigned(end, 1_000_000_000L), Long.remainderUnsigned(end, 1_000_000_000L));
    Prediction.Builder call = Prediction.of(id, model(), time);
    call.version(text("gen_ai.response.model")).trace(trace.isEmpty() ? null : trace);
    long start = span.getStartTimeUnixNano();
    if (start != 0 && Long.compareUnsigned(end, start) >= 0) {
      call.latencyMs((end - start) / 1e6);
    }
    segment(call, "provider", first("gen_ai.provider.name", "gen_ai.system"));
    segment(call, "operation", text("gen_ai.operation.name"));
    segment(call, "finish_reason", text("gen_ai.response.finish_reasons"));
    AnyValue service = resource.get("service.name");
    segment(call, "service", service == null ? null : text(service));
    PARAMETERS.forEach((attribute, feature) -> {
      Double value = number(attribute);
      if (value != null) {
        call.feature(feature, value);
      }
    });
    return call.tokens(tokens()).error(error()).text(withText ? conversation() : null).build();
  }

  private static void segment(Prediction.Builder call, String key, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      call.segment(key, value);
    }
  }

  private @Nullable Tokens tokens() {
    Double input = firstNumber("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens");
    Double output = firstNumber("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens");
    return input == null && output == null
        ? null
        : new Tokens(
            input == null ? 0 : input.longValue(), output == null ? 0 : output.longValue());
  }

  private @Nullable String error() {
    String type = text("error.type");
    boolean failed = span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR;
    if (type == null && failed) {
      String message = span.getStatus().getMessage();
      return message.isBlank() ? "error" : message;
    }
    return type;
  }

  private @Nullable String conversation() {
    String prompt = first(PROMPT.toArray(String[]::new));
    String answer = first(ANSWER.toArray(String[]::new));
    if (prompt == null || answer == null) {
      return prompt == null ? answer : prompt;
    }
    return prompt + "\n" + answer;
  }

  private @Nullable String first(String... names) {
    for (String name : names) {
      String text = text(name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private @Nullable String text(String name) {
    AnyValue value = attributes.get(name);
    return value == null ? null : text(value);
  }

  /** A list as its elements with commas. */
  private static @Nullable String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case ARRAY_VALUE -> list(value.getArrayValue());
      case KVLIST_VALUE ->
          value.getKvlistValue().getValuesList().stream()
              .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
              .collect(Collectors.joining(", "));
      default -> null;
    };
  }

  private static String list(ArrayValue list) {
    return list.getValuesList().stream()
        .map(element -> String.valueOf(text(element)))
        .collect(Collectors.joining(","));
  }

  private @Nullable Double firstNumber(String... names) {
    for (String name : names) {
      Double number = number(name);
      if (number != null) {
        return number;
      }
    }
    return null;
  }

  private @Nullable Double number(String name) {
    AnyValue value = attributes.get(name);
    if (value == null) {
      return null;
    }
    return switch (value.getValueCase()) {
      case INT_VALUE -> (double) value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      default -> throw new InvalidEventException(name, "must be a number");
    };
  }
}
