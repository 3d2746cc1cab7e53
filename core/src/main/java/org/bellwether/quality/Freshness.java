package org.bellwether.quality;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.schema.Segment;
import org.bellwether.stat.Exchangeability;
import org.bellwether.stat.RateComparison;

/** Whether rows are as new as they should be, and none from the future. */
final class Freshness {

  private static final Threshold STALE = Threshold.above(0.05, 0.5);

  private Freshness() {}

  /** How much of the reference is newer than the newest current row, tested by ranks. */
  static Measurement measure(
      String column, ColumnSummary.Timestamp reference, ColumnSummary.Timestamp current) {
    long rows = current.seconds().distribution().count();
    long referenceRows = reference.seconds().distribution().count();
    Measurement.Builder builder =
        Measurement.of(Kind.QUALITY, "freshness")
            .method(Method.exact("ranks"))
            .column(column)
            .rows(rows, referenceRows)
            .threshold(STALE);
    if (rows == 0 || referenceRows == 0) {
      return builder.undefined(rows == 0 ? "it has no value" : "the reference has no value");
    }
    long newer =
        current.maxMicros() < reference.maxMicros()
            ? Ranges.above(reference.seconds(), current.seconds().max())
            : 0;
    double share = (double) newer / referenceRows;
    double[] interval = RateComparison.wilson((double) newer, (double) referenceRows, Rates.Z);
    double p = Math.exp(Exchangeability.logAllInCurrent(newer, referenceRows, rows));
    return builder
        .value(share, 0)
        .test(Math.min(1, p), new Interval(interval[0], interval[1], Rates.CONFIDENCE))
        .power(level -> {
          // The rows that decide are the reference's, which grow in proportion.
          long needed = Exchangeability.rowsNeeded(level, STALE.warning(), referenceRows, rows);
          return needed == Long.MAX_VALUE
              ? needed
              : (long) Math.ceil(needed * ((double) rows / referenceRows));
        })
        .build(
            newer == 0
                ? "The newest row by %s is from %s, no older than the reference"
                    .formatted(column, Words.moment(current.maxMicros()))
                : "The newest row by %s is from %s, older than %s reference rows: is the feed late?"
                    .formatted(column, Words.moment(current.maxMicros()), Words.share(share)));
  }

  /** Rows from after the moment of the check. */
  static Measurement future(
      String column, Segment segment, ColumnSummary.Timestamp current, Instant now) {
    long rows = current.rows() - current.missing();
    long limit = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    long later = 0;
    if (rows > 0 && current.maxMicros() > limit) {
      later = Math.max(1, Ranges.above(current.seconds(), limit / 1e6));
    }
    return ColumnQuality.violation("future-time", column, segment, rows, later)
        .build(
            later == 0
                ? column + " lies in the past"
                : "%s%s have a %s in the future, up to %s, %s from now"
                    .formatted(
                        Rates.plural(later, "row"),
                        Words.where(segment),
                        column,
                        Words.moment(current.maxMicros()),
                        ahead(current.maxMicros() - limit)));
  }

  private static String ahead(long micros) {
    Duration ahead = Duration.of(micros, ChronoUnit.MICROS);
    if (ahead.toDays() > 1) {
      return ahead.toDays() + " days";
    }
    return ahead.toHours() > 1 ? ahead.toHours() + " hours" : ahead.toMinutes() + " minutes";
  }
}
