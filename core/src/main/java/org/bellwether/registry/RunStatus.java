package org.bellwether.registry;

import java.util.Arrays;
import java.util.Locale;

/** How far a run is. */
public enum RunStatus {
  RUNNING,
  SCHEDULED,
  FINISHED,
  FAILED,
  KILLED;

  /**
   * The status of a word.
   *
   * @throws RegistryException if there is none; the message lists all
   */
  public static RunStatus of(String word) {
    return Arrays.stream(values())
        .filter(status -> status.name().equals(word.strip().toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            RegistryException.invalid(
                "no status '" + word + "': must be one of " + Arrays.toString(values())));
  }
}
