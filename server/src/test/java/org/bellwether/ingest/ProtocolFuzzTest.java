package org.bellwether.ingest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bellwether.registry.Catalog;

/**
 * Whatever a body holds, reading it ends with events, refusals with a reason, or one of our two
 * exceptions, which the service answers with 400 and 413. Runs the corpus in the resources as a
 * regression test; with {@code JAZZER_FUZZ=1} it searches for more.
 */
class ProtocolFuzzTest {

  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  private static final Catalog CATALOG = Catalog.inMemory(List.of());
  private static final EventReader READER = new EventReader(Limits.defaults());
  private static final GenAiSpans SPANS = new GenAiSpans(CATALOG);

  /** The first byte chooses the kind of event and the form. */
  @FuzzTest(maxDuration = "3m")
  void events(byte[] content) {
    if (content.length == 0) {
      return;
    }
    EventKind[] kinds = EventKind.values();
    byte[] body = Arrays.copyOfRange(content, 1, content.length);
    EventKind kind = kinds[(content[0] & 0xFF) % kinds.length];
    read(() -> READER.read(kind, body, (content[0] & 0x80) != 0));
  }

  /** The same body as the request and the response of one inference. */
  @FuzzTest(maxDuration = "3m")
  void payloads(byte[] content) {
    PayloadJoin join = new PayloadJoin(CATALOG, Duration.ofSeconds(1), 1 << 20);
    for (String type : List.of("request", "response")) {
      Map<String, String> headers =
          Map.of(
              "ce-specversion", "1.0",
              "ce-id", "f",
              "ce-type", "org.kubeflow.serving.inference." + type,
              "ce-inferenceservicename", "m");
      read(() -> join.accept(headers, content, NOW, model -> true).batch());
    }
    Map<String, String> structured = Map.of("content-type", "application/cloudevents+json");
    read(() -> join.accept(structured, content, NOW, model -> true).batch());
    read(() -> join.close().batch());
  }

  @FuzzTest(maxDuration = "3m")
  void spans(byte[] content) {
    for (GenAiSpans.Encoding encoding : GenAiSpans.Encoding.values()) {
      read(() -> SPANS.read(content, encoding).batch());
    }
  }

  private interface Reading {
    EventReader.Batch read();
  }

  private static void read(Reading reading) {
    try {
      reading.read().refused().forEach(refusal -> requireSentence(refusal.reason()));
    } catch (UnreadableBodyException | TooLargeException refused) {
      requireSentence(String.valueOf(refused.getMessage()));
    }
  }

  private static void requireSentence(String message) {
    if (message.equals("null") || message.isBlank() || message.contains("\tat ")) {
      throw new AssertionError("no sentence for the sender: " + message);
    }
  }
}
