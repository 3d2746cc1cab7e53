package org.bellwether.alert;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Trouble of a model that has lasted: everything that began together is one alert.
 *
 * @param id fixed by model, version, window and what was first in trouble
 * @param model name
 * @param version of the model; empty where predictions do not say
 * @param parts what is in trouble, worst first, at least one
 * @param since start of the first window in trouble
 * @param window start of the window that made it an alert
 * @param raised when it became an alert
 * @param lastSeen end of the latest window in trouble
 * @param severity the worst it has been
 * @param status where it stands
 * @param assignee who was asked to look after it
 * @param told who was told of it; {@code null} while nobody was
 * @param notes what the calendar says of its time
 */
public record Alert(
    String id,
    String model,
    String version,
    List<Part> parts,
    Instant since,
    Instant window,
    Instant raised,
    Instant lastSeen,
    Severity severity,
    AlertStatus status,
    @Nullable String assignee,
    @Nullable Told told,
    List<String> notes) {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int SHOWN = 3;

  /**
   * One thing in trouble.
   *
   * @param severity the worst it has been
   * @param sentence what was last wrong
   * @param healthy whether it is well again
   */
  public record Part(
      SignalKey key, Severity severity, Owner owner, String sentence, boolean healthy) {}

  /**
   * Who was told.
   *
   * @param at when last
   * @param severity of which they know
   * @param owners all who were
   * @param escalations how often it was escalated
   */
  public record Told(Instant at, Severity severity, Set<Owner> owners, int escalations) {
    public Told {
      owners = Set.copyOf(owners);
    }
  }

  public Alert {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("an alert needs something in trouble");
    }
    parts =
        parts.stream()
            .sorted(
                Comparator.comparing(Part::healthy)
                    .thenComparing(Part::severity, Comparator.reverseOrder())
                    .thenComparing(Part::owner))
            .toList();
    notes = List.copyOf(notes);
  }

  public boolean isResolved() {
    return status instanceof AlertStatus.Resolved;
  }

  /** Who looks first: of the worst part's owners the one nearest to the data. */
  public Owner owner() {
    return parts.stream()
        .filter(p -> p.severity() == severity)
        .map(Part::owner)
        .min(Comparator.naturalOrder())
        .orElse(parts.get(0).owner());
  }

  /** Who is told: the one who looks first, and risk of any unfairness. */
  public Set<Owner> owners() {
    Set<Owner> owners = EnumSet.of(owner());
    if (parts.stream().anyMatch(p -> p.owner() == Owner.RISK)) {
      owners.add(Owner.RISK);
    }
    return owners;
  }

  /** Who, what, since when and why, in one sentence. */
  public String sentence() {
    String what = parts.stream().limit(SHOWN).map(Part::sentence).collect(Collectors.joining("; "));
    int more = parts.size() - SHOWN;
    return subject()
        + ": "
        + what
        + (more > 0 ? "; and " + more + " more" : "")
        + (isResolved() ? "; healthy again after it lasted from " : "; since ")
        + MINUTES.format(since)
        + (isResolved() ? " to " + MINUTES.format(lastSeen) : "")
        + (notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")")
        + ".";
  }

  /** The worst part alone, for a subject line. */
  public String title() {
    return subject() + ": " + parts.get(0).sentence();
  }

  private String subject() {
    return version.isEmpty() ? model : model + " " + version;
  }

  Alert withParts(List<Part> now, Instant first, Instant last) {
    Severity worst =
        now.stream().map(Part::severity).max(Comparator.naturalOrder()).orElse(severity);
    return new Alert(
        id,
        model,
        version,
        now,
        first.isBefore(since) ? first : since,
        window,
        raised,
        last.isAfter(lastSeen) ? last : lastSeen,
        worst,
        status,
        assignee,
        told,
        notes);
  }

  Alert withStatus(AlertStatus now) {
    return new Alert(
        id, model, version, parts, since, window, raised, lastSeen, severity, now, assignee, told,
        notes);
  }

  Alert withAssignee(String who) {
    return new Alert(
        id, model, version, parts, since, window, raised, lastSeen, severity, status, who, told,
        notes);
  }

  Alert withTold(Told now) {
    return new Alert(
        id, model, version, parts, since, window, raised, lastSeen, severity, status, assignee, now,
        notes);
  }
}
