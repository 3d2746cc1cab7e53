package org.bellwether.performance;

import java.util.Locale;
import org.bellwether.finding.Interval;

/** The words of messages: figures a reader can take in. */
final class Words {

  private Words() {}

  static String number(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size >= 1e6 || size < 1e-3)) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, Math.abs(share) < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
  }

  /** Such as "accuracy fell from 0.910 to 0.740 (95 %: 0.700–0.780)". */
  static String change(String what, double reference, double value, Interval interval) {
    String verb =
        number(value).equals(number(reference))
            ? " stayed at " + number(value)
            : (value < reference ? " fell from " : " rose from ")
                + number(reference)
                + " to "
                + number(value);
    return what + verb + range(interval);
  }

  static String range(Interval interval) {
    return String.format(
        Locale.ROOT,
        " (%.0f %%: %s–%s)",
        100 * interval.level(),
        number(interval.low()),
        number(interval.high()));
  }

  /** Such as "92 of 100". */
  static String ofHundred(double share) {
    return Math.round(100 * share) + " of 100";
  }

  static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
