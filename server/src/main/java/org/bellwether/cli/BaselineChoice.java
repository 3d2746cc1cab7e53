package org.bellwether.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellwether.check.Baseline;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the windows of a timeline are compared with. */
sealed interface BaselineChoice {

  /** The first rows of the table. */
  record FirstRows(long rows) implements BaselineChoice {}

  /** The rows before a moment. */
  record Until(Instant end) implements BaselineChoice {}

  /** The latest healthy windows; the first ones start the timeline. */
  record LastWindows(int windows) implements BaselineChoice {}

  /** Earlier windows of the same weekday or hour; the first window starts the timeline. */
  record Seasonal() implements BaselineChoice {}

  Pattern ROWS = Pattern.compile("(\\d{1,15})\\s*rows?");
  Pattern LAST = Pattern.compile("last\\s+(\\d{1,4})\\s+windows?");

  static BaselineChoice parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    Matcher rows = ROWS.matcher(plain);
    if (rows.matches() && Long.parseLong(rows.group(1)) > 0) {
      return new FirstRows(Long.parseLong(rows.group(1)));
    }
    Matcher last = LAST.matcher(plain);
    if (last.matches() && Integer.parseInt(last.group(1)) > 0) {
      return new LastWindows(Integer.parseInt(last.group(1)));
    }
    if (plain.equals("seasonal")) {
      return new Seasonal();
    }
    if (plain.startsWith("until ")) {
      return new Until(moment(text.strip().substring("until ".length()).strip()));
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is no baseline: write 15000rows, 'until 2026-01-31', 'last 4 windows' or seasonal");
  }

  private static Instant moment(String text) {
    try {
      return text.length() <= 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text.endsWith("Z") ? text : text.replace(' ', 'T') + "Z");
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'" + text + "' is no date: write until 2026-01-31 or until 2026-01-31T14:00:00Z");
    }
  }

  /** How the check picks each window's baseline. */
  default Baseline policy(WindowLength every) {
    return switch (this) {
      case FirstRows rows -> new Baseline.Fixed();
      case Until until -> new Baseline.Fixed();
      case LastWindows last -> new Baseline.Rolling(last.windows());
      case Seasonal seasonal -> new Baseline.Seasonal(stratum(every));
    };
  }

  private static Baseline.Stratum stratum(WindowLength every) {
    long day = Duration.ofDays(1).toSeconds() * 1_000_000L;
    return every.micros() >= day ? Baseline.Stratum.WEEKDAY : Baseline.Stratum.WEEKDAY_AND_HOUR;
  }

  /** Windows that the timeline starts from, 0 when its start is given otherwise. */
  default int startWindows() {
    return switch (this) {
      case FirstRows rows -> 0;
      case Until until -> 0;
      case LastWindows last -> last.windows();
      case Seasonal seasonal -> 1;
    };
  }

  /** Reads the option. */
  final class Converter implements ITypeConverter<BaselineChoice> {
    @Override
    public BaselineChoice convert(String value) {
      return parse(value);
    }
  }
}
