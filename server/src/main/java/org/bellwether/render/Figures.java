package org.bellwether.render;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.bellwether.check.CheckName;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Threshold;
import org.jspecify.annotations.Nullable;

/** How numbers are written for people: rounded to what they are worth, undefined as a dash. */
public final class Figures {

  /** What stands where there is no number. */
  public static final String UNDEFINED = "–";

  /** Error bounds up to here are the last digits of arithmetic, not an approximation. */
  private static final double ROUNDING = 1e-9;

  private Figures() {}

  /** A count with thousands set apart. */
  public static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** A count with its noun, such as {@code 1 row} or {@code 2,000 rows}. */
  public static String count(long n, String noun) {
    return count(n) + " " + noun + (n == 1 ? "" : "s");
  }

  /** Four significant digits; whole numbers in full, the very large and small in powers of ten. */
  public static String number(double x) {
    if (Double.isNaN(x)) {
      return UNDEFINED;
    }
    if (Double.isInfinite(x)) {
      return x > 0 ? "∞" : "-∞";
    }
    double size = Math.abs(x);
    if (size != 0 && (size >= 1e12 || size < 1e-4)) {
      return String.format(Locale.ROOT, "%.2e", x);
    }
    if (size >= 1000) {
      return x == Math.rint(x) || size >= 1e5
          ? String.format(Locale.ROOT, "%,.0f", x)
          : String.format(Locale.ROOT, "%,.1f", x);
    }
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(4, RoundingMode.HALF_EVEN));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** As many decimals as half the interval's width is worth. */
  static String number(double x, @Nullable Interval interval) {
    int decimals = decimals(interval);
    return decimals < 0 || !Double.isFinite(x) || x == 0 ? number(x) : fixed(x, decimals);
  }

  /** The interval, such as {@code 95 %: 0.70–0.78}. */
  static String interval(Interval interval) {
    int decimals = decimals(interval);
    String low = bound(interval.low(), decimals);
    String high = bound(interval.high(), decimals);
    String dash = low.startsWith("-") || high.startsWith("-") ? " to " : "–";
    return percent(interval.level()) + ": " + low + dash + high;
  }

  private static String bound(double x, int decimals) {
    return decimals < 0 || !Double.isFinite(x) ? number(x) : fixed(x, decimals);
  }

  private static int decimals(@Nullable Interval interval) {
    if (interval == null) {
      return -1;
    }
    double half = (interval.high() - interval.low()) / 2;
    if (!Double.isFinite(half) || half <= 0 || half >= 1e9 || half < 1e-7) {
      return -1;
    }
    return Math.max(0, (int) Math.ceil(-Math.log10(half)));
  }

  private static String fixed(double x, int decimals) {
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", x);
    return text.matches("-0(\\.0+)?") ? text.substring(1) : text;
  }

  /** A share as a percentage, such as {@code 4.2 %}. */
  public static String percent(double share) {
    if (Double.isNaN(share)) {
      return UNDEFINED;
    }
    double percent = share * 100;
    if (percent > 0 && percent < 0.01) {
      return "< 0.01 %";
    }
    BigDecimal rounded = new BigDecimal(percent).round(new MathContext(3, RoundingMode.HALF_EVEN));
    String text = rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    return text + " %";
  }

  static String pValue(double p) {
    if (Double.isNaN(p)) {
      return UNDEFINED;
    }
    return p < 0.0001 ? "< 0.0001" : new BigDecimal(p).round(new MathContext(2)).toPlainString();
  }

  /** Where trouble begins, such as {@code warning from 0.1, critical from 0.25}. */
  static String threshold(Threshold threshold) {
    String side = threshold.direction() == Threshold.Direction.ABOVE ? " from " : " down from ";
    boolean warns = Double.isFinite(threshold.warning());
    boolean alarms = Double.isFinite(threshold.critical());
    if (!warns && !alarms) {
      return "";
    }
    if (warns && alarms && threshold.warning() == threshold.critical()) {
      return "critical" + side + number(threshold.critical());
    }
    String text = warns ? "warning" + side + number(threshold.warning()) : "";
    String more = alarms ? "critical" + side + number(threshold.critical()) : "";
    return text + (warns && alarms ? ", " : "") + more;
  }

  /**
   * The figures of a finding in one line, without what does not apply. A value and its reference
   * have the decimals that the interval of their difference is worth.
   */
  static String line(Finding finding) {
    Measurement m = finding.measurement();
    StringBuilder line = new StringBuilder();
    boolean effectIsValue = m.effect() == m.value() || Double.isNaN(m.effect());
    Interval interval = m.interval();
    if (!Double.isNaN(m.value())) {
      Interval worth = effectIsValue || isDifference(m) ? interval : null;
      line.append(what(m)).append(number(m.value(), worth));
      if (effectIsValue && interval != null) {
        line.append(" (").append(interval(interval)).append(')');
      }
      if (!Double.isNaN(m.reference())) {
        append(line, "reference " + number(m.reference(), isDifference(m) ? interval : null));
      }
    }
    if (!effectIsValue) {
      String bounds = interval == null ? "" : " (" + interval(interval) + ")";
      String effect = CheckName.of(m.check()).effect();
      append(line, effect + " " + number(m.effect(), interval) + bounds);
    }
    append(line, threshold(m.threshold()));
    if (m.n() > 0) {
      append(line, count(m.n(), "row"));
    }
    if (!Double.isNaN(finding.adjustedPValue())) {
      append(line, "adjusted p " + pValue(finding.adjustedPValue()));
    }
    if (!m.method().isExact() && m.method().errorBound() > ROUNDING) {
      append(line, "within ±" + number(m.method().errorBound()));
    }
    return line.toString();
  }

  /** The statistic where a distribution may be judged by many, else nothing more than "value". */
  private static String what(Measurement m) {
    return DriftNames.find(m.method().name()).map(d -> d.name() + " ").orElse("value ");
  }

  private static boolean isDifference(Measurement m) {
    double difference = Math.abs(Math.abs(m.value() - m.reference()) - Math.abs(m.effect()));
    return difference <= 1e-9 * Math.max(1, Math.abs(m.value()));
  }

  private static void append(StringBuilder line, String part) {
    if (!part.isEmpty()) {
      line.append(line.isEmpty() ? "" : "; ").append(part);
    }
  }
}
