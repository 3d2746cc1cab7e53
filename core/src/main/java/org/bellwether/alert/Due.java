package org.bellwether.alert;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellwether.alert.Notification.Reason;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Who must be told of an alert now. It follows from what they know, so that nothing is forgotten.
 */
final class Due {

  private Due() {}

  static @Nullable Notification of(Alert alert, AlertPolicy policy, Instant now) {
    boolean pierces = policy.criticalPierces() && alert.severity() == Severity.CRITICAL;
    boolean quiet = policy.quiet() != null && policy.quiet().contains(now) && !pierces;
    if (quiet) {
      return null;
    }
    Alert.Told told = alert.told();
    if (alert.isResolved()) {
      return told == null ? null : new Notification(alert, Reason.RESOLVED, told.owners(), now);
    }
    boolean worse = told != null && alert.severity().compareTo(told.severity()) > 0;
    if (alert.status() instanceof AlertStatus.Snoozed snoozed) {
      if (!now.isBefore(snoozed.until())) {
        return new Notification(alert, Reason.REMINDED, alert.owners(), now);
      }
      return worse && pierces
          ? new Notification(alert, Reason.WORSENED, alert.owners(), now)
          : null;
    }
    if (told == null) {
      return new Notification(alert, Reason.RAISED, alert.owners(), now);
    }
    if (worse) {
      return new Notification(alert, Reason.WORSENED, alert.owners(), now);
    }
    Set<Owner> untold = new HashSet<>(alert.owners());
    untold.removeAll(told.owners());
    if (!untold.isEmpty()) {
      return new Notification(alert, Reason.RAISED, untold, now);
    }
    boolean late =
        alert.status() instanceof AlertStatus.Open
            && told.escalations() < policy.escalations()
            && !now.isBefore(told.at().plus(policy.escalateAfter()));
    return late ? new Notification(alert, Reason.ESCALATED, alert.owners(), now) : null;
  }

  /** The alert once the notification is on its way. */
  static Alert told(Alert alert, Notification due) {
    Alert.Told before = alert.told();
    Set<Owner> owners = before == null ? new HashSet<>() : new HashSet<>(before.owners());
    owners.addAll(due.to());
    int escalations = before == null || due.reason() == Reason.REMINDED ? 0 : before.escalations();
    Alert.Told told =
        new Alert.Told(
            due.at(),
            alert.severity(),
            owners,
            due.reason() == Reason.ESCALATED ? escalations + 1 : escalations);
    Alert after = alert.withTold(told);
    return due.reason() == Reason.REMINDED ? after.withStatus(new AlertStatus.Open()) : after;
  }

  static String words(Notification due) {
    return EnumSet.copyOf(due.to()).stream().map(Owner::word).collect(Collectors.joining(", "));
  }
}
