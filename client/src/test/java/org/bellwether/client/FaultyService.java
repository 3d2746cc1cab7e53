package org.bellwether.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTP server that misbehaves as told, one behaviour a request, and then takes everything.
 */
final class FaultyService implements AutoCloseable {

  /** How one request is answered. */
  interface Behaviour {
    void answer(HttpExchange exchange, Request request) throws IOException;
  }

  /** A request as it arrived, its body unpacked. */
  record Request(
      String path, @Nullable String authorization, String encoding, List<String> lines) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Behaviour> script = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  final List<Request> requests = new CopyOnWriteArrayList<>();

  /** Lines of the requests that were answered with success. */
  final List<String> taken = new CopyOnWriteArrayList<>();

  FaultyService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  FaultyService then(Behaviour behaviour) {
    script.add(behaviour);
    return this;
  }

  FaultyService then(int status, String body) {
    return then((exchange, request) -> respond(exchange, status, body));
  }

  FaultyService thenRetryAfter(int status, String value) {
    return then((exchange, request) -> {
      exchange.getResponseHeaders().set("Retry-After", value);
      respond(exchange, status, "");
    });
  }

  /** Ends the connection without an answer. */
  FaultyService thenCut() {
    return then((exchange, request) -> exchange.close());
  }

  /** Never answers. */
  FaultyService thenHang() {
    return then((exchange, request) -> hang());
  }

  /** Sends the beginning of an answer and never the rest. */
  FaultyService thenHangInBody() {
    return then((exchange, request) -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      hang();
    });
  }

  private void hang() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String encoding = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      InputStream in = exchange.getRequestBody();
      byte[] body = (encoding.equals("gzip") ? new GZIPInputStream(in) : in).readAllBytes();
      Request request =
          new Request(
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders().getFirst("Authorization"),
              encoding,
              new String(body, StandardCharsets.UTF_8).lines().toList());
      requests.add(request);
      Behaviour behaviour = script.poll();
      if (behaviour != null) {
        behaviour.answer(exchange, request);
      } else {
        taken.addAll(request.lines());
        respond(
            exchange,
            200,
            "{\"accepted\":" + request.lines().size() + ",\"duplicates\":0,\"refused\":0}");
      }
    }
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
