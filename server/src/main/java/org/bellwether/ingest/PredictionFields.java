package org.bellwether.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bellwether.event.Event;
import org.bellwether.event.InvalidEventException;
import org.bellwether.event.Prediction;
import org.bellwether.event.Tokens;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The fields of one prediction, as they come. */
final class PredictionFields implements Fields {

  static final List<String> NAMES =
      List.of(
          "id",
          "model",
          "version",
          "time",
          "features",
          "score",
          "scores",
          "prediction",
          "decision",
          "segments",
          "subject",
          "latencyMs",
          "stages",
          "cost",
          "tokens",
          "attributions",
          "text",
          "embedding",
          "trace",
          "error");

  private @Nullable String id;
  private @Nullable String model;
  private @Nullable String version;
  private @Nullable Instant time;
  private Map<String, @Nullable Object> features = Map.of();
  private @Nullable Double score;
  private Map<String, Double> scores = Map.of();
  private @Nullable Object prediction;
  private @Nullable String decision;
  private Map<String, String> segments = Map.of();
  private @Nullable String subject;
  private @Nullable Double latencyMs;
  private Map<String, Double> stages = Map.of();
  private @Nullable Double cost;
  private @Nullable Tokens tokens;
  private Map<String, Double> attributions = Map.of();
  private @Nullable String text;
  private float @Nullable [] embedding;
  private @Nullable String trace;
  private @Nullable String error;

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public boolean read(String name, JsonParser at) {
    switch (name) {
      case "id" -> id = JsonValues.text(at, name);
      case "model" -> model = JsonValues.text(at, name);
      case "version" -> version = JsonValues.text(at, name);
      case "time" -> time = JsonValues.time(at, name);
      case "features" -> features = JsonValues.object(at, name, JsonValues::scalar);
      case "score" -> score = JsonValues.number(at, name);
      case "scores" -> scores = JsonValues.object(at, name, JsonValues::number);
      case "prediction" -> prediction = JsonValues.output(at, name);
      case "decision" -> decision = JsonValues.text(at, name);
      case "segments" -> segments = JsonValues.object(at, name, JsonValues::text);
      case "subject" -> subject = JsonValues.text(at, name);
      case "latencyMs" -> latencyMs = JsonValues.number(at, name);
      case "stages" -> stages = JsonValues.object(at, name, JsonValues::number);
      case "cost" -> cost = JsonValues.number(at, name);
      case "tokens" -> tokens = tokens(at);
      case "attributions" -> attributions = JsonValues.object(at, name, JsonValues::number);
      case "text" -> text = JsonValues.text(at, name);
      case "embedding" -> embedding = JsonValues.vector(at, name);
      case "trace" -> trace = JsonValues.text(at, name);
      case "error" -> error = JsonValues.text(at, name);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** One number counts the tokens of the answer. */
  private static @Nullable Tokens tokens(JsonParser at) {
    if (at.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (at.currentToken() != JsonToken.START_OBJECT) {
      return new Tokens(0, JsonValues.count(at, "tokens"));
    }
    long input = 0;
    long output = 0;
    for (String name = at.nextName(); name != null; name = at.nextName()) {
      at.nextToken();
      long count = JsonValues.count(at, "tokens." + name);
      switch (name) {
        case "input" -> input = count;
        case "output" -> output = count;
        default ->
            throw new InvalidEventException("tokens." + name, "is unknown: use input and output");
      }
    }
    return new Tokens(input, output);
  }

  @Override
  public Event event() {
    return Prediction.of(
            Fields.required("id", id),
            Fields.required("model", model),
            Fields.required("time", time))
        .version(version)
        .features(features)
        .score(score)
        .scores(scores)
        .prediction(prediction)
        .decision(decision)
        .segments(segments)
        .subject(subject)
        .latencyMs(latencyMs)
        .stages(stages)
        .cost(cost)
        .tokens(tokens)
        .attributions(attributions)
        .text(text)
        .embedding(embedding)
        .trace(trace)
        .error(error)
        .build();
  }

  @Override
  public @Nullable String model() {
    return model;
  }
}
