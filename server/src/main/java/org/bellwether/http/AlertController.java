package org.bellwether.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.bellwether.access.Callers;
import org.bellwether.access.Endpoints;
import org.bellwether.alert.Alert;
import org.bellwether.alert.AlertStatus;
import org.bellwether.alert.Alerting;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Severity;
import org.bellwether.notify.Alerts;
import org.bellwether.notify.Delivery;
import org.bellwether.notify.Outbox;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.bellwether.render.SeverityMark;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Alerts, and what people do about them. */
@RestController
public class AlertController {

  private final Alerts alerts;
  private final Outbox outbox;
  private final Catalog catalog;

  public AlertController(Alerts alerts, Outbox outbox, Catalog catalog) {
    this.alerts = alerts;
    this.outbox = outbox;
    this.catalog = catalog;
  }

  /** One thing in trouble. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Part(
      String kind,
      String check,
      @Nullable String column,
      String segment,
      String severity,
      String owner,
      String sentence,
      boolean healthy) {

    static Part of(Alert.Part part) {
      return new Part(
          part.key().kind().word(),
          part.key().check(),
          part.key().column(),
          part.key().segment().toString(),
          SeverityMark.word(part.severity()),
          part.owner().word(),
          part.sentence(),
          part.healthy());
    }
  }

  /**
   * An alert.
   *
   * @param status open, acknowledged, snoozed or resolved
   * @param owners who is told
   * @param answer who answered, and why; left out while nobody did
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Shown(
      String id,
      String model,
      String version,
      String severity,
      String status,
      String sentence,
      String owner,
      List<String> owners,
      @Nullable String assignee,
      @Nullable String answer,
      Instant since,
      Instant raised,
      Instant lastSeen,
      @Nullable Instant until,
      @Nullable Instant resolved,
      List<Part> parts,
      List<String> notes) {

    static Shown of(Alert a) {
      AlertStatus status = a.status();
      return new Shown(
          a.id(),
          a.model(),
          a.version(),
          SeverityMark.word(a.severity()),
          status.word(),
          a.sentence(),
          a.owner().word(),
          a.owners().stream().sorted().map(Owner::word).toList(),
          a.assignee(),
          answer(status),
          a.since(),
          a.raised(),
          a.lastSeen(),
          status instanceof AlertStatus.Snoozed s ? s.until() : null,
          status instanceof AlertStatus.Resolved r ? r.at() : null,
          a.parts().stream().map(Part::of).toList(),
          a.notes());
    }

    private static @Nullable String answer(AlertStatus status) {
      return switch (status) {
        case AlertStatus.Acknowledged a -> a.by() + ": " + a.reason();
        case AlertStatus.Snoozed s -> s.by() + ": " + s.reason();
        case AlertStatus.Open o -> null;
        case AlertStatus.Resolved r -> null;
      };
    }
  }

  /** A message on its way. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Sent(
      long id,
      String channel,
      String alert,
      String reason,
      String text,
      Instant created,
      int attempts,
      Instant next,
      @Nullable Instant delivered,
      @Nullable Instant ended,
      String problem) {

    static Sent of(Delivery d) {
      return new Sent(
          d.id(),
          d.channel(),
          d.message().alert(),
          d.message().reason(),
          d.message().text(),
          d.created(),
          d.attempts(),
          d.next(),
          d.delivered(),
          d.ended(),
          d.problem());
    }
  }

  /** An alert with what happened to it. */
  public record Whole(Shown alert, List<Alerting.Change> history, List<Sent> deliveries) {}

  /** What somebody wants with an alert. */
  public record Wanted(
      @Nullable String action,
      @Nullable String reason,
      @Nullable Instant until,
      @Nullable String to) {}

  @GetMapping("/v1/alerts")
  List<Shown> list(
      @RequestParam(defaultValue = "open") String status,
      @RequestParam(required = false) @Nullable String model,
      @RequestParam(defaultValue = "warning") String severity,
      @RequestParam(defaultValue = "") String owner,
      @RequestParam(defaultValue = "100") int limit) {
    boolean all = Wanting.oneOf("status", status, "open", "all").equals("all");
    boolean critical =
        Wanting.oneOf("severity", severity, "warning", "critical").equals("critical");
    String wanted = owner.replace('-', ' ');
    return alerts.list(all, model, critical ? Severity.CRITICAL : Severity.WARNING, limit).stream()
        .filter(a -> Callers.current().reaches(unit(a)))
        .filter(a -> wanted.isEmpty() || a.owner().word().equals(wanted))
        .map(Shown::of)
        .toList();
  }

  @GetMapping("/v1/alerts/{id}")
  Whole one(@PathVariable String id) {
    Alert alert = reachable(id);
    return new Whole(
        Shown.of(alert), alerts.history(id), outbox.of(id).stream().map(Sent::of).toList());
  }

  @PostMapping("/v1/alerts/{id}")
  Shown act(@PathVariable String id, @RequestBody Wanted wanted) {
    Alert alert = reachable(id);
    if (!Callers.current().may(Endpoints.RESPONDERS, unit(alert))) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN,
          "Answering an alert needs a role other than viewer in business unit '"
              + unit(alert)
              + "'.");
    }
    Alerts.Act act = Alerts.Act.of(wanted.action(), wanted.reason(), wanted.until(), wanted.to());
    return alerts
        .act(id, act, Callers.current().actor())
        .map(Shown::of)
        .orElseThrow(() -> unknown(id));
  }

  @GetMapping("/v1/deliveries")
  List<Sent> undelivered() {
    return outbox.undelivered().stream().map(Sent::of).toList();
  }

  private Alert reachable(String id) {
    return alerts
        .find(id)
        .filter(a -> Callers.current().reaches(unit(a)))
        .orElseThrow(() -> unknown(id));
  }

  /** Where the model is; of one that is not registered only who reaches every unit hears. */
  private String unit(Alert alert) {
    return catalog.find(alert.model()).map(Model::unit).orElse("");
  }

  private static ResponseStatusException unknown(String id) {
    return new ResponseStatusException(
        HttpStatus.NOT_FOUND, "No alert '" + id + "'; GET /v1/alerts lists them.");
  }
}
