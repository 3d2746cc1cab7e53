package org.bellwether.registry;

import java.time.Instant;
import java.util.Map;

/**
 * Runs that belong together.
 *
 * @param id a whole number in decimal digits; {@code 0} is there from the start
 * @param name unique
 * @param unit business unit; who may see its runs depends on it
 * @param active {@code false} once it was deleted; it can be restored
 * @param updated last change of its name, state or tags
 */
public record Experiment(
    String id,
    String name,
    String unit,
    boolean active,
    Instant created,
    Instant updated,
    Map<String, String> tags) {

  /** Experiment of runs for which nobody named one. */
  public static final String DEFAULT = "0";

  /** Longest name of an experiment or a run, in characters. */
  public static final int MAX_NAME = 500;

  public Experiment {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw RegistryException.invalid(
          "name of an experiment must have 1 to " + MAX_NAME + " characters: '" + name + "'");
    }
    tags = Map.copyOf(tags);
  }
}
