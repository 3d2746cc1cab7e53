package org.bellwether.store;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellwether.event.Event;
import org.bellwether.event.InvalidEventException;
import org.bellwether.event.Label;
import org.bellwether.event.Prediction;
import org.bellwether.store.EventColumn.Part;

/**
 * The columns of one model's events: the first value of a name settles its type. Safe for use by
 * many threads.
 */
public final class ModelColumns {

  /** Most columns that a model may have. */
  public static final int MAX = 2_000;

  private final String model;
  private final int number;
  private final Map<Part, Map<String, EventColumn>> byPart = new EnumMap<>(Part.class);
  private final List<EventColumn> all = new CopyOnWriteArrayList<>();

  ModelColumns(String model, int number) {
    this.model = model;
    this.number = number;
    for (Part part : Part.values()) {
      byPart.put(part, new ConcurrentHashMap<>());
    }
  }

  public String model() {
    return model;
  }

  /** What the names of the model's tables end in. */
  int number() {
    return number;
  }

  /** The columns in the order in which they appeared. */
  public List<EventColumn> all() {
    return all;
  }

  void add(EventColumn column) {
    columns(column.part()).put(column.name(), column);
    all.add(column);
  }

  private Map<String, EventColumn> columns(Part part) {
    return java.util.Objects.requireNonNull(byPart.get(part));
  }

  /**
   * Takes note of an event's columns.
   *
   * @throws InvalidEventException if a value has another type than its column
   */
  void admit(Event event) {
    if (event instanceof Prediction p) {
      admit(Part.FEATURES, p.features());
      admit(Part.SCORES, p.scores());
      admit(Part.SEGMENTS, p.segments());
      admit(Part.STAGES, p.stages());
      admit(Part.ATTRIBUTIONS, p.attributions());
      if (p.prediction() != null) {
        admit(Part.PREDICTION, "", p.prediction());
      }
    } else if (event instanceof Label l) {
      admit(Part.LABEL, "", l.label());
    }
  }

  private void admit(Part part, Map<String, ?> values) {
    for (Map.Entry<String, ?> entry : values.entrySet()) {
      Object value = entry.getValue();
      if (value != null) {
        admit(part, entry.getKey(), value);
      }
    }
  }

  private void admit(Part part, String name, Object value) {
    EventColumn known = columns(part).get(name);
    (known == null ? column(part, name, EventColumn.Type.of(value)) : known).require(value);
  }

  private synchronized EventColumn column(Part part, String name, EventColumn.Type type) {
    EventColumn known = columns(part).get(name);
    if (known != null) {
      return known;
    }
    if (all.size() >= MAX) {
      throw new InvalidEventException(
          part.field(name), "would be more than the " + MAX + " columns that a model may have");
    }
    EventColumn fresh = new EventColumn(part, name, type, all.size());
    add(fresh);
    return fresh;
  }
}
