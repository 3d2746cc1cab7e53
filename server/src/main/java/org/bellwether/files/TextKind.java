package org.bellwether.files;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one text could be read as. */
final class TextKind {

  /** Words that stand for a missing number. */
  static final Set<String> MISSING_WORDS =
      Set.of("NA", "N/A", "n/a", "na", "null", "NULL", "Null", "None", "none", "?", "-", ".");

  /** Usual ways to write a moment, beside ISO 8601. */
  private static final List<Moment> MOMENTS =
      List.of(
          new Moment("\\d{1,2}/\\d{1,2}/\\d{4}", "%d/%m/%Y", "%m/%d/%Y"),
          new Moment(
              "\\d{1,2}/\\d{1,2}/\\d{4} \\d{1,2}:\\d{2}", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"),
          new Moment(
              "\\d{1,2}/\\d{1,2}/\\d{4} \\d{1,2}:\\d{2}:\\d{2}",
              "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S"),
          new Moment("\\d{1,2}\\.\\d{1,2}\\.\\d{4}", "%d.%m.%Y", null),
          new Moment("\\d{1,2}\\.\\d{1,2}\\.\\d{4} \\d{1,2}:\\d{2}", "%d.%m.%Y %H:%M", null),
          new Moment(
              "\\d{1,2}\\.\\d{1,2}\\.\\d{4} \\d{1,2}:\\d{2}:\\d{2}", "%d.%m.%Y %H:%M:%S", null),
          new Moment("\\d{1,2}-\\d{1,2}-\\d{4}", "%d-%m-%Y", "%m-%d-%Y"),
          new Moment("\\d{1,2}-[A-Za-z]{3}-\\d{4}", "%d-%b-%Y", null),
          new Moment("\\d{1,2} [A-Za-z]{3} \\d{4}", "%d %b %Y", null),
          new Moment("[A-Z][a-z]{2} \\d{1,2}, \\d{4}", "%b %d, %Y", null),
          new Moment("[A-Z][a-z]+ \\d{1,2}, \\d{4}", "%B %d, %Y", null),
          new Moment(
              "[A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} [+-]\\d{4}",
              "%a, %d %b %Y %H:%M:%S %z", null));

  private static final Pattern ISO =
      Pattern.compile(
          "\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}"
              + "([ T]\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?( ?(Z|UTC|[+-]\\d{2}(:?\\d{2})?))?)?");
  private static final Pattern NUMBERS = Pattern.compile("\\[\\s*[-+\\d.][-+\\d.eE,\\s]*]");

  private TextKind() {}

  /**
   * A way to write a moment.
   *
   * @param shape how it looks
   * @param dayFirst format of strptime
   * @param monthFirst format with month and day swapped, {@code null} where the order is plain
   */
  private record Moment(Pattern shape, String dayFirst, @Nullable String monthFirst) {
    Moment(String shape, String dayFirst, @Nullable String monthFirst) {
      this(Pattern.compile(shape), dayFirst, monthFirst);
    }
  }

  /** Whether DuckDB reads the text as a floating-point number. */
  static boolean isNumber(String text) {
    int end = text.length();
    int i = 0;
    while (i < end && text.charAt(i) == ' ') {
      i++;
    }
    while (end > i && text.charAt(end - 1) == ' ') {
      end--;
    }
    if (i < end && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      i++;
    }
    int digits = 0;
    int start = i;
    boolean point = false;
    while (i < end && (isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
      if (text.charAt(i) == '.') {
        if (point) {
          return false;
        }
        point = true;
      } else {
        digits++;
      }
      i++;
    }
    if (digits == 0) {
      if (end - start != 3 && end - start != 8) {
        return false;
      }
      String word = text.substring(start, end).toLowerCase(Locale.ROOT);
      return word.equals("nan") || word.equals("inf") || word.equals("infinity");
    }
    if (i < end && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      i++;
      if (i < end && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
        i++;
      }
      int exponent = i;
      while (i < end && isDigit(text.charAt(i))) {
        i++;
      }
      return i == end && i > exponent;
    }
    return i == end;
  }

  private static boolean isDigit(char ch) {
    return ch >= '0' && ch <= '9';
  }

  static boolean isBoolean(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  /** A number such as a postal code, whose leading zero a number would lose. */
  static boolean hasLeadingZero(String text) {
    return text.length() > 1 && text.charAt(0) == '0' && isDigit(text.charAt(1));
  }

  static boolean isNumbers(String text) {
    return text.length() > 2 && text.charAt(0) == '[' && NUMBERS.matcher(text).matches();
  }

  /** Index of the way a moment is written: 0 for ISO 8601, above for others, -1 for none. */
  static int momentOf(String text) {
    if (text.length() < 8 || text.length() > 40) {
      return -1;
    }
    if (ISO.matcher(text).matches()) {
      return 0;
    }
    for (int i = 0; i < MOMENTS.size(); i++) {
      if (MOMENTS.get(i).shape().matcher(text).matches()) {
        return i + 1;
      }
    }
    return -1;
  }

  static int moments() {
    return MOMENTS.size() + 1;
  }

  /** Whether the first number of a date such as 31/12/2024 cannot be a month. */
  static boolean startsWithDay(String text) {
    return leading(text, 0) > 12;
  }

  /** Whether the second number of a date such as 12/31/2024 cannot be a month. */
  static boolean startsWithMonth(String text) {
    int i = 0;
    while (i < text.length() && isDigit(text.charAt(i))) {
      i++;
    }
    return leading(text, i + 1) > 12;
  }

  private static int leading(String text, int from) {
    int value = 0;
    for (int i = from; i < text.length() && isDigit(text.charAt(i)); i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  /** Format of strptime, {@code null} for ISO 8601. */
  static @Nullable String formatOf(int moment, boolean monthFirst) {
    if (moment == 0) {
      return null;
    }
    Moment way = MOMENTS.get(moment - 1);
    return monthFirst && way.monthFirst() != null ? way.monthFirst() : way.dayFirst();
  }

  static boolean isAmbiguous(int moment) {
    return moment > 0 && MOMENTS.get(moment - 1).monthFirst() != null;
  }
}
