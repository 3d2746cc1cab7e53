package org.bellwether.store;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.jspecify.annotations.Nullable;

/** Deletes events that are older than their model's age. */
public final class Retention {

  private final Catalog catalog;
  private final AuditLog audit;
  private final EventUpkeep events;
  private final int defaultDays;
  private final InstantSource clock;

  /**
   * Retention of all models.
   *
   * @param defaultDays for models that do not say, 0 to keep events for ever
   */
  public Retention(
      Catalog catalog, AuditLog audit, EventUpkeep events, int defaultDays, InstantSource clock) {
    this.catalog = catalog;
    this.audit = audit;
    this.events = events;
    this.defaultDays = defaultDays;
    this.clock = clock;
  }

  /** The moment before which events of a model are not kept, {@code null} where all are. */
  public @Nullable Instant earliest(Model model) {
    Integer own = model.retentionDays();
    int days = own == null ? defaultDays : own;
    return days == 0 ? null : clock.instant().minus(Duration.ofDays(days));
  }

  /**
   * Deletes what is too old.
   *
   * @param only model whose events, {@code null} for every model
   * @return what was deleted, by model
   */
  public Map<String, Deleted> run(@Nullable String only, String actor) throws IOException {
    Map<String, Deleted> all = new TreeMap<>();
    for (Model model : catalog.all()) {
      Instant earliest = earliest(model);
      if (earliest != null && (only == null || only.equals(model.name()))) {
        Deleted deleted = events.expire(model.name(), earliest);
        if (!deleted.equals(Deleted.NONE)) {
          all.put(model.name(), deleted);
          audit.record(() ->
              new AuditLog.Change(
                  actor,
                  "events.expire",
                  "model:" + model.name(),
                  null,
                  Json.of(Map.of("before", earliest.toString(), "deleted", deleted))));
        }
      }
    }
    return all;
  }
}
