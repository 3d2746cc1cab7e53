package org.bellwether.bench;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many rows each of two tables has.
 *
 * @param name as the user wrote it, such as {@code 10k}
 * @param rows at least 1
 */
public record TableSize(String name, long rows) {

  private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,8})([kKmM]?)");

  /** Reads {@code 5000}, {@code 10k} or {@code 1M}. */
  public static TableSize parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no size; write rows such as 5000, 10k or 1M");
    }
    long unit =
        switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
          case "k" -> 1_000;
          case "m" -> 1_000_000;
          default -> 1;
        };
    return new TableSize(text, Long.parseLong(matcher.group(1)) * unit);
  }
}
