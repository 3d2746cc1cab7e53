package org.bellwether.client;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of one model version, on their way through a {@link PredictionLog}. */
public final class ModelLog {

  private final PredictionLog log;
  private final String model;
  private final @Nullable String version;

  ModelLog(PredictionLog log, String model, @Nullable String version) {
    if (model.isBlank() || (version != null && version.isBlank())) {
      throw new IllegalArgumentException(
          (model.isBlank() ? "model" : "version") + " must not be empty");
    }
    this.log = log;
    this.model = model;
    this.version = version;
  }

  /**
   * Begins a prediction; nothing happens before {@link PredictionEntry#log}.
   *
   * @param id unique for the model; labels and feedback refer to it
   */
  public PredictionEntry prediction(String id) {
    return new PredictionEntry(log, id, model, version);
  }

  /**
   * Logs what turned out to be true, now.
   *
   * @param id of the prediction
   * @param label a number, a text or a boolean
   */
  public void label(String id, Object label) {
    label(id, label, Instant.now());
  }

  /**
   * Logs what turned out to be true.
   *
   * @param id of the prediction
   * @param label a number, a text or a boolean
   * @param time when it was known
   */
  public void label(String id, Object label, Instant time) {
    write(Kind.LABEL, id, time, json -> json.field("label", label));
  }

  /**
   * Logs what a user or reviewer said of a prediction, now.
   *
   * @param id of the prediction
   * @param kind such as {@code rating}, {@code override} or {@code adopted}
   * @param value a number, a text or a boolean
   * @param author who said it, {@code null} if unknown
   * @param comment in the author's words, {@code null} if there is none
   */
  public void feedback(
      String id, String kind, Object value, @Nullable String author, @Nullable String comment) {
    write(
        Kind.FEEDBACK,
        id,
        Instant.now(),
        json -> {
          json.field("kind", kind);
          json.field("value", value);
          json.optional("author", author);
          json.optional("comment", comment);
        });
  }

  /**
   * Logs that something about the model was rolled out, now.
   *
   * @param kind such as {@code version}, {@code threshold} or {@code feature-pipeline}
   * @param description one sentence
   * @param author who rolled it out, {@code null} if unknown
   */
  public void change(String kind, String description, @Nullable String author) {
    write(
        Kind.CHANGE,
        UUID.randomUUID().toString(),
        Instant.now(),
        json -> {
          json.field("kind", kind);
          json.field("description", description);
          json.optional("author", author);
        });
  }

  private interface Fields {
    void writeTo(JsonObject json);
  }

  private void write(Kind kind, String id, Instant time, Fields fields) {
    try {
      JsonObject json = new JsonObject(log.json(256));
      json.field("id", id);
      json.field("model", model);
      json.field("time", time.toString());
      fields.writeTo(json);
      log.accept(kind, json.end());
    } catch (RuntimeException e) {
      log.invalid(kind.path() + ": " + e.getMessage());
    }
  }
}
