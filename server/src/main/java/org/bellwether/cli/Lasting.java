package org.bellwether.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as a person writes it. */
final class Lasting {

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})([mhd])");

  private Lasting() {}

  /**
   * Reads minutes, hours or days, such as {@code 90d}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Duration of(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no length of time: must be a number with m, h or d, such as 90d");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
