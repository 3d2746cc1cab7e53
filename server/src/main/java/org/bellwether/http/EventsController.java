package org.bellwether.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Predicate;
import org.bellwether.access.Caller;
import org.bellwether.access.Callers;
import org.bellwether.access.Endpoints;
import org.bellwether.ingest.Body;
import org.bellwether.ingest.EventKind;
import org.bellwether.ingest.EventReader;
import org.bellwether.ingest.Ingest;
import org.bellwether.ingest.UnreadableBodyException;
import org.bellwether.registry.Model;
import org.jspecify.annotations.Nullable;
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
    String type = lower(request.getContentType());
    Caller caller = Callers.current();
    Predicate<Model> mayFeed = model -> caller.may(Endpoints.SENDERS, model.unit());
    return body.read(
        request.getInputStream(),
        request.getContentLengthLong(),
        gzip(request),
        bytes -> {
          boolean lines =
              type.contains("ndjson")
                  || type.contains("jsonl")
                  || EventReader.looksLikeLines(bytes);
          return EventAnswer.of(ingest.accept(reader.read(kind, bytes, lines), mayFeed));
        });
  }

  private static boolean gzip(HttpServletRequest request) {
    String encoding = lower(request.getHeader("Content-Encoding"));
    return switch (encoding) {
      case "", "identity" -> false;
      case "gzip", "x-gzip" -> true;
      default ->
          throw new UnreadableBodyException(
              "Content-Encoding must be gzip or left out, and is " + encoding);
    };
  }

  private static String lower(@Nullable String header) {
    return header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
  }
}
