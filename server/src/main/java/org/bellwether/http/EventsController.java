package org.bellwether.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;
import org.bellwether.ingest.Body;
import org.bellwether.ingest.EventKind;
import org.bellwether.ingest.EventReader;
import org.bellwether.ingest.Ingest;
import org.bellwether.ingest.IngestReceipt;
import org.bellwether.ingest.TableReceipt;
import org.bellwether.registry.Model;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes events as JSON: one object, an array, or one object a line; or as the rows of a Parquet
 * file. gzip is read too.
 */
@RestController
public class EventsController {

  private final Ingest ingest;
  private final EventReader reader;
  private final Body body;
  private final TableUpload tables;
  private final JsonMapper mapper;

  public EventsController(
      Ingest ingest, EventReader reader, Body body, TableUpload tables, JsonMapper mapper) {
    this.ingest = ingest;
    this.reader = reader;
    this.body = body;
    this.tables = tables;
    this.mapper = mapper;
  }

  @PostMapping("/v1/predictions")
  void predictions(HttpServletRequest request, HttpServletResponse response) throws IOException {
    take(EventKind.PREDICTION, request, response);
  }

  @PostMapping("/v1/labels")
  void labels(HttpServletRequest request, HttpServletResponse response) throws IOException {
    take(EventKind.LABEL, request, response);
  }

  @PostMapping("/v1/feedback")
  void feedback(HttpServletRequest request, HttpServletResponse response) throws IOException {
    take(EventKind.FEEDBACK, request, response);
  }

  @PostMapping("/v1/changes")
  void changes(HttpServletRequest request, HttpServletResponse response) throws IOException {
    take(EventKind.CHANGE, request, response);
  }

  private void take(EventKind kind, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Incoming incoming = new Incoming(request);
    if (incoming.type().startsWith(TableUpload.PARQUET)) {
      TableReceipt receipt = tables.take(kind, incoming);
      answer(EventAnswer.of(receipt), EventAnswer.status(receipt), response);
      return;
    }
    Predicate<Model> mayFeed = Incoming.mayFeed();
    IngestReceipt receipt =
        incoming.read(
            body,
            bytes -> {
              boolean lines =
                  incoming.type().contains("ndjson")
                      || incoming.type().contains("jsonl")
                      || EventReader.looksLikeLines(bytes);
              return ingest.accept(reader.read(kind, bytes, lines), mayFeed);
            });
    answer(EventAnswer.of(receipt), EventAnswer.status(receipt), response);
  }

  /** With its length, the answer leaves in one write; in chunks it would take two. */
  private void answer(EventAnswer answer, HttpStatus status, HttpServletResponse response)
      throws IOException {
    byte[] json = mapper.writeValueAsBytes(answer);
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }
}
