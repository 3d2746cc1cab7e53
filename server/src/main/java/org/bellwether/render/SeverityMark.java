package org.bellwether.render;

import java.util.Locale;
import org.bellwether.finding.Severity;

/** A severity as shape and word; colour only ever adds to them. */
public final class SeverityMark {

  private SeverityMark() {}

  /** The shape. */
  public static String shape(Severity severity) {
    return switch (severity) {
      case OK -> "●";
      case UNKNOWN -> "◌";
      case WARNING -> "▲";
      case CRITICAL -> "■";
    };
  }

  /** A number to sort by, worst first. */
  public static int order(Severity severity) {
    return switch (severity) {
      case CRITICAL -> 0;
      case WARNING -> 1;
      case UNKNOWN -> 2;
      case OK -> 3;
    };
  }

  /** The word. */
  public static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
