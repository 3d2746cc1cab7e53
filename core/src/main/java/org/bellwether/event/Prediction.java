package org.bellwether.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a model. What a sender leaves out is empty or {@code null}.
 *
 * @param id unique for the model; a second prediction of the same id is a duplicate
 * @param model name of the model
 * @param version that answered
 * @param time when it answered
 * @param features inputs by name: {@code Double}, {@code Boolean}, {@code String}, or {@code null}
 *     where the value is missing
 * @param score of the positive class in [0, 1], or a ranking score
 * @param scores probability by class, for several classes
 * @param prediction what was answered: a class ({@code String} or {@code Boolean}), a value ({@code
 *     Double}) or a ranking ({@code List<String>}, best first)
 * @param decision what was done about it, where that is not the prediction itself
 * @param segments value by segment key
 * @param subject the person or thing it is about; what is erased on demand
 * @param latencyMs milliseconds it took, at least 0
 * @param stages milliseconds by stage
 * @param cost in the model's currency, at least 0
 * @param tokens of a language model
 * @param attributions contribution by feature, such as SHAP values
 * @param text free text that came with it, such as a prompt or an answer
 * @param embedding of the input
 * @param trace id of the trace it belongs to
 * @param error why there is no answer, such as {@code timeout}
 */
public record Prediction(
    String id,
    String model,
    @Nullable String version,
    Instant time,
    Map<String, @Nullable Object> features,
    @Nullable Double score,
    Map<String, Double> scores,
    @Nullable Object prediction,
    @Nullable String decision,
    Map<String, String> segments,
    @Nullable String subject,
    @Nullable Double latencyMs,
    Map<String, Double> stages,
    @Nullable Double cost,
    @Nullable Tokens tokens,
    Map<String, Double> attributions,
    @Nullable String text,
    float @Nullable [] embedding,
    @Nullable String trace,
    @Nullable String error)
    implements Event {

  public Prediction {
    Values.name("id", id);
    Values.name("model", model);
    Values.optionalName("version", version);
    Values.optionalName("decision", decision);
    Values.optionalName("subject", subject);
    Values.optionalName("trace", trace);
    time = Values.micros(time);
    Values.scalars("features", features);
    Values.finite("score", score);
    Values.finite("scores", scores);
    if (prediction != null && !(prediction instanceof List<?>)) {
      Values.scalar("prediction", prediction);
    }
    Values.notNegative("latencyMs", latencyMs);
    Values.finite("stages", stages);
    Values.notNegative("cost", cost);
    Values.finite("attributions", attributions);
    features = Collections.unmodifiableMap(features);
    scores = Collections.unmodifiableMap(scores);
    segments = Collections.unmodifiableMap(segments);
    stages = Collections.unmodifiableMap(stages);
    attributions = Collections.unmodifiableMap(attributions);
  }

  public static Builder of(String id, String model, Instant time) {
    return new Builder(id, model, time);
  }

  /** Collects the optional parts of one prediction; not to be used after {@link #build}. */
  public static final class Builder {
    private final String id;
    private final String model;
    private final Instant time;
    private Map<String, @Nullable Object> features = Map.of();
    private Map<String, Double> scores = Map.of();
    private Map<String, String> segments = Map.of();
    private Map<String, Double> stages = Map.of();
    private Map<String, Double> attributions = Map.of();
    private @Nullable String version;
    private @Nullable Double score;
    private @Nullable Object prediction;
    private @Nullable String decision;
    private @Nullable String subject;
    private @Nullable Double latencyMs;
    private @Nullable Double cost;
    private @Nullable Tokens tokens;
    private @Nullable String text;
    private float @Nullable [] embedding;
    private @Nullable String trace;
    private @Nullable String error;

    private Builder(String id, String model, Instant time) {
      this.id = id;
      this.model = model;
      this.time = time;
    }

    public Builder version(@Nullable String version) {
      this.version = version;
      return this;
    }

    /** All of the features at once; the map must not change any more. */
    public Builder features(Map<String, @Nullable Object> values) {
      features = values;
      return this;
    }

    public Builder feature(String name, @Nullable Object value) {
      features = own(features);
      features.put(name, value);
      return this;
    }

    public Builder score(@Nullable Double score) {
      this.score = score;
      return this;
    }

    /** All of the scores at once; the map must not change any more. */
    public Builder scores(Map<String, Double> values) {
      scores = values;
      return this;
    }

    public Builder score(String className, double probability) {
      scores = own(scores);
      scores.put(className, probability);
      return this;
    }

    /** A {@code String}, {@code Boolean}, {@code Double}, or a {@code List<String>}, best first. */
    public Builder prediction(@Nullable Object prediction) {
      this.prediction = prediction;
      return this;
    }

    public Builder decision(@Nullable String decision) {
      this.decision = decision;
      return this;
    }

    /** All of the segments at once; the map must not change any more. */
    public Builder segments(Map<String, String> values) {
      segments = values;
      return this;
    }

    public Builder segment(String key, String value) {
      segments = own(segments);
      segments.put(key, value);
      return this;
    }

    public Builder subject(@Nullable String subject) {
      this.subject = subject;
      return this;
    }

    public Builder latencyMs(@Nullable Double milliseconds) {
      this.latencyMs = milliseconds;
      return this;
    }

    /** All of the stages at once; the map must not change any more. */
    public Builder stages(Map<String, Double> values) {
      stages = values;
      return this;
    }

    public Builder stage(String name, double milliseconds) {
      stages = own(stages);
      stages.put(name, milliseconds);
      return this;
    }

    public Builder cost(@Nullable Double cost) {
      this.cost = cost;
      return this;
    }

    public Builder tokens(@Nullable Tokens tokens) {
      this.tokens = tokens;
      return this;
    }

    /** All of the attributions at once; the map must not change any more. */
    public Builder attributions(Map<String, Double> values) {
      attributions = values;
      return this;
    }

    public Builder attribution(String feature, double contribution) {
      attributions = own(attributions);
      attributions.put(feature, contribution);
      return this;
    }

    public Builder text(@Nullable String text) {
      this.text = text;
      return this;
    }

    public Builder embedding(float @Nullable [] embedding) {
      this.embedding = embedding;
      return this;
    }

    public Builder trace(@Nullable String trace) {
      this.trace = trace;
      return this;
    }

    public Builder error(@Nullable String error) {
      this.error = error;
      return this;
    }

    private static <V extends @Nullable Object> Map<String, V> own(Map<String, V> values) {
      return values instanceof LinkedHashMap ? values : new LinkedHashMap<>(values);
    }

    /**
     * The prediction.
     *
     * @throws InvalidEventException if a field holds what it must not
     */
    public Prediction build() {
      return new Prediction(
          id,
          model,
          version,
          time,
          features,
          score,
          scores,
          prediction,
          decision,
          segments,
          subject,
          latencyMs,
          stages,
          cost,
          tokens,
          attributions,
          text,
          embedding,
          trace,
          error);
    }
  }
}
