package org.bellwether.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where a version stands, as MLflow names it; aliases say more and are to be preferred. */
public enum Stage {
  NONE("None"),
  STAGING("Staging"),
  PRODUCTION("Production"),
  ARCHIVED("Archived");

  private final String word;

  Stage(String word) {
    this.word = word;
  }

  /** As MLflow writes it, such as {@code Production}. */
  public String word() {
    return word;
  }

  /**
   * The stage of a word in upper or lower case.
   *
   * @throws RegistryException if there is none; the message lists all
   */
  public static Stage of(String word) {
    return Arrays.stream(values())
        .filter(stage -> stage.name().equals(word.strip().toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            RegistryException.invalid(
                "no stage '"
                    + word
                    + "': must be one of "
                    + Arrays.stream(values()).map(Stage::word).collect(Collectors.joining(", "))));
  }
}
