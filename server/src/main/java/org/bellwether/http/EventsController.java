package org.bellwether.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.Predicate;
import org.bellwether.ingest.Body;
import org.bellwether.ingest.EventKind;
import org.bellwether.ingest.EventReader;
import org.bellwether.ingest.Ingest;
import org.bellwether.registry.Model;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes events as JSON: one object, an array, or one object a line; gzip is read too. */
@RestController
public class EventsController {

  private final Ingest ingest;
  private final EventReader reader;
  private final Body body;

  public EventsController(Ingest ingest, EventReader reader, Body body) {
    this.ingest = ingest;
    this.reader = reader;
    this.body = body;
  }

  @PostMapping("/v1/predictions")
  ResponseEntity<EventAnswer> predictions(HttpServletRequest request) throws IOException {
    return take(EventKind.PREDICTION, request);
  }

  @PostMapping("/v1/labels")
  ResponseEntity<EventAnswer> labels(HttpServletRequest request) throws IOException {
    return take(EventKind.LABEL, request);
  }

  @PostMapping("/v1/feedback")
  ResponseEntity<EventAnswer> feedback(HttpServletRequest request) throws IOException {
    return take(EventKind.FEEDBACK, request);
  }

  @PostMapping("/v1/changes")
  ResponseEntity<EventAnswer> changes(HttpServletRequest request) throws IOException {
    return take(EventKind.CHANGE, request);
  }

  private ResponseEntity<EventAnswer> take(EventKind kind, HttpServletRequest request)
      throws IOException {
    Incoming incoming = new Incoming(request);
    Predicate<Model> mayFeed = Incoming.mayFeed();
    return incoming.read(
        body,
        bytes -> {
          boolean lines =
              incoming.type().contains("ndjson")
                  || incoming.type().contains("jsonl")
                  || EventReader.looksLikeLines(bytes);
          return EventAnswer.of(ingest.accept(reader.read(kind, bytes, lines), mayFeed));
        });
  }
}
