package org.bellwether.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a token may be used for, within what its role allows. */
public enum Scope {
  /** Sending events. */
  INGEST,
  /** Reading. */
  READ,
  /** Changing models, accounts, tokens. */
  MANAGE;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The scope of a word.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  @JsonCreator
  public static Scope of(String word) {
    return Arrays.stream(values())
        .filter(scope -> scope.word().equals(word.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no scope '"
                    + word
                    + "': must be one of "
                    + Arrays.stream(values()).map(Scope::word).collect(Collectors.joining(", "))));
  }
}
