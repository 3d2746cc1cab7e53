package org.bellwether.alert;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A time at which traffic is expected to differ.
 *
 * @param id unique
 * @param name such as {@code Black Friday}
 * @param models that it concerns; empty for all
 * @param start first moment
 * @param end first moment after
 */
public record CalendarEntry(
    String id,
    String name,
    Type type,
    Effect effect,
    Set<String> models,
    Instant start,
    Instant end) {

  /** Why traffic differs. */
  public enum Type {
    HOLIDAY,
    PROMOTION,
    PLANNED_CHANGE;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The type of a word.
     *
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public static Type of(String word) {
      return Arrays.stream(values())
          .filter(t -> t.word().equals(word))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "no type '"
                      + word
                      + "': must be one of "
                      + Arrays.stream(values()).map(Type::word).collect(Collectors.joining(", "))));
    }
  }

  /** What that means for alerts. */
  public enum Effect {
    /** No alert comes of what depends on chance; a broken schema still does. */
    SUPPRESS,
    /** Alerts name the entry. */
    ANNOTATE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The effect of a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Effect of(String word) {
      return Arrays.stream(values())
          .filter(e -> e.word().equals(word))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "no effect '" + word + "': must be suppress or annotate"));
    }
  }

  public CalendarEntry {
    models = Set.copyOf(models);
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(
          "end must be after start: " + end + " is not after " + start);
    }
    if (name.isBlank()) {
      throw new IllegalArgumentException("an entry of the calendar needs a name");
    }
  }

  /** Whether it concerns some time of a model. */
  public boolean concerns(String model, Instant from, Instant to) {
    return (models.isEmpty() || models.contains(model)) && start.isBefore(to) && from.isBefore(end);
  }

  String note() {
    return "during " + name + ", " + type.word().replace('-', ' ');
  }
}
