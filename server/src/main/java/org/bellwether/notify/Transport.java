package org.bellwether.notify;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLException;

/** Hands messages to channels. Safe for use by many threads. */
public final class Transport implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final Mailer mailer;
  private final String publicUrl;
  private final boolean privateAddresses;

  /**
   * A transport.
   *
   * @param publicUrl where people reach the service, for links
   * @param privateAddresses whether it may send into private networks
   */
  public Transport(Mailer mailer, String publicUrl, boolean privateAddresses) {
    this.mailer = mailer;
    this.publicUrl = publicUrl;
    this.privateAddresses = privateAddresses;
  }

  /**
   * Hands a message over and waits until it was taken.
   *
   * @param delivery number of the delivery, the same at each attempt
   * @throws UndeliveredException if it was not; the text holds no secret
   */
  void send(Channel channel, String secret, Message message, long delivery)
      throws UndeliveredException {
    String link =
        publicUrl + (message.alert().isEmpty() ? "/alerts" : "/alerts/" + message.alert());
    Map<String, String> headers = new TreeMap<>();
    switch (channel.kind()) {
      case EMAIL -> mailer.send(channel.target(), message, link);
      case SLACK -> post(Channel.url("secret", secret), Bodies.slack(message, link), headers);
      case TEAMS -> post(Channel.url("secret", secret), Bodies.teams(message, link), headers);
      case PAGERDUTY -> {
        URI uri = target(channel);
        post(uri, Bodies.pagerDuty(message, link, secret, message.isResolved()), headers);
        if (message.isTest()) {
          post(uri, Bodies.pagerDuty(message, link, secret, true), headers);
        }
      }
      case ALERTMANAGER -> {
        if (!secret.isEmpty()) {
          headers.put("Authorization", "Bearer " + secret);
        }
        URI base = target(channel);
        String path = base.getPath().replaceAll("/+$", "");
        URI uri = path.endsWith("/api/v2/alerts") ? base : base.resolve(path + "/api/v2/alerts");
        post(uri, Bodies.alertmanager(message, link), headers);
      }
      case WEBHOOK -> {
        String body = Bodies.webhook(message, link);
        String time = String.valueOf(message.at().getEpochSecond());
        headers.put("X-Bellwether-Delivery", String.valueOf(delivery));
        headers.put("X-Bellwether-Timestamp", time);
        headers.put("X-Bellwether-Signature", "sha256=" + signature(secret, time + "." + body));
        post(target(channel), body, headers);
      }
    }
  }

  private static URI target(Channel channel) {
    return Channel.url("target", channel.target());
  }

  /** HMAC-SHA-256 in hexadecimal. */
  static String signature(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks HMAC-SHA-256", e);
    }
  }

  private void post(URI uri, String body, Map<String, String> headers) throws UndeliveredException {
    String host = uri.getHost();
    if (!privateAddresses) {
      PublicAddresses.require(host);
    }
    HttpRequest request = request(uri, body, headers);
    try {
      HttpResponse<InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      // The answer's text may repeat what was sent, and how long it is nobody knows.
      answer.body().close();
      int status = answer.statusCode();
      if (status / 100 != 2) {
        throw new UndeliveredException(
            host
                + " answered "
                + status
                + (status / 100 == 3 ? ", and redirects are not followed" : ""));
      }
    } catch (IOException e) {
      throw new UndeliveredException(host + " cannot be reached: " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UndeliveredException("the service stopped", e);
    }
  }

  private static HttpRequest request(URI uri, String body, Map<String, String> headers)
      throws UndeliveredException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("User-Agent", "bellwether")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    try {
      headers.forEach(request::header);
    } catch (IllegalArgumentException e) {
      // Its message holds the header with the secret, so nobody may see it.
      throw new UndeliveredException(
          "the channel's secret fits into no header: enter it again, the key alone");
    }
    return request.build();
  }

  private static String reason(IOException e) {
    return switch (e) {
      case HttpTimeoutException timeout -> "no answer within " + PATIENCE.toSeconds() + " s";
      case ConnectException refused -> "nothing answers at that port";
      case SSLException untrusted -> "its certificate is not trusted, or it speaks no TLS";
      default -> "the connection broke (" + e.getClass().getSimpleName() + ")";
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
