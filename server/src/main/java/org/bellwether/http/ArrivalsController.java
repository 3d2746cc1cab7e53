package org.bellwether.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.bellwether.event.EventStore.Recorded;
import org.bellwether.event.Label;
import org.bellwether.registry.Catalog;
import org.bellwether.store.Arrivals;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.RefusedLines;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What has arrived of a model, as its page shows it. */
@RestController
public class ArrivalsController {

  private static final int MOST_HOURS = 720;
  private static final int MOST_EVENTS = 1_000;

  private final Catalog catalog;
  private final DuckDbEventStore store;
  private final RefusedLines refused;
  private final InstantSource clock;

  public ArrivalsController(
      Catalog catalog, DuckDbEventStore store, RefusedLines refused, InstantSource clock) {
    this.catalog = catalog;
    this.store = store;
    this.refused = refused;
    this.clock = clock;
  }

  /** The latest events of a span, latest first. */
  public record Latest(List<RecordedAnswer> predictions, List<Label> labels) {}

  @GetMapping("/v1/models/{model}/arrivals")
  Arrivals arrivals(@PathVariable String model, @RequestParam(defaultValue = "24") int hours) {
    require(model);
    return store.arrivals(
        model,
        since(hours, clock.instant()),
        Duration.ofHours(1),
        within("hours", hours, MOST_HOURS));
  }

  @GetMapping("/v1/models/{model}/events")
  Latest events(
      @PathVariable String model,
      @RequestParam(defaultValue = "24") int hours,
      @RequestParam(defaultValue = "20") int limit) {
    require(model);
    within("limit", limit, MOST_EVENTS);
    Instant now = clock.instant();
    Instant from = since(hours, now);
    return new Latest(
        store.predictions(model, from, now, limit).stream()
            .map(p -> RecordedAnswer.of(new Recorded(p, List.of(), List.of())))
            .toList(),
        store.labels(model, from, now, limit));
  }

  @GetMapping("/v1/models/{model}/refused")
  List<RefusedLines.Line> refused(
      @PathVariable String model, @RequestParam(defaultValue = "50") int limit) {
    require(model);
    return refused.latest(model, within("limit", limit, RefusedLines.MOST));
  }

  private static Instant since(int hours, Instant now) {
    return now.minus(Duration.ofHours(within("hours", hours, MOST_HOURS)));
  }

  private static int within(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          name + " must lie between 1 and " + most + ", and is " + value);
    }
    return value;
  }

  private void require(String model) {
    if (catalog.find(model).isEmpty()) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "There is no model '" + model + "'; GET /v1/models lists all.");
    }
  }
}
