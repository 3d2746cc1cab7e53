package org.bellwether.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import org.bellwether.event.InvalidEventException;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Privacy;

/** Reads an export of OpenTelemetry spans: calls of generative models become predictions. */
public final class GenAiSpans {

  private final Catalog catalog;

  public GenAiSpans(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The encodings of OTLP over HTTP. */
  public enum Encoding {
    PROTOBUF,
    JSON
  }

  /**
   * What an export held.
   *
   * @param batch calls of models, and calls that cannot be taken
   * @param others spans that are no calls of a model
   */
  public record Export(EventReader.Batch batch, int others) {}

  /**
   * Reads an export.
   *
   * @throws UnreadableBodyException if it is no OTLP
   */
  public Export read(byte[] body, Encoding encoding) {
    ExportTraceServiceRequest request =
        encoding == Encoding.JSON ? OtlpJson.read(body) : protobuf(body);
    List<Numbered> events = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>();
    int others = 0;
    long line = 0;
    for (ResourceSpans resource : request.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          line++;
          GenAiSpan call = GenAiSpan.of(resource.getResource().getAttributesList(), span);
          if (!call.isCall()) {
            others++;
            continue;
          }
          String model = call.model();
          try {
            events.add(new Numbered(line, call.prediction(mayKeepText(model))));
          } catch (InvalidEventException e) {
            refused.add(
                new Refusal(
                    line, e.field(), String.valueOf(e.getMessage()), model, Refusal.Cause.INVALID));
          }
        }
      }
    }
    return new Export(new EventReader.Batch(events, refused), others);
  }

  private static ExportTraceServiceRequest protobuf(byte[] body) {
    try {
      return ExportTraceServiceRequest.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new UnreadableBodyException("the body is no OTLP: " + e.getMessage());
    }
  }

  /** Prompts and answers are taken only where somebody said how they are to be kept. */
  private boolean mayKeepText(String model) {
    return catalog
        .find(model)
        .map(known -> known.privacy().getOrDefault("text", Privacy.NONE) != Privacy.NONE)
        .orElse(false);
  }
}
