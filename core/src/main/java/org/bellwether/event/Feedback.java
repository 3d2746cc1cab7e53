package org.bellwether.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user or a reviewer said of a prediction.
 *
 * @param id of the prediction
 * @param model name of the model
 * @param kind what it is, such as {@code rating}, {@code override} or {@code adopted}
 * @param value {@code Double}, {@code Boolean} or {@code String}
 * @param time when it was given
 * @param author who gave it; {@code null} where not said
 * @param comment in the author's words; {@code null} where there are none
 */
public record Feedback(
    String id,
    String model,
    String kind,
    Object value,
    Instant time,
    @Nullable String author,
    @Nullable String comment)
    implements Event {

  public Feedback {
    Values.name("id", id);
    Values.name("model", model);
    Values.name("kind", kind);
    Values.scalar("value", value);
    Values.optionalName("author", author);
    time = Values.micros(time);
  }
}
