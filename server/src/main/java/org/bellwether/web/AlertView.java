package org.bellwether.web;

import java.util.List;
import java.util.stream.Collectors;
import org.bellwether.alert.Alert;
import org.bellwether.alert.AlertStatus;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Severity;
import org.bellwether.notify.Delivery;

/**
 * An alert as a page shows it; times in ISO 8601.
 *
 * @param meaning where it stands, such as {@code acknowledged by ann: looking at the feed}
 * @param mayAnswer whether the reader may answer it
 * @param waiting messages that no channel has taken yet
 */
public record AlertView(
    String id,
    String model,
    String version,
    Severity severity,
    String sentence,
    String owners,
    String assignee,
    String status,
    String meaning,
    String since,
    String lastSeen,
    List<Part> parts,
    List<String> notes,
    boolean mayAnswer,
    int waiting) {

  /** Most things in trouble that the inbox says. */
  private static final int SAID = 3;

  /** One thing in trouble. */
  public record Part(Severity severity, String sentence, String owner, String segment) {}

  /** Things in trouble that the sentence leaves out. */
  public int more() {
    return Math.max(0, parts.size() - SAID);
  }

  static AlertView of(Alert alert, boolean mayAnswer, List<Delivery> deliveries) {
    String assignee = alert.assignee();
    return new AlertView(
        alert.id(),
        alert.model(),
        alert.version(),
        alert.isResolved() ? Severity.OK : alert.severity(),
        alert.parts().stream()
            .limit(SAID)
            .map(Alert.Part::sentence)
            .collect(Collectors.joining("; ")),
        String.join(", ", alert.owners().stream().sorted().map(Owner::word).toList()),
        assignee == null ? "" : assignee,
        alert.status().word(),
        meaning(alert),
        alert.since().toString(),
        alert.lastSeen().toString(),
        alert.parts().stream()
            .map(p ->
                new Part(
                    p.healthy() ? Severity.OK : p.severity(),
                    p.sentence(),
                    p.owner().word(),
                    p.key().segment().isWhole() ? "" : p.key().segment().toString()))
            .toList(),
        alert.notes(),
        mayAnswer && !alert.isResolved(),
        (int) deliveries.stream().filter(d -> d.delivered() == null && d.ended() == null).count());
  }

  private static String meaning(Alert alert) {
    return switch (alert.status()) {
      case AlertStatus.Open o -> "nobody has answered yet";
      case AlertStatus.Acknowledged a -> "acknowledged by " + person(a.by()) + ": " + a.reason();
      case AlertStatus.Snoozed s -> "snoozed by " + person(s.by()) + ": " + s.reason();
      case AlertStatus.Resolved r -> "healthy again";
    };
  }

  static String person(String actor) {
    return actor.startsWith("user:") ? actor.substring(5) : actor;
  }
}
