package org.bellwether.drift;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
final class Words {

  private Words() {}

  /** A number rounded to what the spread of its column makes worth reading. */
  static String number(double value, double spread) {
    if (!(spread > 0) || value == 0) {
      return plain(new BigDecimal(value).round(new MathContext(6)).doubleValue());
    }
    int digits = (int) Math.ceil(Math.log10(Math.abs(value) / spread)) + 3;
    return plain(
        new BigDecimal(value)
            .round(new MathContext(Math.min(12, Math.max(3, digits))))
            .doubleValue());
  }

  private static String plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7
        ? new BigDecimal(value).round(new MathContext(12)).stripTrailingZeros().toPlainString()
        : String.format(Locale.ROOT, "%.3g", value);
  }

  /** A share as "12 of 100". */
  static String share(double rate) {
    if (rate == 0 || rate >= 0.1) {
      return Math.round(rate * 100) + " of 100";
    }
    return rate >= 0.001
        ? String.format(Locale.ROOT, "%,d of 1,000", Math.round(rate * 1000))
        : String.format(Locale.ROOT, "%,d of 1,000,000", Math.round(rate * 1e6));
  }
}
