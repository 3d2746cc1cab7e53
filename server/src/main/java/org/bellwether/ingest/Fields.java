package org.bellwether.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bellwether.event.Change;
import org.bellwether.event.Event;
import org.bellwether.event.Feedback;
import org.bellwether.event.InvalidEventException;
import org.bellwether.event.Label;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** The fields of one object, as they come, until they make an event. */
interface Fields {

  /** The names that {@link #read} knows. */
  List<String> names();

  /** Reads the value that the parser stands at; {@code false} for an unknown name. */
  boolean read(String name, JsonParser at);

  /**
   * The event.
   *
   * @throws InvalidEventException if a field is missing or wrong
   */
  Event event();

  /** The model as far as it has been read. */
  @Nullable String model();

  static Fields of(EventKind kind) {
    return switch (kind) {
      case PREDICTION -> new PredictionFields();
      case LABEL -> new LabelFields();
      case FEEDBACK -> new FeedbackFields();
      case CHANGE -> new ChangeFields();
    };
  }

  static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new InvalidEventException(field, "is missing");
    }
    return value;
  }

  /** Of a label. */
  final class LabelFields implements Fields {
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable Object label;
    private @Nullable Instant time;
    private @Nullable String source;

    @Override
    public List<String> names() {
      return List.of("id", "model", "label", "time", "source");
    }

    @Override
    public boolean read(String name, JsonParser at) {
      switch (name) {
        case "id" -> id = JsonValues.text(at, name);
        case "model" -> model = JsonValues.text(at, name);
        case "label" -> label = JsonValues.scalar(at, name);
        case "time" -> time = JsonValues.time(at, name);
        case "source" -> source = JsonValues.text(at, name);
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Event event() {
      return new Label(
          required("id", id),
          required("model", model),
          required("label", label),
          required("time", time),
          source);
    }

    @Override
    public @Nullable String model() {
      return model;
    }
  }

  /** Of feedback. */
  final class FeedbackFields implements Fields {
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable String kind;
    private @Nullable Object value;
    private @Nullable Instant time;
    private @Nullable String author;
    private @Nullable String comment;

    @Override
    public List<String> names() {
      return List.of("id", "model", "kind", "value", "time", "author", "comment");
    }

    @Override
    public boolean read(String name, JsonParser at) {
      switch (name) {
        case "id" -> id = JsonValues.text(at, name);
        case "model" -> model = JsonValues.text(at, name);
        case "kind" -> kind = JsonValues.text(at, name);
        case "value" -> value = JsonValues.scalar(at, name);
        case "time" -> time = JsonValues.time(at, name);
        case "author" -> author = JsonValues.text(at, name);
        case "comment" -> comment = JsonValues.text(at, name);
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Event event() {
      return new Feedback(
          required("id", id),
          required("model", model),
          required("kind", kind),
          required("value", value),
          required("time", time),
          author,
          comment);
    }

    @Override
    public @Nullable String model() {
      return model;
    }
  }

  /** Of a change. */
  final class ChangeFields implements Fields {
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable String kind;
    private @Nullable Instant time;
    private @Nullable String author;
    private @Nullable String description;
    private Map<String, String> details = Map.of();

    @Override
    public List<String> names() {
      return List.of("id", "model", "kind", "time", "author", "description", "details");
    }

    @Override
    public boolean read(String name, JsonParser at) {
      switch (name) {
        case "id" -> id = JsonValues.text(at, name);
        case "model" -> model = JsonValues.text(at, name);
        case "kind" -> kind = JsonValues.text(at, name);
        case "time" -> time = JsonValues.time(at, name);
        case "author" -> author = JsonValues.text(at, name);
        case "description" -> description = JsonValues.text(at, name);
        case "details" -> details = JsonValues.object(at, name, JsonValues::text);
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Event event() {
      return new Change(
          required("id", id),
          model,
          required("kind", kind),
          required("time", time),
          author,
          required("description", description),
          details);
    }

    @Override
    public @Nullable String model() {
      return model;
    }
  }
}
