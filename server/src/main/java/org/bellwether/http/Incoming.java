package org.bellwether.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.bellwether.access.Caller;
import org.bellwether.access.Callers;
import org.bellwether.access.Endpoints;
import org.bellwether.ingest.Body;
import org.bellwether.ingest.TooLargeException;
import org.bellwether.ingest.UnreadableBodyException;
import org.bellwether.registry.Model;
import org.jspecify.annotations.Nullable;

/** A request that brings events: what it says of its body, and what its sender may feed. */
record Incoming(HttpServletRequest request) {

  private static final int BUFFER = 64 << 10;

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

  /**
   * Writes the body to a file, uncompressed.
   *
   * @throws TooLargeException if it is longer than the limit
   * @throws UnreadableBodyException if it is not what gzip makes
   */
  void copy(Path to, long limit) throws IOException {
    if (request.getContentLengthLong() > limit) {
      throw tooLarge(limit);
    }
    try (OutputStream out = Files.newOutputStream(to)) {
      InputStream sent = request.getInputStream();
      InputStream in = gzip() ? new GZIPInputStream(sent) : sent;
      byte[] bytes = new byte[BUFFER];
      long size = 0;
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        size += n;
        if (size > limit) {
          throw tooLarge(limit);
        }
        out.write(bytes, 0, n);
      }
    } catch (ZipException e) {
      throw new UnreadableBodyException("the body is not what gzip makes: " + e.getMessage());
    }
  }

  private static TooLargeException tooLarge(long limit) {
    return new TooLargeException(
        "the table is longer than "
            + (limit >> 20)
            + " MiB: send it in parts, or raise the setting ingest.table-size");
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
