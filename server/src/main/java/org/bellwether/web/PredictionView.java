package org.bellwether.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bellwether.event.EventStore;
import org.bellwether.event.Prediction;
import org.bellwether.registry.Model;
import org.jspecify.annotations.Nullable;

/**
 * One prediction, field by field, with what was said of it since.
 *
 * @param answer what the model answered, as a sentence
 * @param fields name and value, in the order in which senders write them
 */
public record PredictionView(
    Model model, Instant time, String answer, List<List<String>> fields, List<Said> said) {

  /** A label or feedback. */
  public record Said(Instant time, String kind, String value, String by) {}

  static PredictionView of(Model model, EventStore.Recorded recorded) {
    Prediction p = recorded.prediction();
    List<Said> said = new ArrayList<>();
    recorded
        .labels()
        .forEach(l -> said.add(new Said(l.time(), "label", value(l.label()), text(l.source()))));
    recorded
        .feedback()
        .forEach(f ->
            said.add(
                new Said(
                    f.time(),
                    f.kind(),
                    value(f.value()) + (f.comment() == null ? "" : ": " + f.comment()),
                    text(f.author()))));
    return new PredictionView(model, p.time(), answer(p, said), fields(p), said);
  }

  private static String answer(Prediction p, List<Said> said) {
    String error = p.error();
    if (error != null) {
      return "It did not answer: " + error + ".";
    }
    Object answer = p.prediction() == null ? p.decision() : p.prediction();
    String score = p.score() == null ? "" : "score " + value(p.score());
    String first =
        answer == null
            ? score.isEmpty() ? "The answer was not sent" : "It answered with " + score
            : "It answered " + value(answer) + (score.isEmpty() ? "" : " with " + score);
    long labels = said.stream().filter(s -> s.kind().equals("label")).count();
    return first + (labels == 0 ? "; no label has come yet." : "; its label has come.");
  }

  private static List<List<String>> fields(Prediction p) {
    List<List<String>> fields = new ArrayList<>();
    add(fields, "version", p.version());
    p.features().forEach((name, value) -> add(fields, "features." + name, value));
    add(fields, "score", p.score());
    p.scores().forEach((name, value) -> add(fields, "scores." + name, value));
    add(fields, "prediction", p.prediction());
    add(fields, "decision", p.decision());
    p.segments().forEach((name, value) -> add(fields, "segments." + name, value));
    add(fields, "subject", p.subject());
    add(fields, "latencyMs", p.latencyMs());
    p.stages().forEach((name, value) -> add(fields, "stages." + name, value));
    add(fields, "cost", p.cost());
    if (p.tokens() != null) {
      add(fields, "tokens.input", p.tokens().input());
      add(fields, "tokens.output", p.tokens().output());
    }
    p.attributions().forEach((name, value) -> add(fields, "attributions." + name, value));
    add(fields, "text", p.text());
    if (p.embedding() != null) {
      add(fields, "embedding", p.embedding().length + " numbers");
    }
    add(fields, "trace", p.trace());
    return fields;
  }

  private static void add(List<List<String>> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.add(List.of(name, value(value)));
    }
  }

  /** In full, for this is the record of what was sent. */
  private static String value(Object value) {
    return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString(number.longValue())
        : String.valueOf(value);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
