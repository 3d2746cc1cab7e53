package org.bellwether.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bellwether.event.Prediction;
import org.bellwether.event.Tokens;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.bellwether.registry.Privacy;
import org.bellwether.registry.Risk;
import org.junit.jupiter.api.Test;

/** Spans by the semantic conventions for generative AI, in both encodings of OTLP. */
class GenAiSpansTest {

  private static final Instant TIME = Instant.parse("2026-01-05T10:00:00Z");

  /** The shape of the specification's example, with the attributes of a chat call. */
  private static final String CHAT =
      """
      {"resourceSpans":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"shop"}}]},
        "scopeSpans":[{"scope":{"name":"lib"},"spans":[
          {"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174",
           "parentSpanId":"EEE19B7EC3C1B173","name":"chat gpt-4o","kind":3,
           "startTimeUnixNano":"1767607200000000000","endTimeUnixNano":"1767607201250000000",
           "attributes":[
            {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
            {"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},
            {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},
            {"key":"gen_ai.response.model","value":{"stringValue":"gpt-4o-2024-08-06"}},
            {"key":"gen_ai.request.temperature","value":{"doubleValue":0.5}},
            {"key":"gen_ai.usage.input_tokens","value":{"intValue":"100"}},
            {"key":"gen_ai.usage.output_tokens","value":{"intValue":180}},
            {"key":"gen_ai.response.finish_reasons",
             "value":{"arrayValue":{"values":[{"stringValue":"stop"}]}}},
            {"key":"gen_ai.input.messages","value":{"stringValue":"Who?"}},
            {"key":"gen_ai.output.messages","value":{"stringValue":"Ada."}}],
           "status":{}},
          {"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B175",
           "name":"GET /","startTimeUnixNano":"1","endTimeUnixNano":"2","unknown":{"a":[1]}}]}]}]}
      """;

  private static GenAiSpans spans(Privacy... text) {
    Map<String, Privacy> privacy = text.length == 0 ? Map.of() : Map.of("text", text[0]);
    return new GenAiSpans(
        Catalog.inMemory(
            List.of(
                new Model("gpt-4o", "default", "", Risk.MINIMAL, null, privacy, List.of(), TIME))));
  }

  private static Prediction only(GenAiSpans.Export export) {
    assertThat(export.batch().refused()).isEmpty();
    assertThat(export.batch().events()).hasSize(1);
    return (Prediction) export.batch().events().getFirst().event();
  }

  private static GenAiSpans.Export json(GenAiSpans spans, String body) {
    return spans.read(body.getBytes(StandardCharsets.UTF_8), GenAiSpans.Encoding.JSON);
  }

  @Test
  void aCallOfAModelIsAPrediction() {
    GenAiSpans.Export export = json(spans(), CHAT);
    Prediction call = only(export);
    assertThat(call.id()).isEqualTo("5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174");
    assertThat(call.trace()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(call.model()).isEqualTo("gpt-4o");
    assertThat(call.version()).isEqualTo("gpt-4o-2024-08-06");
    assertThat(call.time()).isEqualTo(Instant.parse("2026-01-05T10:00:01.25Z"));
    assertThat(call.latencyMs()).isEqualTo(1250.0);
    assertThat(call.tokens()).isEqualTo(new Tokens(100, 180));
    assertThat(call.features()).isEqualTo(Map.of("temperature", 0.5));
    assertThat(call.segments())
        .isEqualTo(
            Map.of(
                "provider", "openai",
                "operation", "chat",
                "finish_reason", "stop",
                "service", "shop"));
    assertThat(call.error()).isNull();
    assertThat(export.others()).isEqualTo(1);
  }

  @Test
  void textIsTakenOnlyWhereTheModelSaysHowItIsKept() {
    assertThat(only(json(spans(), CHAT)).text()).isNull();
    assertThat(only(json(spans(Privacy.NONE), CHAT)).text()).isNull();
    assertThat(only(json(spans(Privacy.RAW), CHAT)).text()).isEqualTo("Who?\nAda.");
    assertThat(only(json(spans(Privacy.HASH), CHAT)).text()).isEqualTo("Who?\nAda.");
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static GenAiSpans.Export protobuf(Span.Builder span) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(span);
    return spans(Privacy.RAW).read(request.build().toByteArray(), GenAiSpans.Encoding.PROTOBUF);
  }

  private static Span.Builder span() {
    return Span.newBuilder()
        .setTraceId(ByteString.copyFrom(new byte[16]))
        .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
        .setEndTimeUnixNano(1_767_607_200_000_000_000L);
  }

  @Test
  void olderNamesAndEventsAreRead() {
    Span.Builder span =
        span()
            .addAttributes(text("gen_ai.system", "vertex_ai"))
            .addAttributes(text("gen_ai.request.model", "gpt-4o"))
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("gen_ai.usage.prompt_tokens")
                    .setValue(AnyValue.newBuilder().setIntValue(9)));
    span.addEventsBuilder()
        .setName("gen_ai.content.prompt")
        .addAttributes(text("gen_ai.prompt", "Hi"));
    span.getStatusBuilder()
        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
        .setMessage("quota exceeded");
    Prediction call = only(protobuf(span));
    assertThat(call.segments()).isEqualTo(Map.of("provider", "vertex_ai"));
    assertThat(call.tokens()).isEqualTo(new Tokens(9, 0));
    assertThat(call.text()).isEqualTo("Hi");
    assertThat(call.error()).isEqualTo("quota exceeded");
    assertThat(call.latencyMs()).isNull();
    assertThat(only(protobuf(span.addAttributes(text("bellwether.model", "support")))).model())
        .isEqualTo("support");
    assertThat(only(protobuf(span.addAttributes(text("error.type", "timeout")))).error())
        .isEqualTo("timeout");
  }

  @Test
  void callsAroundCallsAreNotCounted() {
    Span.Builder agent =
        span()
            .addAttributes(text("gen_ai.operation.name", "invoke_agent"))
            .addAttributes(text("gen_ai.request.model", "gpt-4o"));
    assertThat(protobuf(agent).others()).isEqualTo(1);
  }

  @Test
  void saysWhatIsWrong() {
    Refusal refusal =
        protobuf(
                span().clearEndTimeUnixNano().addAttributes(text("gen_ai.request.model", "gpt-4o")))
            .batch()
            .refused()
            .getFirst();
    assertThat(refusal.field()).isEqualTo("endTimeUnixNano");
    assertThat(
            protobuf(
                    span()
                        .addAttributes(text("gen_ai.request.model", "gpt-4o"))
                        .addAttributes(text("gen_ai.usage.input_tokens", "many")))
                .batch()
                .refused()
                .getFirst()
                .field())
        .isEqualTo("gen_ai.usage.input_tokens");
    for (String body :
        List.of(
            "",
            "[]",
            "{",
            "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"xyz\"}]}]}]}")) {
      assertThatThrownBy(() -> json(spans(), body)).isInstanceOf(UnreadableBodyException.class);
    }
    assertThatThrownBy(() -> spans().read(new byte[] {-1, 3, 9}, GenAiSpans.Encoding.PROTOBUF))
        .isInstanceOf(UnreadableBodyException.class);
  }
}
