package org.bellwether.alert;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.bellwether.finding.Owner;

/**
 * Something to tell people, once.
 *
 * @param alert as it is told
 * @param reason why now
 * @param to who is to hear
 * @param at when it was decided
 */
public record Notification(Alert alert, Reason reason, Set<Owner> to, Instant at) {

  /** Why people are told. */
  public enum Reason {
    RAISED,
    WORSENED,
    ESCALATED,
    REMINDED,
    RESOLVED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Notification {
    to = Set.copyOf(to);
  }
}
