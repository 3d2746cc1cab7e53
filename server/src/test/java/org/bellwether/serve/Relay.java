package org.bellwether.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Stands between a client and the service, or in its place, and counts what the client sends. */
final class Relay implements AutoCloseable {

  /** What is answered in the service's place. */
  record Canned(int status, String body) {}

  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  Relay(URI service, @Nullable Canned canned) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          try (exchange) {
            if (canned == null) {
              pass(service, exchange);
            } else {
              answer(exchange, canned.status(), canned.body().getBytes(StandardCharsets.UTF_8));
            }
          }
        });
    server.start();
  }

  private void pass(URI service, HttpExchange exchange) throws IOException {
    URI request = exchange.getRequestURI();
    HttpRequest.Builder on =
        HttpRequest.newBuilder(
                service.resolve(
                    request.getRawPath()
                        + (request.getRawQuery() == null ? "" : "?" + request.getRawQuery())))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    for (String name : List.of("Authorization", "Content-Type")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        on.header(name, value);
      }
    }
    try {
      HttpResponse<byte[]> answer = http.send(on.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Method and address of each request, in order. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
