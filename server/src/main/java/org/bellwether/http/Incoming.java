package org.bellwether.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Predicate;
import org.bellwether.access.Caller;
import org.bellwether.access.Callers;
import org.bellwether.access.Endpoints;
import org.bellwether.ingest.Body;
import org.bellwether.ingest.UnreadableBodyException;
import org.bellwether.registry.Model;
import org.jspecify.annotations.Nullable;

/** A request that brings events: what it says of its body, and what its sender may feed. */
record Incoming(HttpServletRequest request) {

  /** The content type in lower case, empty where the sender does not say. */
  String type() {
    return lower(request.getContentType());
  }

  /** Models that the caller may send events of. */
  static Predicate<Model> mayFeed() {
    Caller caller = Callers.current();
    return model -> caller.may(Endpoints.SENDERS, model.unit());
  }

  /** Reads the body within its limits, uncompressed, and works on it. */
  <T> T read(Body body, Body.Work<T> work) throws IOException {
    return body.read(request.getInputStream(), request.getContentLengthLong(), gzip(), work);
  }

  private boolean gzip() {
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
