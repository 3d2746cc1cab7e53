package org.bellwether.quality;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bellwether.learner.SampledRows;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.jspecify.annotations.Nullable;

/**
 * The features of a row as one string, so that equal or nearly equal rows are found by equality.
 */
final class RowKeys {

  private static final MathContext NEARLY = new MathContext(3);
  private static final char BETWEEN = 31;
  private static final Pattern WORD_END = Pattern.compile("[^\\p{L}\\p{Nd}]+");

  private RowKeys() {}

  /**
   * One key a row.
   *
   * @param nearly numbers to three significant digits, texts as the set of their words in lower
   *     case
   */
  static String[] of(SampledRows rows, boolean nearly) {
    List<ColumnSchema> columns =
        rows.schema().withRole(Role.FEATURE).stream()
            .filter(c -> c.type() != ColumnType.EMBEDDING && !c.is(Role.LABEL))
            .toList();
    StringBuilder[] keys = new StringBuilder[rows.rows()];
    for (int r = 0; r < keys.length; r++) {
      keys[r] = new StringBuilder();
    }
    for (ColumnSchema column : columns) {
      if (column.type() == ColumnType.NUMERIC) {
        double[] numbers = rows.numbers(column.name());
        for (int r = 0; r < keys.length; r++) {
          keys[r].append(nearly ? rounded(numbers[r]) : numbers[r]).append(BETWEEN);
        }
      } else {
        @Nullable String[] values = rows.values(column.name());
        boolean text = nearly && column.type() == ColumnType.TEXT;
        for (int r = 0; r < keys.length; r++) {
          String value = values[r];
          keys[r].append(text && value != null ? words(value) : value).append(BETWEEN);
        }
      }
    }
    String[] result = new String[keys.length];
    for (int r = 0; r < keys.length; r++) {
      result[r] = keys[r].toString();
    }
    return result;
  }

  private static double rounded(double number) {
    return Double.isFinite(number) ? new BigDecimal(number).round(NEARLY).doubleValue() : number;
  }

  private static String words(String text) {
    TreeSet<String> words = new TreeSet<>();
    WORD_END.splitAsStream(text.toLowerCase(Locale.ROOT)).forEach(words::add);
    return String.join(" ", words);
  }
}
