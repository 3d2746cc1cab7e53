package org.bellwether.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was rolled out.
 *
 * @param id its own
 * @param model name of the model it touches, {@code null} for every model
 * @param kind what was changed, such as {@code version}, {@code threshold}, {@code
 *     feature-pipeline}, {@code upstream-source}, {@code prompt} or {@code price-list}
 * @param time when it took effect
 * @param author who rolled it out; {@code null} where not said
 * @param description one sentence
 * @param details further facts by name, such as {@code from} and {@code to}
 */
public record Change(
    String id,
    @Nullable String model,
    String kind,
    Instant time,
    @Nullable String author,
    String description,
    Map<String, String> details)
    implements Event {

  public Change {
    Values.name("id", id);
    Values.optionalName("model", model);
    Values.name("kind", kind);
    Values.optionalName("author", author);
    time = Values.micros(time);
    details = Map.copyOf(details);
  }
}
