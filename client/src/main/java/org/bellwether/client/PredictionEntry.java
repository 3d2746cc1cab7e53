package org.bellwether.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One prediction being written, in one thread. Values are read when they are given, so what they
 * came from may change afterwards. A value that cannot be written never throws: the prediction is
 * dropped by {@link #log} and counted as {@link DropReason#INVALID}.
 */
public final class PredictionEntry {

  private final PredictionLog log;
  private final String id;
  private final JsonObject head;
  private @Nullable JsonObject features;
  private @Nullable JsonObject scores;
  private @Nullable JsonObject segments;
  private @Nullable JsonObject stages;
  private @Nullable JsonObject attributions;
  private @Nullable Instant time;
  private @Nullable String problem;

  PredictionEntry(PredictionLog log, String id, String model, @Nullable String version) {
    this.log = log;
    this.id = id;
    this.head = new JsonObject(log.json(192));
    set("id", id);
    set("model", model);
    if (version != null) {
      set("version", version);
    }
  }

  /** When the model answered; the moment of {@link #log} if not set. */
  public PredictionEntry time(Instant time) {
    this.time = time;
    return this;
  }

  /**
   * An input of the model.
   *
   * @param value number, text, boolean or enum constant; {@code null} and NaN for a missing value
   */
  public PredictionEntry feature(String name, @Nullable Object value) {
    boolean missing =
        (value instanceof Double number && number.isNaN())
            || (value instanceof Float single && single.isNaN());
    features = put(features, "features.", name, missing ? null : value);
    return this;
  }

  /** As {@link #feature(String, Object)}, without boxing. */
  public PredictionEntry feature(String name, double value) {
    if (features == null) {
      features = new JsonObject(log.json(256));
    }
    try {
      if (Double.isNaN(value)) {
        features.field(name, null);
      } else {
        features.number(name, value);
      }
    } catch (RuntimeException e) {
      fail("features." + e.getMessage());
    }
    return this;
  }

  /** Inputs of the model by name, as {@link #feature(String, Object)}. */
  public PredictionEntry features(Map<String, ?> values) {
    try {
      values.forEach(this::feature);
    } catch (RuntimeException e) {
      fail("features cannot be read: " + e);
    }
    return this;
  }

  /** The score of the positive class, or a ranking score. */
  public PredictionEntry score(double score) {
    return set("score", score);
  }

  /** The probability of one of several classes. */
  public PredictionEntry score(String className, double probability) {
    scores = put(scores, "scores.", className, probability);
    return this;
  }

  /** What was answered: a class, a truth value or a number. */
  public PredictionEntry prediction(Object prediction) {
    return set("prediction", prediction);
  }

  /** A ranking, best first. */
  public PredictionEntry prediction(List<String> ranking) {
    try {
      JsonBuffer out = head.buffer();
      out.name("prediction");
      out.raw('[');
      for (int i = 0; i < ranking.size(); i++) {
        if (i > 0) {
          out.raw(',');
        }
        out.text(ranking.get(i));
      }
      out.raw(']');
    } catch (RuntimeException e) {
      fail("prediction " + e.getMessage());
    }
    return this;
  }

  /** What was done about the prediction, where that is not the prediction itself. */
  public PredictionEntry decision(String decision) {
    return set("decision", decision);
  }

  /** A key to look at predictions by, such as a region. */
  public PredictionEntry segment(String key, String value) {
    segments = put(segments, "segments.", key, value);
    return this;
  }

  /** The person or thing it is about: what is erased on demand. */
  public PredictionEntry subject(String subject) {
    return set("subject", subject);
  }

  /** How long the model took, in milliseconds. */
  public PredictionEntry latencyMs(double milliseconds) {
    return set("latencyMs", milliseconds);
  }

  /** How long one stage took, in milliseconds. */
  public PredictionEntry stage(String name, double milliseconds) {
    stages = put(stages, "stages.", name, milliseconds);
    return this;
  }

  /** What it cost, in the model's currency. */
  public PredictionEntry cost(double cost) {
    return set("cost", cost);
  }

  /** Tokens of a language model's prompt and answer. */
  public PredictionEntry tokens(long input, long output) {
    JsonObject tokens = new JsonObject(log.json(48));
    tokens.field("input", input);
    tokens.field("output", output);
    head.object("tokens", tokens);
    return this;
  }

  /** How much a feature contributed, such as its SHAP value. */
  public PredictionEntry attribution(String feature, double contribution) {
    attributions = put(attributions, "attributions.", feature, contribution);
    return this;
  }

  /** Free text that came with it, such as a prompt or an answer. */
  public PredictionEntry text(String text) {
    return set("text", text);
  }

  /** An embedding of the input. */
  public PredictionEntry embedding(float[] embedding) {
    try {
      JsonBuffer out = head.buffer();
      out.name("embedding");
      out.raw('[');
      for (int i = 0; i < embedding.length; i++) {
        if (!Float.isFinite(embedding[i])) {
          throw new InvalidValueException("must be finite, not " + embedding[i]);
        }
        if (i > 0) {
          out.raw(',');
        }
        out.raw(JsonBuffer.ascii(Float.toString(embedding[i])));
      }
      out.raw(']');
    } catch (RuntimeException e) {
      fail("embedding " + e.getMessage());
    }
    return this;
  }

  /** The id of the trace it belongs to. */
  public PredictionEntry trace(String trace) {
    return set("trace", trace);
  }

  /** Why there is no answer, such as {@code timeout}. */
  public PredictionEntry error(String error) {
    return set("error", error);
  }

  /** Hands the prediction to the log; never waits, never throws. */
  public void log() {
    try {
      if (problem == null) {
        head.field("time", (time == null ? Instant.now() : time).toString());
        head.object("features", features);
        head.object("scores", scores);
        head.object("segments", segments);
        head.object("stages", stages);
        head.object("attributions", attributions);
        JsonBuffer json = head.end();
        problem = "was logged before";
        log.accept(Kind.PREDICTION, json);
      } else {
        log.invalid("prediction " + id + ": " + problem);
      }
    } catch (RuntimeException e) {
      log.invalid("prediction " + id + ": " + e);
    }
  }

  private PredictionEntry set(String name, Object value) {
    try {
      head.field(name, value);
    } catch (RuntimeException e) {
      fail(String.valueOf(e.getMessage()));
    }
    return this;
  }

  private JsonObject put(
      @Nullable JsonObject existing, String prefix, String name, @Nullable Object value) {
    JsonObject object = existing == null ? new JsonObject(log.json(256)) : existing;
    try {
      object.field(name, value);
    } catch (RuntimeException e) {
      fail(prefix + e.getMessage());
    }
    return object;
  }

  /** The first problem is told. */
  private void fail(String reason) {
    if (problem == null) {
      problem = reason;
    }
  }
}
