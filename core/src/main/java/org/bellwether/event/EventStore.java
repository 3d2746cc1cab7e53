package org.bellwether.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps events and finds them again. Safe for use by many threads. */
public interface EventStore {

  /**
   * Keeps events and returns once they are durable: all of those that are new, or none. A
   * prediction whose id the model has already, a change whose id is known, and a label or feedback
   * that is equal to an earlier one in every field, are duplicates and are left out.
   *
   * @throws NotKeptException if the events could not be kept; none of them was
   */
  Receipt append(List<? extends Event> events);

  /** A prediction and what was said of it since; {@code null} if there is no such prediction. */
  @Nullable Recorded find(String model, String id);

  /** What was rolled out, of one model and of all models at once, by time. */
  List<Change> changes(String model);

  /**
   * What became of events.
   *
   * @param accepted new events, now durable
   * @param duplicates events that were there already
   */
  record Receipt(int accepted, int duplicates) {}

  /**
   * A prediction with its labels and feedback.
   *
   * @param labels by time: the last one counts
   * @param feedback by time
   */
  record Recorded(Prediction prediction, List<Label> labels, List<Feedback> feedback) {}

  /** A store that lasts as long as the process. */
  static EventStore inMemory() {
    return new InMemoryEventStore();
  }
}
