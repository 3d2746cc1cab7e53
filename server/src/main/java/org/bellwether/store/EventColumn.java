package org.bellwether.store;

import java.util.List;
import java.util.Locale;
import org.bellwether.event.InvalidEventException;
import org.bellwether.event.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * A column of a model's table for a part of its events that each model names and types itself.
 *
 * @param part of the event
 * @param name within the part, empty where the part has one value
 * @param type of its values
 * @param ordinal number of the column in the model's table
 */
public record EventColumn(Part part, String name, Type type, int ordinal) {

  /** Part of an event. */
  public enum Part {
    FEATURES,
    SCORES,
    SEGMENTS,
    STAGES,
    ATTRIBUTIONS,
    PREDICTION,
    LABEL;

    private final String field = name().toLowerCase(Locale.ROOT);

    /** The field as a sender knows it. */
    String field(String name) {
      return name.isEmpty() ? field : field + "." + name;
    }
  }

  /** Type of a column's values. */
  public enum Type {
    NUMBER("DOUBLE", "a number"),
    FLAG("BOOLEAN", "true or false"),
    TEXT("VARCHAR", "a text"),
    RANKING("VARCHAR[]", "a list of texts");

    private final String sql;
    private final String words;

    Type(String sql, String words) {
      this.sql = sql;
      this.words = words;
    }

    String sql() {
      return sql;
    }

    static Type of(Object value) {
      return switch (value) {
        case Double d -> NUMBER;
        case Boolean b -> FLAG;
        case String s -> TEXT;
        case List<?> l -> RANKING;
        default -> throw new IllegalArgumentException("no value of an event: " + value.getClass());
      };
    }
  }

  /** The field as a sender knows it, such as {@code features.income}. */
  public String field() {
    return part.field(name);
  }

  /** The column's name in the model's table. */
  String sqlName() {
    return "c" + ordinal;
  }

  /**
   * Refuses a value of another type.
   *
   * @throws InvalidEventException if the value does not fit
   */
  void require(Object value) {
    Type found = Type.of(value);
    if (found != type) {
      throw new InvalidEventException(
          field(), "is " + type.words + " in this model, and here " + found.words);
    }
  }

  /** The column's value in a prediction. */
  @Nullable Object of(Prediction p) {
    return switch (part) {
      case FEATURES -> p.features().get(name);
      case SCORES -> p.scores().get(name);
      case SEGMENTS -> p.segments().get(name);
      case STAGES -> p.stages().get(name);
      case ATTRIBUTIONS -> p.attributions().get(name);
      case PREDICTION -> p.prediction();
      case LABEL -> null;
    };
  }
}
