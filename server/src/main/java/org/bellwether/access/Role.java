package org.bellwether.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What somebody is in a business unit, or in all of them. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Reads, and sends events. */
  DATA_SCIENTIST,
  /** Answers for models: registers them, says how their data is kept. */
  MODEL_OWNER,
  /** Reads everything, the audit log too, and orders erasure. */
  RISK,
  /** Does everything, also to accounts and tokens. */
  ADMIN;

  /** As it is written in files, answers and commands, such as {@code data-scientist}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The role of a word; spaces and underscores count as hyphens.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  @JsonCreator
  public static Role of(String word) {
    String wanted = word.strip().toUpperCase(Locale.ROOT).replaceAll("[ -]", "_");
    return Arrays.stream(values())
        .filter(role -> role.name().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no role '"
                    + word
                    + "': must be one of "
                    + Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "))));
  }
}
