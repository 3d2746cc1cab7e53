package org.bellwether.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bellwether.client.ModelLog;
import org.bellwether.client.PredictionLog;
import org.bellwether.event.EventStore;
import org.bellwether.event.Prediction;
import org.bellwether.event.Tokens;
import org.bellwether.ingest.PayloadJoin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every sender that a team may have, against the whole service. */
class ProtocolsTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static @Nullable RunningService running;

  @BeforeAll
  static void start(@TempDir Path folder) {
    running = new RunningService(folder, Map.of("ingest.auto-register", "true"));
  }

  @AfterAll
  static void stop() {
    service().close();
  }

  private static RunningService service() {
    return Objects.requireNonNull(running);
  }

  private static HttpResponse<byte[]> post(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(service().uri(path))
            .header("Authorization", "Bearer " + service().token())
            .headers(headers)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void theJavaClient() throws Exception {
    try (PredictionLog log = PredictionLog.to(service().uri("")).token(service().token()).build()) {
      ModelLog model = log.model("client", "3");
      for (int i = 0; i < 1200; i++) {
        model
            .prediction("c-" + i)
            .feature("income", 1200.5 + i)
            .feature("region", i % 2 == 0 ? "EU" : "\"ü😀")
            .feature("missing", Double.NaN)
            .feature("adult", true)
            .score(0.25)
            .score("a", 0.25)
            .score("b", 0.75)
            .prediction("b")
            .decision("review")
            .segment("channel", "app")
            .subject("s-" + i)
            .latencyMs(12.5)
            .stage("model", 3)
            .cost(0.01)
            .tokens(5, 7)
            .attribution("income", -0.5)
            .text("line\nbreak")
            .embedding(new float[] {0.1f, -2})
            .trace("t")
            .log();
      }
      model.label("c-1", 1);
      model.feedback("c-1", "override", "a", "ana", null);
      model.change("threshold", "From 0.5 to 0.6", "bo");
      model.prediction("").log();
      assertThat(log.flush(Duration.ofSeconds(30))).isTrue();
      assertThat(log.counts().sent()).isEqualTo(1203);
      assertThat(log.counts().droppedTotal()).isEqualTo(1);
      assertThat(log.counts().lastProblem()).contains("must not be empty");
    }
    EventStore.Recorded found = Objects.requireNonNull(service().find("client", "c-1"));
    Prediction prediction = found.prediction();
    assertThat(prediction.features())
        .containsEntry("income", 1201.5)
        .containsEntry("region", "\"ü😀")
        .containsEntry("adult", true);
    assertThat(prediction.features().get("missing")).isNull();
    assertThat(prediction.version()).isEqualTo("3");
    assertThat(prediction.scores()).isEqualTo(Map.of("a", 0.25, "b", 0.75));
    assertThat(prediction.tokens()).isEqualTo(new Tokens(5, 7));
    assertThat(prediction.text()).isEqualTo("line\nbreak");
    assertThat(prediction.embedding()).containsExactly(0.1f, -2);
    assertThat(prediction.subject()).isEqualTo("s-1");
    assertThat(found.labels()).hasSize(1);
    assertThat(found.feedback()).hasSize(1);
  }

  private static HttpResponse<byte[]> kserve(String type, String id, String json) throws Exception {
    String basic =
        Base64.getEncoder()
            .encodeToString(("logger:" + service().token()).getBytes(StandardCharsets.UTF_8));
    return HTTP.send(
        HttpRequest.newBuilder(service().uri("/v1/kserve"))
            .header("Authorization", "Basic " + basic)
            .header("Ce-Specversion", "1.0")
            .header("Ce-Id", id)
            .header("Ce-Source", "http://localhost:9081/")
            .header("Ce-Type", "org.kubeflow.serving.inference." + type)
            .header("Ce-Inferenceservicename", "served")
            .header("Ce-Time", "2026-01-05T10:00:00Z")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void thePayloadLoggerOfKServeWithItsTokenInTheAddress() throws Exception {
    HttpResponse<byte[]> half = kserve("request", "k-1", "{\"instances\":[{\"x\":1},{\"x\":2}]}");
    assertThat(half.statusCode()).isEqualTo(202);
    assertThat(service().bean(PayloadJoin.class).waiting()).isEqualTo(1);
    HttpResponse<byte[]> joined = kserve("response", "k-1", "{\"predictions\":[0,1]}");
    assertThat(joined.statusCode()).isEqualTo(200);
    assertThat(text(joined)).startsWith("{\"accepted\":2,\"duplicates\":0,\"refused\":0");
    Prediction second = service().await("served", "k-1-1");
    assertThat(second.features()).isEqualTo(Map.of("x", 2.0));
    assertThat(second.prediction()).isEqualTo(1.0);

    HttpResponse<byte[]> bad = kserve("request", "k-2", "{\"inputs\":[]}");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(text(bad)).contains("\"field\":\"inputs\"", "must not be empty");
    HttpResponse<byte[]> none = post("/v1/kserve", new byte[0], "ce-id", "x");
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(text(none)).contains("no CloudEvent");
  }

  @Test
  void aPasswordThatIsNoTokenIsNotLetIn() throws Exception {
    for (String credentials : List.of("Basic bG9nZ2VyOm5vbmU=", "Basic %%%", "Basic ")) {
      int status =
          HTTP.send(
                  HttpRequest.newBuilder(service().uri("/v1/kserve"))
                      .header("Authorization", credentials)
                      .POST(HttpRequest.BodyPublishers.noBody())
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
      assertThat(status).as(credentials).isEqualTo(401);
    }
  }

  @Test
  void theExporterOfTheOpenTelemetrySdk() throws Exception {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(service().uri("/v1/traces").toString())
            .addHeader("Authorization", "Bearer " + service().token())
            .setCompression("gzip")
            .build();
    String id;
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build()) {
      Tracer tracer = provider.get("test");
      Span call =
          tracer
              .spanBuilder("chat gpt-4o")
              .setStartTimestamp(Instant.parse("2026-01-05T10:00:00Z"))
              .setAttribute("gen_ai.operation.name", "chat")
              .setAttribute("gen_ai.provider.name", "openai")
              .setAttribute("gen_ai.request.model", "gpt-4o")
              .setAttribute("gen_ai.response.model", "gpt-4o-2024-08-06")
              .setAttribute("gen_ai.usage.input_tokens", 100)
              .setAttribute("gen_ai.usage.output_tokens", 180)
              .setAttribute(
                  AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"),
                  List.of("stop", "length"))
              .setAttribute("gen_ai.input.messages", "secret")
              .startSpan();
      id = call.getSpanContext().getTraceId() + "-" + call.getSpanContext().getSpanId();
      call.setStatus(StatusCode.ERROR, "cut off");
      call.end(Instant.parse("2026-01-05T10:00:00.750Z"));
      tracer.spanBuilder("GET /").startSpan().end();
      assertThat(provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
    Prediction prediction = service().await("gpt-4o", id);
    assertThat(prediction.latencyMs()).isEqualTo(750.0);
    assertThat(prediction.tokens()).isEqualTo(new Tokens(100, 180));
    assertThat(prediction.error()).isEqualTo("cut off");
    assertThat(prediction.text()).isNull();
    assertThat(prediction.segments()).containsEntry("finish_reason", "stop,length");
  }

  private static byte[] spans(String model, boolean whole) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request
        .addResourceSpansBuilder()
        .addScopeSpansBuilder()
        .addSpansBuilder()
        .setSpanId(com.google.protobuf.ByteString.copyFrom(new byte[] {9, 9, 9, 9, 9, 9, 9, 9}))
        .setEndTimeUnixNano(whole ? 1_767_607_200_000_000_000L : 0)
        .addAttributes(
            KeyValue.newBuilder()
                .setKey("gen_ai.request.model")
                .setValue(AnyValue.newBuilder().setStringValue(model)));
    return request.build().toByteArray();
  }

  @Test
  void answersSpansAsTheSpecificationSays() throws Exception {
    String protobuf = "application/x-protobuf";
    HttpResponse<byte[]> whole = post("/v1/traces", spans("m", true), "Content-Type", protobuf);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.headers().firstValue("Content-Type")).contains(protobuf);
    assertThat(whole.body()).isEmpty();

    HttpResponse<byte[]> partial = post("/v1/traces", spans("m", false), "Content-Type", protobuf);
    assertThat(partial.statusCode()).isEqualTo(200);
    var success = ExportTraceServiceResponse.parseFrom(partial.body()).getPartialSuccess();
    assertThat(success.getRejectedSpans()).isEqualTo(1);
    assertThat(success.getErrorMessage()).isEqualTo("span 1: endTimeUnixNano is missing");

    String json =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"spanId\":\"0909090909090908\",\"attributes\":"
            + "[{\"key\":\"gen_ai.request.model\",\"value\":{\"stringValue\":\"m\"}}]}]}]}]}";
    HttpResponse<byte[]> inJson =
        post(
            "/v1/traces",
            json.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json");
    assertThat(text(inJson))
        .isEqualTo(
            "{\"partialSuccess\":{\"errorMessage\":\"span 1: endTimeUnixNano is missing\","
                + "\"rejectedSpans\":\"1\"}}");

    HttpResponse<byte[]> bad = post("/v1/traces", new byte[] {-1}, "Content-Type", protobuf);
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(text(bad)).contains("the body is no OTLP");
    assertThat(post("/v1/traces", new byte[0], "Content-Type", "text/plain").statusCode())
        .isEqualTo(415);
    HttpResponse<byte[]> metrics =
        HTTP.send(
            HttpRequest.newBuilder(service().uri("/metrics"))
                .header("Authorization", "Bearer " + service().token())
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(text(metrics)).contains("bellwether_otlp_spans_total{outcome=\"refused\"}");
  }
}
