package org.bellwether.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A fact about a model, told once and never changed. */
public sealed interface Event permits Prediction, Label, Feedback, Change {

  /** Longest id, model, version and other name, in characters. */
  int MAX_NAME = 256;

  /**
   * Of a prediction and a change its own; of a label and feedback that of the prediction they are
   * about.
   */
  String id();

  /** Name of the model it is about; {@code null} for a change that touches every model. */
  @Nullable String model();

  /** When it happened, to the microsecond; not when it arrived. */
  Instant time();
}
