package org.bellwether.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bellwether.event.Event;
import org.bellwether.event.EventStore.Receipt;
import org.bellwether.event.InvalidEventException;
import org.bellwether.event.NotKeptException;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.bellwether.store.DuckDbEventStore;
import org.jspecify.annotations.Nullable;

/** Takes events in, whatever protocol they came by. Safe for use by many threads. */
public final class Ingest {

  /** Who registers a model whose first event has arrived, in the audit log. */
  private static final String ACTOR = "ingest";

  private final DuckDbEventStore store;
  private final Catalog catalog;
  private final PrivacyFilter privacy;
  private final Consumer<List<Refusal>> refusals;
  private final boolean autoRegister;
  private final InstantSource clock;
  private final int keepDays;

  /** As the other constructor does, of events that are kept for ever. */
  public Ingest(
      DuckDbEventStore store,
      Catalog catalog,
      byte[] privacyKey,
      Consumer<List<Refusal>> refusals,
      boolean autoRegister,
      InstantSource clock) {
    this(store, catalog, privacyKey, refusals, autoRegister, clock, 0);
  }

  /**
   * An entrance to a store.
   *
   * @param privacyKey of the hashes that stand for values that are not kept
   * @param refusals receives the refused lines of each batch
   * @param autoRegister whether an event of an unknown model registers it
   * @param keepDays how long events of models that do not say are kept, 0 for ever
   */
  public Ingest(
      DuckDbEventStore store,
      Catalog catalog,
      byte[] privacyKey,
      Consumer<List<Refusal>> refusals,
      boolean autoRegister,
      InstantSource clock,
      int keepDays) {
    this.store = store;
    this.catalog = catalog;
    this.privacy = new PrivacyFilter(privacyKey);
    this.refusals = refusals;
    this.autoRegister = autoRegister;
    this.clock = clock;
    this.keepDays = keepDays;
  }

  /**
   * Keeps the events that can be kept, and returns once they are durable.
   *
   * @param batch the events, and the lines that were refused before
   * @param mayFeed whether the sender may send events of a model; a change that touches every model
   *     is taken from anyone who may send at all
   * @throws NotKeptException if the events could not be kept; none of them was
   */
  public IngestReceipt accept(EventReader.Batch batch, Predicate<Model> mayFeed) {
    List<Refusal> refused = new ArrayList<>(batch.refused());
    List<Event> events = new ArrayList<>(batch.events().size());
    Map<String, Verdict> verdicts = new HashMap<>();
    for (Numbered numbered : batch.events()) {
      Event event = numbered.event();
      String name = event.model();
      if (name == null) {
        events.add(event);
        continue;
      }
      Verdict verdict = verdicts.get(name);
      if (verdict == null) {
        verdict = verdict(name, mayFeed);
        verdicts.put(name, verdict);
      }
      switch (verdict) {
        case Refused why ->
            refused.add(new Refusal(numbered.line(), "model", why.reason, name, why.cause));
        case Taken taken -> {
          try {
            requireYoung(event, taken);
            Event kept = privacy.apply(event, taken.model);
            store.admit(kept);
            events.add(kept);
          } catch (InvalidEventException e) {
            refused.add(
                new Refusal(
                    numbered.line(),
                    e.field(),
                    String.valueOf(e.getMessage()),
                    name,
                    Refusal.Cause.INVALID));
          }
        }
      }
    }
    Receipt receipt = store.append(events);
    refused.sort(Comparator.comparingLong(Refusal::line));
    refusals.accept(refused);
    return new IngestReceipt(receipt.accepted(), receipt.duplicates(), refused);
  }

  /** What would be deleted the next night is not taken: its id may have been known before. */
  private static void requireYoung(Event event, Taken taken) {
    Instant earliest = taken.earliest;
    if (earliest != null && event.time().isBefore(earliest)) {
      throw new InvalidEventException(
          "time", "is older than the " + taken.days + " days that events of this model are kept");
    }
  }

  /** A subject as a column keeps it that holds hashes. */
  public String hashed(String subject) {
    return privacy.hash(subject);
  }

  /** The same, by the key of a service that does not run. */
  public static String hashed(byte[] privacyKey, String subject) {
    return new PrivacyFilter(privacyKey).hash(subject);
  }

  /** Whether events of a model are taken. */
  private sealed interface Verdict {}

  private record Taken(Model model, int days, @Nullable Instant earliest) implements Verdict {}

  private record Refused(Refusal.Cause cause, String reason) implements Verdict {}

  private Verdict verdict(String name, Predicate<Model> mayFeed) {
    Model known = catalog.find(name).orElse(null);
    if (known == null && !autoRegister) {
      return new Refused(
          Refusal.Cause.UNKNOWN_MODEL,
          "no model '"
              + name
              + "' is registered: register it with POST /v1/models, or let events register their"
              + " models (setting ingest.auto-register)");
    }
    try {
      Model model = known == null ? Model.named(name, Model.DEFAULT_UNIT, clock.instant()) : known;
      if (!mayFeed.test(model)) {
        return new Refused(
            Refusal.Cause.FORBIDDEN,
            "the sender has no role that may send events in business unit '" + model.unit() + "'");
      }
      Model taken = known == null ? catalog.register(model, ACTOR) : known;
      Integer own = taken.retentionDays();
      int days = own == null ? keepDays : own;
      return new Taken(
          taken, days, days == 0 ? null : clock.instant().minus(Duration.ofDays(days)));
    } catch (IllegalArgumentException e) {
      return new Refused(Refusal.Cause.INVALID, String.valueOf(e.getMessage()));
    }
  }
}
