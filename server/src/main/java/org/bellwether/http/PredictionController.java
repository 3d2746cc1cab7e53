package org.bellwether.http;

import java.util.Objects;
import org.bellwether.access.Callers;
import org.bellwether.event.EventStore.Recorded;
import org.bellwether.registry.Catalog;
import org.bellwether.store.DuckDbEventStore;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Predictions as they were sent, with what was said of them since. */
@RestController
public class PredictionController {

  private final DuckDbEventStore store;
  private final Catalog catalog;

  public PredictionController(DuckDbEventStore store, Catalog catalog) {
    this.store = store;
    this.catalog = catalog;
  }

  @GetMapping("/v1/predictions/{id}")
  RecordedAnswer prediction(@PathVariable String id, @RequestParam String model) {
    boolean reachable = catalog.find(model).filter(Callers.reachable()).isPresent();
    Recorded found = reachable ? store.find(model, id) : null;
    if (found == null) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "Model '" + model + "' has no prediction '" + id + "'.");
    }
    return RecordedAnswer.of(Objects.requireNonNull(found));
  }
}
