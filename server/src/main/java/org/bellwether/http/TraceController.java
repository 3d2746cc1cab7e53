package org.bellwether.http;

import com.google.protobuf.CodedOutputStream;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bellwether.event.NotKeptException;
import org.bellwether.ingest.Body;
import org.bellwether.ingest.GenAiSpans;
import org.bellwether.ingest.GenAiSpans.Encoding;
import org.bellwether.ingest.Ingest;
import org.bellwether.ingest.IngestReceipt;
import org.bellwether.ingest.Refusal;
import org.bellwether.ingest.TooLargeException;
import org.bellwether.ingest.UnreadableBodyException;
import org.bellwether.registry.Model;
import org.bellwether.store.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes spans over OTLP/HTTP and answers as the OTLP specification says: in the encoding of the
 * request, with the refused spans counted as a partial success.
 */
@RestController
public class TraceController {

  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  private final GenAiSpans spans;
  private final Ingest ingest;
  private final Body body;
  private final Counter taken;
  private final Counter refused;
  private final Counter others;

  public TraceController(GenAiSpans spans, Ingest ingest, Body body, MeterRegistry metrics) {
    this.spans = spans;
    this.ingest = ingest;
    this.body = body;
    this.taken = counter(metrics, "taken");
    this.refused = counter(metrics, "refused");
    this.others = counter(metrics, "no-model-call");
  }

  private static Counter counter(MeterRegistry metrics, String outcome) {
    return Counter.builder("bellwether.otlp.spans")
        .description("Spans that came over OTLP, by what became of them")
        .tag("outcome", outcome)
        .register(metrics);
  }

  @PostMapping("/v1/traces")
  ResponseEntity<byte[]> traces(HttpServletRequest request) throws IOException {
    Incoming incoming = new Incoming(request);
    Encoding encoding = encoding(request);
    if (encoding == null) {
      return answer(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          Encoding.JSON,
          status(Encoding.JSON, "Content-Type must be " + PROTOBUF + " or " + JSON));
    }
    Predicate<Model> mayFeed = Incoming.mayFeed();
    return incoming.read(
        body,
        bytes -> {
          GenAiSpans.Export export = spans.read(bytes, encoding);
          IngestReceipt receipt = ingest.accept(export.batch(), mayFeed);
          taken.increment(receipt.accepted() + receipt.duplicates());
          refused.increment(receipt.refused().size());
          others.increment(export.others());
          return answer(HttpStatus.OK, encoding, success(encoding, receipt.refused()));
        });
  }

  private static @Nullable Encoding encoding(HttpServletRequest request) {
    String type = new Incoming(request).type();
    return type.startsWith(PROTOBUF)
        ? Encoding.PROTOBUF
        : type.startsWith(JSON) ? Encoding.JSON : null;
  }

  private static byte[] success(Encoding encoding, List<Refusal> refused) {
    if (refused.isEmpty()) {
      return encoding == Encoding.JSON ? utf8("{}") : new byte[0];
    }
    Refusal first = refused.getFirst();
    String message = "span " + first.line() + ": " + first.field() + " " + first.reason();
    if (encoding == Encoding.JSON) {
      return utf8(
          Json.of(
              Map.of(
                  "partialSuccess",
                  new TreeMap<>(
                      Map.of(
                          "rejectedSpans",
                          Integer.toString(refused.size()),
                          "errorMessage",
                          message)))));
    }
    ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
    response.getPartialSuccessBuilder().setRejectedSpans(refused.size()).setErrorMessage(message);
    return response.build().toByteArray();
  }

  @ExceptionHandler
  ResponseEntity<byte[]> unreadable(UnreadableBodyException e, HttpServletRequest request) {
    return failure(HttpStatus.BAD_REQUEST, request, e);
  }

  @ExceptionHandler
  ResponseEntity<byte[]> tooLarge(TooLargeException e, HttpServletRequest request) {
    return failure(HttpStatus.CONTENT_TOO_LARGE, request, e);
  }

  /** 507 is not among the answers after which an exporter tries again; 503 is. */
  @ExceptionHandler
  ResponseEntity<byte[]> notKept(NotKeptException e, HttpServletRequest request) {
    boolean busy = e.reason() == NotKeptException.Reason.BUSY;
    ResponseEntity<byte[]> failure =
        failure(busy ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.SERVICE_UNAVAILABLE, request, e);
    return ResponseEntity.status(failure.getStatusCode())
        .headers(failure.getHeaders())
        .header(HttpHeaders.RETRY_AFTER, busy ? "1" : "30")
        .body(failure.getBody());
  }

  private static ResponseEntity<byte[]> failure(
      HttpStatus status, HttpServletRequest request, Exception e) {
    Encoding encoding = encoding(request) == Encoding.JSON ? Encoding.JSON : Encoding.PROTOBUF;
    return answer(status, encoding, status(encoding, String.valueOf(e.getMessage())));
  }

  /** The message of a google.rpc.Status, whose field 2 it is. */
  private static byte[] status(Encoding encoding, String message) {
    if (encoding == Encoding.JSON) {
      return utf8(Json.of(Map.of("message", message)));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeString(2, message);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static ResponseEntity<byte[]> answer(HttpStatus status, Encoding encoding, byte[] body) {
    return ResponseEntity.status(status)
        .header(HttpHeaders.CONTENT_TYPE, encoding == Encoding.JSON ? JSON : PROTOBUF)
        .body(body);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
