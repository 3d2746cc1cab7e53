package org.bellwether.client;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link PredictionLog}. A setting that contradicts an earlier one is refused where
 * it is made, naming both; what is not set fits itself to what is.
 */
public final class PredictionLogBuilder {

  private static final int EVENTS = 100_000;
  private static final long BYTES = 64L << 20;
  private static final int BATCH_EVENTS = 500;
  private static final int BATCH_BYTES = 1 << 20;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final URI service;
  private @Nullable String token;
  private boolean plainHttp;
  private @Nullable Integer bufferEvents;
  private @Nullable Long bufferBytes;
  private @Nullable Integer batchEvents;
  private @Nullable Integer batchBytes;
  private @Nullable Integer eventBytes;
  private Duration linger = Duration.ofMillis(200);
  private boolean gzip = true;
  private @Nullable Duration connectTimeout;
  private @Nullable Duration requestTimeout;
  private @Nullable Duration giveUpAfter;

  PredictionLogBuilder(URI service) {
    String scheme = service.getScheme() == null ? "" : service.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || service.getHost() == null) {
      throw new IllegalArgumentException(
          "service must be an http or https address with a host, such as"
              + " https://bellwether.example.com");
    }
    if (service.getRawUserInfo() != null
        || service.getRawQuery() != null
        || service.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "service must not carry a user, a query or a fragment; give the token with token()");
    }
    this.service = service;
  }

  /**
   * The API token that the service knows this sender by. It is sent as a bearer token and never
   * logged. Over plain http to another host it is refused, see {@link #plainHttp}.
   */
  public PredictionLogBuilder token(String token) {
    if (token.isBlank() || !token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new IllegalArgumentException(
          "token must be printable characters without spaces; was the whole line copied?");
    }
    this.token = token;
    return this;
  }

  /** Allows a token over plain http, where the network in between is trusted or encrypts. */
  public PredictionLogBuilder plainHttp() {
    this.plainHttp = true;
    return this;
  }

  /** Most events to hold, those being sent included; 100,000 if not set. */
  public PredictionLogBuilder bufferEvents(int events) {
    positive("bufferEvents", events);
    ordered("batchEvents", batchEvents, "bufferEvents", events);
    this.bufferEvents = events;
    return this;
  }

  /** Most bytes of events to hold, those being sent included; 64 MiB if not set. */
  public PredictionLogBuilder bufferBytes(long bytes) {
    positive("bufferBytes", bytes);
    ordered("batchBytes", batchBytes, "bufferBytes", bytes);
    ordered("eventBytes", eventBytes, "bufferBytes", bytes);
    this.bufferBytes = bytes;
    return this;
  }

  /** Most events in one request; 500 if not set. */
  public PredictionLogBuilder batchEvents(int events) {
    positive("batchEvents", events);
    ordered("batchEvents", events, "bufferEvents", bufferEvents);
    this.batchEvents = events;
    return this;
  }

  /** Most bytes in one request, before compression; 1 MiB if not set. */
  public PredictionLogBuilder batchBytes(int bytes) {
    positive("batchBytes", bytes);
    ordered("batchBytes", bytes, "bufferBytes", bufferBytes);
    ordered("eventBytes", eventBytes, "batchBytes", bytes);
    this.batchBytes = bytes;
    return this;
  }

  /** Most bytes of one event; larger ones are dropped. As a batch if not set. */
  public PredictionLogBuilder eventBytes(int bytes) {
    positive("eventBytes", bytes);
    ordered("eventBytes", bytes, "batchBytes", batchBytes);
    ordered("eventBytes", bytes, "bufferBytes", bufferBytes);
    this.eventBytes = bytes;
    return this;
  }

  /** How long an event may wait for others to share its request; 200 ms if not set. */
  public PredictionLogBuilder linger(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("linger must not be negative, and is " + time);
    }
    this.linger = time;
    return this;
  }

  /** Whether requests are compressed; yes if not set. */
  public PredictionLogBuilder gzip(boolean compressed) {
    this.gzip = compressed;
    return this;
  }

  /** How long a connection may take; 3 s, or as long as a request if that is shorter. */
  public PredictionLogBuilder connectTimeout(Duration time) {
    positive("connectTimeout", time);
    ordered("connectTimeout", time, "requestTimeout", requestTimeout);
    this.connectTimeout = time;
    return this;
  }

  /** How long a request may take, answer included, before it is tried again; 10 s if not set. */
  public PredictionLogBuilder requestTimeout(Duration time) {
    positive("requestTimeout", time);
    ordered("connectTimeout", connectTimeout, "requestTimeout", time);
    ordered("requestTimeout", time, "giveUpAfter", giveUpAfter);
    this.requestTimeout = time;
    return this;
  }

  /** How long a batch is tried before it is dropped; 10 minutes if not set. */
  public PredictionLogBuilder giveUpAfter(Duration time) {
    positive("giveUpAfter", time);
    ordered("requestTimeout", requestTimeout, "giveUpAfter", time);
    this.giveUpAfter = time;
    return this;
  }

  /**
   * Starts the log. The service need not be up yet.
   *
   * @throws IllegalArgumentException if a token would go over plain http to another host
   */
  public PredictionLog build() {
    if (token != null
        && !plainHttp
        && service.getScheme().equalsIgnoreCase("http")
        && !LOOPBACK.contains(service.getHost())) {
      throw new IllegalArgumentException(
          "token would be readable on the way to "
              + service
              + ": use https, or plainHttp() where the network is trusted");
    }
    long heldBytes = bufferBytes != null ? bufferBytes : atLeast(BYTES, batchBytes, eventBytes);
    int heldEvents = bufferEvents != null ? bufferEvents : (int) atLeast(EVENTS, batchEvents, null);
    int requestBytes =
        batchBytes != null
            ? batchBytes
            : (int) Math.min(heldBytes, atLeast(BATCH_BYTES, eventBytes, null));
    Duration longest = giveUpAfter != null ? giveUpAfter : Duration.ofMinutes(10);
    if (giveUpAfter == null && requestTimeout != null) {
      longest = longer(longest, requestTimeout);
    }
    Duration request =
        requestTimeout != null
            ? requestTimeout
            : shorter(longer(Duration.ofSeconds(10), connectTimeout), longest);
    return new PredictionLog(
        new Settings(
            service,
            token,
            heldEvents,
            heldBytes,
            batchEvents != null ? batchEvents : Math.min(BATCH_EVENTS, heldEvents),
            requestBytes,
            eventBytes != null ? eventBytes : requestBytes,
            linger,
            gzip,
            connectTimeout != null ? connectTimeout : shorter(Duration.ofSeconds(3), request),
            request,
            Duration.ofMillis(200),
            Duration.ofSeconds(30),
            longest));
  }

  private static long atLeast(long usual, @Nullable Integer one, @Nullable Integer other) {
    return Math.max(usual, Math.max(one == null ? 0 : one, other == null ? 0 : other));
  }

  private static Duration longer(Duration one, @Nullable Duration other) {
    return other != null && other.compareTo(one) > 0 ? other : one;
  }

  private static Duration shorter(Duration one, Duration other) {
    return other.compareTo(one) < 0 ? other : one;
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be at least 1, and is " + value);
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be longer than 0, and is " + value);
    }
  }

  private static void ordered(
      String smaller, @Nullable Number small, String larger, @Nullable Number large) {
    if (small != null && large != null && small.longValue() > large.longValue()) {
      throw new IllegalArgumentException(
          smaller + " (" + small + ") must not be greater than " + larger + " (" + large + ")");
    }
  }

  private static void ordered(
      String shorter, @Nullable Duration small, String longer, @Nullable Duration large) {
    if (small != null && large != null && small.compareTo(large) > 0) {
      throw new IllegalArgumentException(
          shorter + " (" + small + ") must not be longer than " + longer + " (" + large + ")");
    }
  }
}
