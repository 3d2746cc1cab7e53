package org.bellwether.client;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a log was built with, every default filled in. Never prints the token. */
record Settings(
    URI service,
    @Nullable String token,
    int bufferEvents,
    long bufferBytes,
    int batchEvents,
    int batchBytes,
    int eventBytes,
    Duration linger,
    boolean gzip,
    Duration connectTimeout,
    Duration requestTimeout,
    Duration firstRetry,
    Duration longestRetry,
    Duration giveUpAfter) {

  URI endpoint(Kind kind) {
    String base = service.toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + "v1/" + kind.path());
  }

  @Override
  public String toString() {
    return service + ", " + (token == null ? "without token" : "with token");
  }
}
