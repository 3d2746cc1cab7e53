package org.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bellwether.access.Callers;
import org.bellwether.access.Endpoints;
import org.bellwether.alert.Alert;
import org.bellwether.finding.Severity;
import org.bellwether.notify.Alerts;
import org.bellwether.notify.Channel;
import org.bellwether.notify.Channels;
import org.bellwether.notify.Delivery;
import org.bellwether.notify.Outbox;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.bellwether.render.Figures;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;

/** What needs somebody now? */
@RestController
public class AlertsPage {

  private static final int SHOWN = 200;

  private final Alerts alerts;
  private final Outbox outbox;
  private final Channels channels;
  private final Catalog catalog;
  private final InstantSource clock;

  public AlertsPage(
      Alerts alerts, Outbox outbox, Channels channels, Catalog catalog, InstantSource clock) {
    this.alerts = alerts;
    this.outbox = outbox;
    this.channels = channels;
    this.catalog = catalog;
    this.clock = clock;
  }

  /** One line of an alert's history. */
  public record Line(String at, String actor, String action, String detail) {}

  /** A message on its way. */
  public record Sent(String channel, String reason, String at, String state) {}

  @GetMapping("/alerts")
  ResponseEntity<String> list(
      HttpServletRequest request,
      @RequestParam(name = "q", defaultValue = "") String search,
      @RequestParam(defaultValue = "false") boolean all) {
    String wanted = search.strip().toLowerCase(Locale.ROOT);
    List<AlertView> views =
        alerts.list(all, null, Severity.WARNING, SHOWN).stream()
            .filter(this::isReachable)
            .map(this::view)
            .filter(v -> holds(v, wanted))
            .toList();
    return Pages.page(
        request,
        "alerts.jte",
        heading(views, wanted.isEmpty()),
        Map.of(
            "views",
            views,
            "search",
            search,
            "all",
            all,
            "error",
            "",
            "channels",
            channels.all().size()));
  }

  private static boolean holds(AlertView view, String wanted) {
    return String.join("\n", view.model(), view.sentence(), view.owners(), view.assignee())
        .toLowerCase(Locale.ROOT)
        .contains(wanted);
  }

  private static Frame.Heading heading(List<AlertView> views, boolean whole) {
    String question = "What needs somebody now?";
    List<AlertView> open = views.stream().filter(v -> !v.status().equals("resolved")).toList();
    if (open.isEmpty()) {
      return new Frame.Heading(
          question,
          whole ? Severity.OK : null,
          whole ? "Nothing: no alert is open." : "No open alert fits the search.");
    }
    long unanswered = open.stream().filter(v -> v.status().equals("open")).count();
    Severity worst =
        open.stream()
            .map(AlertView::severity)
            .reduce(Severity.OK, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    return new Frame.Heading(
        question,
        worst,
        (open.size() == 1 ? "1 alert is open" : Figures.count(open.size()) + " alerts are open")
            + (unanswered == 0
                ? ", all of them answered."
                : unanswered == open.size()
                    ? ", and nobody has answered yet."
                    : ", and nobody has answered " + unanswered + " of them."));
  }

  @GetMapping("/alerts/{id}")
  ResponseEntity<String> one(HttpServletRequest request, @PathVariable String id) {
    return one(request, id, "");
  }

  private ResponseEntity<String> one(HttpServletRequest request, String id, String error) {
    Alert alert = known(id);
    List<Line> history =
        alerts.history(id).stream()
            .map(c ->
                new Line(c.at().toString(), AlertView.person(c.actor()), c.action(), c.detail()))
            .toList();
    return Pages.page(
        error.isEmpty() ? HttpStatus.OK : HttpStatus.BAD_REQUEST,
        "alert.jte",
        Frame.of(
            request,
            new Frame.Heading(
                "What is wrong with " + alert.model() + "?",
                alert.isResolved() ? Severity.OK : alert.severity(),
                alert.sentence())),
        Map.of("view", view(alert), "history", history, "deliveries", sent(id), "error", error));
  }

  private List<Sent> sent(String id) {
    List<Channel> all = channels.all();
    return outbox.of(id).stream()
        .map(d ->
            new Sent(
                all.stream()
                    .filter(c -> c.id().equals(d.channel()))
                    .map(Channel::name)
                    .findFirst()
                    .orElse("a removed channel"),
                d.message().reason(),
                d.created().toString(),
                state(d)))
        .toList();
  }

  static String state(Delivery delivery) {
    if (delivery.delivered() != null) {
      return "delivered";
    }
    if (delivery.ended() != null) {
      return "given up: " + delivery.problem();
    }
    return delivery.attempts() == 0
        ? "on its way"
        : "not yet, after "
            + Figures.count(delivery.attempts(), "attempt")
            + ": "
            + delivery.problem();
  }

  @PostMapping("/alerts/{id}")
  ResponseEntity<String> answer(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "4") long hours,
      @RequestParam(defaultValue = "") String to) {
    Alert alert = known(id);
    if (!mayAnswer(alert)) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN,
          "Answering an alert needs a role other than viewer in business unit '"
              + unit(alert)
              + "'.");
    }
    try {
      alerts.act(
          id,
          Alerts.Act.of(action, reason, clock.instant().plus(Duration.ofHours(hours)), to),
          Callers.current().actor());
      return ResponseEntity.status(HttpStatus.SEE_OTHER)
          .header("Location", "/alerts/" + UriUtils.encodePathSegment(id, StandardCharsets.UTF_8))
          .build();
    } catch (IllegalArgumentException e) {
      return one(request, id, String.valueOf(e.getMessage()));
    }
  }

  private AlertView view(Alert alert) {
    return AlertView.of(alert, mayAnswer(alert), outbox.of(alert.id()));
  }

  private Alert known(String id) {
    return alerts
        .find(id)
        .filter(this::isReachable)
        .orElseThrow(() ->
            new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no alert '" + id + "'."));
  }

  private boolean isReachable(Alert alert) {
    return Callers.current().reaches(unit(alert));
  }

  private boolean mayAnswer(Alert alert) {
    return Callers.current().may(Endpoints.RESPONDERS, unit(alert));
  }

  /** Where the model is; of one that is not registered only who reaches every unit hears. */
  private String unit(Alert alert) {
    return catalog.find(alert.model()).map(Model::unit).orElse("");
  }
}
