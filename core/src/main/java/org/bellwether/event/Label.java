package org.bellwether.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The ground truth of a prediction, which may come long after it, before it, or again as a
 * correction: of several labels of one prediction the one with the latest time counts.
 *
 * @param id of the prediction
 * @param model name of the model
 * @param label {@code Double}, {@code Boolean} or {@code String}
 * @param time when the truth was known
 * @param source who or what labelled, such as an annotator; {@code null} where not said
 */
public record Label(String id, String model, Object label, Instant time, @Nullable String source)
    implements Event {

  public Label {
    Values.name("id", id);
    Values.name("model", model);
    Values.scalar("label", label);
    Values.optionalName("source", source);
    time = Values.micros(time);
  }
}
