package org.bellwether.files;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a sample of a column's texts looks like. */
final class ColumnSample {

  private static final int MAX_DISTINCT = 20_000;

  final RawColumn.Physical physical;
  int values;
  int numbers;
  int integers;
  int missingWords;
  int leadingZeros;
  int booleans;
  int vectors;
  int unitInterval;
  long length;
  long words;
  double min = Double.POSITIVE_INFINITY;
  double max = Double.NEGATIVE_INFINITY;
  private final int[] moments = new int[TextKind.moments()];
  private boolean dayFirst;
  private boolean monthFirst;
  private boolean counting = true;
  private double previous = Double.NaN;
  private final Map<String, Integer> distinct = new HashMap<>();

  ColumnSample(RawColumn.Physical physical) {
    this.physical = physical;
  }

  void add(@Nullable String text) {
    if (text == null) {
      counting = false;
      return;
    }
    values++;
    length += text.length();
    if (distinct.size() < MAX_DISTINCT) {
      distinct.merge(text, 1, Integer::sum);
    }
    if (physical == RawColumn.Physical.TEXT || physical == RawColumn.Physical.NUMBER) {
      if (TextKind.isNumber(text)) {
        number(text);
        return;
      }
      counting = false;
    }
    if (physical == RawColumn.Physical.TEXT) {
      text(text);
    }
  }

  private void number(String text) {
    numbers++;
    double value;
    String plain = text.strip();
    if (Character.isLetter(plain.charAt(plain.length() - 1))) { // nan, inf, infinity
      counting = false;
      return;
    }
    value = Double.parseDouble(plain);
    leadingZeros += TextKind.hasLeadingZero(plain) ? 1 : 0;
    if (value == Math.rint(value)) {
      integers++;
    }
    unitInterval += value >= 0 && value <= 1 ? 1 : 0;
    min = Math.min(min, value);
    max = Math.max(max, value);
    counting &= Double.isNaN(previous) || value == previous + 1;
    previous = value;
  }

  private void text(String text) {
    if (TextKind.MISSING_WORDS.contains(text.strip())) {
      missingWords++;
    }
    if (TextKind.isBoolean(text)) {
      booleans++;
    }
    if (TextKind.isNumbers(text)) {
      vectors++;
    }
    int moment = TextKind.momentOf(text);
    if (moment >= 0) {
      moments[moment]++;
      if (TextKind.isAmbiguous(moment)) {
        dayFirst |= TextKind.startsWithDay(text);
        monthFirst |= TextKind.startsWithMonth(text);
      }
    }
    words += wordsOf(text);
  }

  private static int wordsOf(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < Math.min(text.length(), 2000); i++) {
      boolean space = Character.isWhitespace(text.charAt(i));
      words += !space && !inside ? 1 : 0;
      inside = !space;
    }
    return words;
  }

  int distinct() {
    return distinct.size();
  }

  Set<String> distinctValues() {
    return new HashSet<>(distinct.keySet());
  }

  Map<String, Integer> counts() {
    return distinct;
  }

  /** Whether the values are 1, 2, 3 and so on: a row number. */
  boolean isRowNumber() {
    return counting && values > 20 && integers == values;
  }

  boolean isNumeric() {
    return numbers > 0
        && leadingZeros == 0
        && numbers >= 0.1 * values
        && numbers + missingWords >= 0.99 * values;
  }

  boolean isInteger() {
    return isNumeric() && integers == numbers;
  }

  boolean isBoolean() {
    return physical == RawColumn.Physical.BOOLEAN || (values > 0 && booleans == values);
  }

  boolean isVector() {
    return physical == RawColumn.Physical.NUMBERS || (vectors > 0 && vectors >= 0.99 * values);
  }

  /** Index of the way moments are written, -1 when the column holds none. */
  int moment() {
    if (physical == RawColumn.Physical.MOMENT) {
      return 0;
    }
    for (int i = 0; i < moments.length; i++) {
      if (moments[i] > 0 && moments[i] + missingWords >= 0.99 * values) {
        return i;
      }
    }
    return -1;
  }

  /** Whether month comes before day: also where nothing tells, as in most such files. */
  boolean isMonthFirst() {
    return !dayFirst;
  }

  /** Whether nothing in the sample tells day from month. */
  boolean isOrderUnknown() {
    return moment() > 0 && TextKind.isAmbiguous(moment()) && !dayFirst && !monthFirst;
  }

  double meanLength() {
    return values == 0 ? 0 : (double) length / values;
  }

  double meanWords() {
    return values == 0 ? 0 : (double) words / values;
  }
}
