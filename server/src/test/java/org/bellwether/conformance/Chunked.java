package org.bellwether.conformance;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A reference and an analysis table cut into chunks as NannyML cuts them.
 *
 * @param reference reference table
 * @param analysis table to be judged
 * @param chunks of both, reference first
 * @param timed whether the chunks have dates
 */
record Chunked(Frame reference, Frame analysis, List<Chunk> chunks, boolean timed) {

  /**
   * One chunk.
   *
   * @param from first row in its table
   * @param to row after the last
   */
  record Chunk(String period, int index, String key, int from, int to, Frame rows) {
    String start(boolean byPeriod) {
      LocalDateTime first = moment(rows.texts("timestamp").get(0));
      return byPeriod ? text(first.toLocalDate().withDayOfMonth(1).atStartOfDay()) : text(first);
    }

    String end(int months) {
      LocalDateTime last = moment(rows.texts("timestamp").get(to - from - 1));
      if (months == 0) {
        return text(last);
      }
      int month = (last.getMonthValue() - 1) / months * months + months;
      return text(YearMonth.of(last.getYear(), month).atEndOfMonth().atTime(LocalTime.MAX));
    }
  }

  static LocalDateTime moment(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T'));
  }

  private static String text(LocalDateTime moment) {
    DateTimeFormatter seconds = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    long nanos = moment.toLocalTime().toNanoOfDay() % 1_000_000_000;
    String fraction =
        nanos == 0
            ? ""
            : nanos % 1000 == 0
                ? String.format(Locale.ROOT, ".%06d", nanos / 1000)
                : String.format(Locale.ROOT, ".%09d", nanos);
    return moment.format(seconds) + fraction;
  }

  /** Chunks of so many rows, the last of each table holding what is left. */
  static Chunked bySize(Frame reference, Frame analysis, int size) {
    return of(reference, analysis, f -> size);
  }

  /** A number of equal chunks, with the remainder in one more. */
  static Chunked byNumber(Frame reference, Frame analysis, int number) {
    return of(reference, analysis, f -> f.rows() / number);
  }

  private static Chunked of(Frame reference, Frame analysis, Function<Frame, Integer> size) {
    List<Chunk> chunks = new ArrayList<>();
    for (String period : List.of("reference", "analysis")) {
      Frame table = period.equals("reference") ? reference : analysis;
      int step = size.apply(table);
      for (int from = 0, i = 0; from < table.rows(); from += step, i++) {
        int to = Math.min(table.rows(), from + step);
        String key = "[" + from + ":" + (to - 1) + "]";
        chunks.add(new Chunk(period, i, key, from, to, table.slice(from, to)));
      }
    }
    return new Chunked(reference, analysis, chunks, reference.has("timestamp"));
  }

  /** Chunks of calendar months, quarters (3 months) or years (12). */
  static Chunked byMonths(Frame reference, Frame analysis, int months) {
    List<Chunk> chunks = new ArrayList<>();
    for (String period : List.of("reference", "analysis")) {
      Frame table = period.equals("reference") ? reference : analysis;
      List<String> times = table.texts("timestamp");
      int from = 0;
      int index = 0;
      for (int i = 1; i <= times.size(); i++) {
        String key = key(times.get(from), months);
        if (i == times.size() || !key(times.get(i), months).equals(key)) {
          chunks.add(new Chunk(period, index++, key, from, i, table.slice(from, i)));
          from = i;
        }
      }
    }
    return new Chunked(reference, analysis, chunks, true);
  }

  private static String key(String time, int months) {
    LocalDateTime moment = moment(time);
    String year = String.valueOf(moment.getYear());
    return switch (months) {
      case 1 -> String.format(Locale.ROOT, "%s-%02d", year, moment.getMonthValue());
      case 3 -> year + "Q" + ((moment.getMonthValue() - 1) / 3 + 1);
      default -> year;
    };
  }

  List<Chunk> of(String period) {
    return chunks.stream().filter(c -> c.period().equals(period)).toList();
  }
}
