package org.bellwether.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bellwether.event.InvalidEventException;
import org.bellwether.event.Prediction;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Joins what KServe's payload logger tells of a request with what it tells of the response. The
 * half that comes first waits in memory, bounded in bytes and time; a half whose partner does not
 * come in time, or that must make room, becomes a prediction by itself. Safe for use by many
 * threads.
 *
 * <p>Nothing of a waiting half is on disk: raw values must not be there before privacy was applied.
 * {@link #close} turns what waits into events; a killed process loses it.
 */
public final class PayloadJoin {

  private static final String REQUEST = "org.kubeflow.serving.inference.request";
  private static final String RESPONSE = "org.kubeflow.serving.inference.response";

  private final Catalog catalog;
  private final Duration patience;
  private final long maxBytes;
  private final Map<Key, Half> room = new LinkedHashMap<>();
  private long bytes;

  /**
   * An empty room.
   *
   * @param patience how long a half waits for the other
   * @param maxBytes most memory that waiting halves take
   */
  public PayloadJoin(Catalog catalog, Duration patience, long maxBytes) {
    this.catalog = catalog;
    this.patience = patience;
    this.maxBytes = maxBytes;
  }

  /** What the two halves have in common. */
  private record Key(String namespace, String model, String component, String id) {}

  private record Half(Key key, CloudEvent event, boolean request, Instant arrived) {}

  /** Events to keep, and the halves that they were made of. */
  public static final class Joined {
    private final List<Numbered> events = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();
    private final List<Half> used = new ArrayList<>();
    private int waiting;

    /** What is to be taken in; events that had waited have line 0. */
    public EventReader.Batch batch() {
      return new EventReader.Batch(events, refused);
    }

    /** Halves of this call that wait for the other. */
    public int waiting() {
      return waiting;
    }

    private void refuse(long line, String model, String field, @Nullable String reason) {
      refused.add(new Refusal(line, field, String.valueOf(reason), model, Refusal.Cause.INVALID));
    }
  }

  /**
   * Takes a request of the payload logger.
   *
   * @param headers of HTTP by name
   * @param mayFeed whether the sender may send events of a model; asked now, since a half may
   *     become an event by another sender's request
   * @throws UnreadableBodyException if it is no CloudEvent
   */
  public Joined accept(
      Map<String, String> headers, byte[] body, Instant now, Predicate<Model> mayFeed) {
    Joined joined = new Joined();
    long line = 0;
    for (CloudEvent event : CloudEvent.of(headers, body)) {
      line++;
      String model = event.attribute("inferenceservicename", "");
      try {
        Half half = half(event, now);
        if (mayFeed.test(model(half.key.model, now))) {
          meet(half, line, joined);
        } else {
          joined.refuse(line, half.key.model, "model", "is not one that you may send events of");
        }
      } catch (InvalidEventException e) {
        joined.refuse(line, model, e.field(), e.getMessage());
      } catch (UnreadableBodyException e) {
        joined.refuse(line, model, "", e.getMessage());
      }
    }
    return joined;
  }

  /** Turns halves that waited long enough into events. */
  public Joined expire(Instant now) {
    Joined joined = new Joined();
    synchronized (room) {
      Iterator<Half> oldest = room.values().iterator();
      while (oldest.hasNext()) {
        Half half = oldest.next();
        if (half.arrived.plus(patience).isAfter(now)) {
          break;
        }
        oldest.remove();
        bytes -= half.event.weight();
        alone(half, "within " + patience.toSeconds() + " s", joined);
      }
    }
    return joined;
  }

  /** Turns everything that waits into events. */
  public Joined close() {
    Joined joined = new Joined();
    synchronized (room) {
      room.values().forEach(half -> alone(half, "before the service stopped", joined));
      room.clear();
      bytes = 0;
    }
    return joined;
  }

  /** Lets halves wait again whose events could not be kept, for the sender's next attempt. */
  public void restore(Joined joined) {
    synchronized (room) {
      for (Half half : joined.used) {
        if (bytes + half.event.weight() <= maxBytes && room.putIfAbsent(half.key, half) == null) {
          bytes += half.event.weight();
        }
      }
    }
  }

  /** Halves that wait now. */
  public int waiting() {
    synchronized (room) {
      return room.size();
    }
  }

  /** Both halves are read when they come, so that the sender of a bad one is told. */
  private static Half half(CloudEvent event, Instant now) {
    boolean request = event.type().equals(REQUEST);
    if (!request && !event.type().equals(RESPONSE)) {
      throw new InvalidEventException("type", "must be " + REQUEST + " or " + RESPONSE);
    }
    String model = event.attribute("inferenceservicename", "");
    JsonNode data = JsonTree.read(event.data(), "data");
    if (request) {
      InferenceInputs.of(data, List.of());
    } else {
      String named = InferenceOutputs.of(data).model();
      model = model.isBlank() && named != null ? named : model;
    }
    if (model.isBlank()) {
      throw new InvalidEventException(
          "inferenceservicename",
          "is missing: it names the model (header ce-inferenceservicename)");
    }
    // Refused now, not when its partner comes.
    event.time();
    Key key =
        new Key(
            event.attribute("namespace", ""), model, event.attribute("component", ""), event.id());
    return new Half(key, event, request, now);
  }

  private Model model(String name, Instant now) {
    return catalog.find(name).orElseGet(() -> Model.named(name, Model.DEFAULT_UNIT, now));
  }

  private void meet(Half half, long line, Joined joined) {
    synchronized (room) {
      Half other = room.get(half.key);
      if (other == null) {
        room.put(half.key, half);
        bytes += half.event.weight();
        joined.waiting++;
        makeRoom(joined);
      } else if (other.request == half.request) {
        // The sender repeats itself; the first one waits on.
        joined.waiting++;
      } else {
        room.remove(half.key);
        bytes -= other.event.weight();
        joined.used.add(other);
        Half request = half.request ? half : other;
        Half response = half.request ? other : half;
        add(half.key, line, request.event, response.event, half.arrived, null, joined);
      }
    }
  }

  private void makeRoom(Joined joined) {
    Iterator<Half> oldest = room.values().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      Half half = oldest.next();
      oldest.remove();
      bytes -= half.event.weight();
      alone(half, "before its room was needed", joined);
    }
  }

  private void alone(Half half, String when, Joined joined) {
    joined.used.add(half);
    if (half.request) {
      String error = "no response was logged " + when;
      add(half.key, 0, half.event, null, half.arrived, error, joined);
    } else {
      add(half.key, 0, null, half.event, half.arrived, null, joined);
    }
  }

  private void add(
      Key key,
      long line,
      @Nullable CloudEvent request,
      @Nullable CloudEvent response,
      Instant arrived,
      @Nullable String error,
      Joined joined) {
    List<String> names = catalog.find(key.model).map(Model::inputs).orElse(List.of());
    try {
      List<Prediction> predictions =
          new InferencePredictions(key.model, key.id, names).of(request, response, arrived, error);
      predictions.forEach(prediction -> joined.events.add(new Numbered(line, prediction)));
    } catch (InvalidEventException e) {
      joined.refuse(line, key.model, e.field(), e.getMessage());
    }
  }
}
