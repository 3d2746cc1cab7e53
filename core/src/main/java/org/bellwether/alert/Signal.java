package org.bellwether.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bellwether.check.ColumnPValue;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Severity;
import org.bellwether.schema.Segment;

/**
 * What one window said of one thing that may be wrong. What the window could not judge is no
 * signal.
 *
 * @param severity {@code OK}, {@code WARNING} or {@code CRITICAL}
 * @param owner who should look
 * @param raise when trouble becomes an alert
 * @param certain whether no chance is involved, so that no calendar suppresses it
 * @param sentence what is wrong, without a full stop
 */
public record Signal(
    SignalKey key, Severity severity, Owner owner, Raise raise, boolean certain, String sentence) {

  /** Name of the stream detector as a check. */
  public static final String STREAM = "stream-change";

  /** A column of a window is in trouble, once the stream has alarmed, up to this p-value. */
  private static final double STILL_CHANGED = 0.01;

  private static final int NAMED = 3;

  /** When trouble becomes an alert. */
  public enum Raise {
    /** In the window that says so: it has lasted by its own measure, or is certain. */
    AT_ONCE,
    /** When enough of the latest windows say so. */
    WHEN_LASTING,
    /** Never by itself; it keeps an alert open. */
    NEVER
  }

  public Signal {
    if (severity == Severity.UNKNOWN) {
      throw new IllegalArgumentException(key.check() + ": what cannot be judged is no signal");
    }
  }

  boolean isTrouble() {
    return severity.atLeast(Severity.WARNING);
  }

  /** Those of a window's findings; certain and critical ones are alerts at once. */
  public static List<Signal> of(List<Finding> findings) {
    List<Signal> signals = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.severity() != Severity.UNKNOWN) {
        boolean certain = !finding.measurement().isStochastic();
        signals.add(
            new Signal(
                SignalKey.of(finding.measurement()),
                finding.severity(),
                finding.measurement().owner(),
                certain && finding.severity() == Severity.CRITICAL
                    ? Raise.AT_ONCE
                    : Raise.WHEN_LASTING,
                certain,
                withoutStop(finding.message())));
      }
    }
    return signals;
  }

  /** Those of the stream detector: an alarm names at most three columns, smallest p first. */
  public static List<Signal> of(StreamStep step) {
    List<Signal> signals = new ArrayList<>();
    for (ColumnPValue column : step.columns()) {
      boolean changed = column.pValue() <= STILL_CHANGED;
      boolean named = step.alarms() && (signals.isEmpty() || (changed && signals.size() < NAMED));
      signals.add(
          new Signal(
              new SignalKey(Kind.DRIFT, STREAM, column.column(), Segment.whole()),
              named || changed ? Severity.WARNING : Severity.OK,
              Owner.MODEL_TEAM,
              named ? Raise.AT_ONCE : Raise.NEVER,
              false,
              sentence(column)));
    }
    return signals;
  }

  private static String sentence(ColumnPValue column) {
    return String.format(
        Locale.ROOT,
        "%s differs from all earlier windows%s (p = %.2g in this window, and together with those"
            + " before it too much for chance)",
        column.column(),
        column.stratum().equals("all") ? "" : " of " + column.stratum(),
        column.pValue());
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
