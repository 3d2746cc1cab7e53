package org.bellwether.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** One request after the other, each with a time limit that covers the whole answer. */
final class Transport {

  private final Settings settings;
  private final HttpClient http;

  Transport(Settings settings) {
    this.settings = settings;
    // Redirects are not followed: the token goes to the configured service and nowhere else.
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** NDJSON, compressed if so set. */
  byte[] body(List<EventBuffer.Event> events) {
    int size = events.stream().mapToInt(event -> event.json().length + 1).sum();
    ByteArrayOutputStream body = new ByteArrayOutputStream(settings.gzip() ? size / 4 : size);
    try (OutputStream out = settings.gzip() ? new FastGzip(body) : body) {
      for (EventBuffer.Event event : events) {
        out.write(event.json());
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return body.toByteArray();
  }

  /** Sends one body and waits for the answer. */
  Answer post(Kind kind, byte[] body) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.endpoint(kind))
            .header("Content-Type", "application/x-ndjson")
            .timeout(settings.requestTimeout())
            .POST(BodyPublishers.ofByteArray(body));
    if (settings.gzip()) {
      request.header("Content-Encoding", "gzip");
    }
    if (settings.token() != null) {
      request.header("Authorization", "Bearer " + settings.token());
    }
    CompletableFuture<HttpResponse<String>> exchange =
        http.sendAsync(request.build(), headers -> new BoundedBody());
    try {
      HttpResponse<String> response =
          exchange.get(settings.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
      return Answer.of(
          response.statusCode(),
          response.headers().firstValue("Retry-After").orElse(null),
          response.body(),
          Instant.now());
    } catch (ExecutionException e) {
      return new Answer.Retry(settings.service() + " cannot be reached: " + e.getCause(), null);
    } catch (TimeoutException e) {
      return new Answer.Retry(
          settings.service() + " did not answer within " + settings.requestTimeout(), null);
    } finally {
      exchange.cancel(true);
    }
  }

  /** Events repeat their field names: the fastest level already makes them a fifth. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 8192);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
