package org.bellwether.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.registry.Catalog;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.EventColumn;
import org.bellwether.store.EventCounts;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What has arrived of a model. */
@RestController
public class ProfileController {

  private final DuckDbEventStore store;
  private final Catalog catalog;

  public ProfileController(DuckDbEventStore store, Catalog catalog) {
    this.store = store;
    this.catalog = catalog;
  }

  /**
   * What has arrived of a model.
   *
   * @param columns type by field, of the fields that each model names itself
   * @param hours the running hour and the one before, as far as there are predictions
   */
  public record Answer(
      String model, EventCounts counts, Map<String, EventColumn.Type> columns, List<Hour> hours) {}

  /**
   * An hour of predictions.
   *
   * @param from its start
   * @param rows predictions made within it
   * @param profile as core's profile writes it
   */
  public record Hour(Instant from, long rows, @JsonRawValue String profile) {}

  @GetMapping("/v1/models/{model}/profile")
  Answer profile(@PathVariable String model) {
    if (catalog.find(model).isEmpty()) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "No model '" + model + "' is registered.");
    }
    Map<String, EventColumn.Type> columns = new TreeMap<>();
    store.columns(model).forEach(column -> columns.put(column.field(), column.type()));
    return new Answer(
        model,
        store.counts(model),
        columns,
        store.hours(model).stream().map(h -> new Hour(h.from(), h.rows(), h.json())).toList());
  }
}
