package org.bellwether.registry;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of a search.
 *
 * @param subject what kind of thing is compared
 * @param key of a metric, parameter or tag; name of an attribute
 * @param operator how
 * @param values one, or several of {@code IN}
 */
public record Clause(Subject subject, String key, Operator operator, List<String> values) {

  /** Kinds of things that can be compared. */
  public enum Subject {
    METRIC,
    PARAM,
    TAG,
    ATTRIBUTE,
    DATASET
  }

  /** Comparisons, as they are written. */
  public enum Operator {
    EQUAL("="),
    DIFFERENT("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    LIKE("LIKE"),
    ILIKE("ILIKE"),
    IN("IN"),
    NOT_IN("NOT IN");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }

    /** Whether it orders, and so needs numbers. */
    public boolean orders() {
      return this == LESS || this == AT_MOST || this == GREATER || this == AT_LEAST;
    }
  }

  public Clause {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw RegistryException.invalid("'" + key + " " + operator.sign() + "' needs a value");
    }
  }

  /** The only value, or the first of several. */
  public String value() {
    return values.get(0);
  }

  /**
   * The value as a number.
   *
   * @throws RegistryException if it is none
   */
  public double number() {
    try {
      return Double.parseDouble(value());
    } catch (NumberFormatException e) {
      throw RegistryException.invalid(
          "'" + key + "' is compared with a number, and '" + value() + "' is none");
    }
  }

  /** Whether a text fits; what is not there fits nothing. */
  public boolean fits(@Nullable String text) {
    if (text == null) {
      return false;
    }
    return switch (operator) {
      case EQUAL -> text.equals(value());
      case DIFFERENT -> !text.equals(value());
      case LIKE -> like(text, value());
      case ILIKE -> like(text.toLowerCase(Locale.ROOT), value().toLowerCase(Locale.ROOT));
      case IN -> values.contains(text);
      case NOT_IN -> !values.contains(text);
      case LESS, AT_MOST, GREATER, AT_LEAST ->
          throw RegistryException.invalid(
              "'" + key + "' is a text: compare it with =, !=, LIKE, ILIKE, IN or NOT IN");
    };
  }

  /** Whether a number fits. */
  public boolean fits(long number) {
    double wanted = number();
    return switch (operator) {
      case EQUAL -> number == wanted;
      case DIFFERENT -> number != wanted;
      case LESS -> number < wanted;
      case AT_MOST -> number <= wanted;
      case GREATER -> number > wanted;
      case AT_LEAST -> number >= wanted;
      case LIKE, ILIKE, IN, NOT_IN ->
          throw RegistryException.invalid(
              "'" + key + "' is a number: compare it with =, !=, <, <=, > or >=");
    };
  }

  /** Matches with one step back to the last {@code %} at a time, so that no pattern takes long. */
  private static boolean like(String text, String pattern) {
    int at = 0;
    int in = 0;
    int star = -1;
    int mark = 0;
    while (at < text.length()) {
      char wanted = in < pattern.length() ? pattern.charAt(in) : 0;
      if (in < pattern.length() && wanted == '%') {
        star = in++;
        mark = at;
      } else if (in < pattern.length() && (wanted == '_' || wanted == text.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++mark;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '%') {
      in++;
    }
    return in == pattern.length();
  }
}
