package org.bellwether.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A registered model.
 *
 * @param name unique, at most 256 characters
 * @param unit business unit it belongs to; who may see it depends on it
 * @param owner who answers for it, empty where nobody does yet
 * @param risk of wrong answers
 * @param retentionDays days its events are kept after they happened, at least 1; {@code null} for
 *     the service's default
 * @param privacy by field as a sender knows it, such as {@code features.income} or {@code text};
 *     what is not named is kept raw
 * @param inputs names of the columns of a tensor that carries a whole row, in their order; empty
 *     where senders name their values
 * @param registered when
 */
public record Model(
    String name,
    String unit,
    String owner,
    Risk risk,
    @Nullable Integer retentionDays,
    Map<String, Privacy> privacy,
    List<String> inputs,
    Instant registered) {

  /** Unit of models for which nobody named one. */
  public static final String DEFAULT_UNIT = "default";

  /** Longest name of a model, unit, owner or field, in characters. */
  public static final int MAX_NAME = 256;

  public Model {
    requireName("model", name);
    requireName("unit", unit);
    if (owner.length() > MAX_NAME) {
      throw new IllegalArgumentException("owner is longer than " + MAX_NAME + " characters");
    }
    if (retentionDays != null && retentionDays < 1) {
      throw new IllegalArgumentException(
          "retentionDays must be at least 1, and is " + retentionDays);
    }
    privacy = Map.copyOf(privacy);
    privacy.keySet().forEach(field -> requireName("field under privacy", field));
    inputs = List.copyOf(inputs);
    inputs.forEach(input -> requireName("input", input));
    if (inputs.stream().distinct().count() < inputs.size()) {
      throw new IllegalArgumentException("inputs must name each column once: " + inputs);
    }
  }

  /** A model as it is registered when its first event arrives. */
  public static Model named(String name, String unit, Instant registered) {
    return new Model(name, unit, "", Risk.MINIMAL, null, Map.of(), List.of(), registered);
  }

  /** How values of a field are kept. */
  public Privacy privacyOf(String field) {
    return privacy.getOrDefault(field, Privacy.RAW);
  }

  private static void requireName(String what, String name) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "name of a " + what + " must have 1 to " + MAX_NAME + " characters: '" + name + "'");
    }
    if (name.chars().anyMatch(c -> c < ' ' || c == '/' || c == '\\' || c == 0x7f)) {
      throw new IllegalArgumentException(
          "name of a " + what + " must not contain control characters, / or \\");
    }
  }
}
