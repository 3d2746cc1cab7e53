package org.bellwether.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How long a window is: a number of rows or a span of time.
 *
 * @param rows rows of a window, 0 for windows by time
 * @param micros microseconds of a window, 0 for windows by rows
 */
record WindowLength(long rows, long micros) {

  private static final Pattern FORM = Pattern.compile("(\\d+)\\s*(rows?|min|h|d|w)");

  /** A hundred thousand weeks are two thousand years. */
  private static final long MAX_SPANS = 100_000;

  /** Windows of weeks start on Mondays: 1970-01-05 was one. */
  private static final long MONDAY = Duration.ofDays(4).toNanos() / 1000;

  static WindowLength parse(String text) {
    Matcher m = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    long count = m.matches() && m.group(1).length() < 16 ? Long.parseLong(m.group(1)) : 0;
    boolean tooLong = count > MAX_SPANS && !m.group(2).startsWith("row");
    if (count <= 0 || tooLong) {
      throw new TypeConversionException(
          "'" + text + "' is no length of a window: write 30min, 1h, 1d, 1w or 10000rows");
    }
    return switch (m.group(2)) {
      case "min" -> ofTime(Duration.ofMinutes(count));
      case "h" -> ofTime(Duration.ofHours(count));
      case "d" -> ofTime(Duration.ofDays(count));
      case "w" -> ofTime(Duration.ofDays(7 * count));
      default -> new WindowLength(count, 0);
    };
  }

  private static WindowLength ofTime(Duration span) {
    return new WindowLength(0, Math.multiplyExact(span.toSeconds(), 1_000_000L));
  }

  boolean isTime() {
    return micros > 0;
  }

  /** Start of the window that holds the moment: a whole number of lengths, weeks from Mondays. */
  long startOf(long epochMicros) {
    long offset = micros % (Duration.ofDays(7).toSeconds() * 1_000_000L) == 0 ? MONDAY : 0;
    return Math.floorDiv(epochMicros - offset, micros) * micros + offset;
  }

  /** Reads the option. */
  static final class Converter implements ITypeConverter<WindowLength> {
    @Override
    public WindowLength convert(String value) {
      return parse(value);
    }
  }
}
