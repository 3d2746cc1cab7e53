package org.bellwether.mlflow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bellwether.access.Callers;
import org.bellwether.registry.RegistryException;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Json;

/**
 * Records in the audit log who was refused a change, once: MLflow's client sends a refused call
 * three times. Safe for use by many threads.
 */
public final class RefusedCalls {

  /** Longer than a client takes to send a call three times. */
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private static final int REMEMBERED = 1_000;

  private final AuditLog audit;
  private final InstantSource clock;
  private final Map<String, Instant> seen = new LinkedHashMap<>();

  public RefusedCalls(AuditLog audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** Records a refusal unless the same one was recorded within the last minute. */
  void record(String method, String path, RegistryException refusal) {
    String actor = Callers.current().actor();
    String reason = String.valueOf(refusal.getMessage());
    if (isNew(actor + "\n" + method + "\n" + path + "\n" + reason)) {
      audit.record(() ->
          new AuditLog.Change(
              actor,
              "call.refused",
              "api:" + (path.length() > 500 ? path.substring(0, 500) : path),
              null,
              Json.of(Map.of("method", method, "reason", reason))));
    }
  }

  private synchronized boolean isNew(String call) {
    Instant now = clock.instant();
    Instant before = seen.remove(call);
    if (before != null && before.plus(AGAIN).isAfter(now)) {
      seen.put(call, before);
      return false;
    }
    seen.put(call, now);
    if (seen.size() > REMEMBERED) {
      seen.remove(seen.keySet().iterator().next());
    }
    return true;
  }
}
