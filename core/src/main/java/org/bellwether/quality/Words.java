package org.bellwether.quality;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.bellwether.schema.Segment;

/** Numbers and moments as people read them. */
final class Words {

  private Words() {}

  /** A number with as many digits as tell it apart, at most six. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    if (!Double.isFinite(value) || Math.abs(value) >= 1e12 || Math.abs(value) < 1e-6) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  /** A share as "12 of 100 rows"; in finer steps where it is small. */
  static String share(double rate) {
    if (rate == 0 || rate >= 0.1) {
      return Math.round(rate * 100) + " of 100";
    }
    if (rate >= 0.001) {
      return String.format(Locale.ROOT, "%,d of 1,000", Math.round(rate * 1000));
    }
    return String.format(Locale.ROOT, "%,d of 1,000,000", Math.round(rate * 1e6));
  }

  /** " where region = EU"; nothing for the whole table. */
  static String where(Segment segment) {
    return segment.isWhole() ? "" : " where " + segment;
  }

  static String moment(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
