package org.bellwether.notify;

import java.time.Instant;
import java.util.List;
import org.bellwether.alert.Alert;
import org.bellwether.alert.Notification;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Severity;

/**
 * What is sent, fixed when it was decided.
 *
 * @param alert id, empty for a test
 * @param reason why now, such as {@code raised}
 * @param severity word of it
 * @param title for a subject line
 * @param text who, what, since when and why
 * @param owners who is to hear
 * @param since start of the trouble
 * @param at when it was decided
 * @param assignee who looks after it, empty for nobody
 */
public record Message(
    String alert,
    String reason,
    String model,
    String version,
    Severity severity,
    String title,
    String text,
    List<String> owners,
    Instant since,
    Instant at,
    String assignee) {

  static Message of(Notification notification) {
    Alert alert = notification.alert();
    String assignee = alert.assignee();
    return new Message(
        alert.id(),
        notification.reason().word(),
        alert.model(),
        alert.version(),
        alert.severity(),
        alert.title(),
        alert.sentence(),
        notification.to().stream().sorted().map(Owner::word).toList(),
        alert.since(),
        notification.at(),
        assignee == null ? "" : assignee);
  }

  static Message test(String by, Instant now) {
    return new Message(
        "",
        "test",
        "bellwether",
        "",
        Severity.WARNING,
        "a test of this channel",
        "A test of this channel, asked for by " + by + ". Alerts will look like this.",
        List.of(),
        now,
        now,
        "");
  }

  boolean isTest() {
    return reason.equals("test");
  }

  boolean isResolved() {
    return reason.equals("resolved");
  }
}
