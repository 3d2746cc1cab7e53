package org.bellwether.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bellwether.event.EventStore.Recorded;
import org.bellwether.event.Prediction;
import org.bellwether.event.Tokens;
import org.jspecify.annotations.Nullable;

/** A prediction as it was sent, with its labels and feedback; what was not sent is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordedAnswer(
    String id,
    String model,
    @Nullable String version,
    Instant time,
    @Nullable Map<String, @Nullable Object> features,
    @Nullable Double score,
    @Nullable Map<String, Double> scores,
    @Nullable Object prediction,
    @Nullable String decision,
    @Nullable Map<String, String> segments,
    @Nullable String subject,
    @Nullable Double latencyMs,
    @Nullable Map<String, Double> stages,
    @Nullable Double cost,
    @Nullable Tokens tokens,
    @Nullable Map<String, Double> attributions,
    @Nullable String text,
    float @Nullable [] embedding,
    @Nullable String trace,
    @Nullable String error,
    List<LabelAnswer> labels,
    List<FeedbackAnswer> feedback) {

  /** A label, without what it has from its prediction. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LabelAnswer(Object label, Instant time, @Nullable String source) {}

  /** Feedback, without what it has from its prediction. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FeedbackAnswer(
      String kind, Object value, Instant time, @Nullable String author, @Nullable String comment) {}

  static RecordedAnswer of(Recorded recorded) {
    Prediction p = recorded.prediction();
    return new RecordedAnswer(
        p.id(),
        p.model(),
        p.version(),
        p.time(),
        some(p.features()),
        p.score(),
        some(p.scores()),
        p.prediction(),
        p.decision(),
        some(p.segments()),
        p.subject(),
        p.latencyMs(),
        some(p.stages()),
        p.cost(),
        p.tokens(),
        some(p.attributions()),
        p.text(),
        p.embedding(),
        p.trace(),
        p.error(),
        recorded.labels().stream()
            .map(l -> new LabelAnswer(l.label(), l.time(), l.source()))
            .toList(),
        recorded.feedback().stream()
            .map(f -> new FeedbackAnswer(f.kind(), f.value(), f.time(), f.author(), f.comment()))
            .toList());
  }

  private static <V extends @Nullable Object> @Nullable Map<String, V> some(Map<String, V> values) {
    return values.isEmpty() ? null : values;
  }
}
