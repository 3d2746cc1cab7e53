package org.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellwether.access.Callers;
import org.bellwether.alert.CalendarEntry;
import org.bellwether.finding.Owner;
import org.bellwether.notify.Calendar;
import org.bellwether.notify.Channel;
import org.bellwether.notify.ChannelRequest;
import org.bellwether.notify.Channels;
import org.bellwether.notify.Delivery;
import org.bellwether.notify.Dispatcher;
import org.bellwether.notify.Outbox;
import org.bellwether.notify.UndeliveredException;
import org.bellwether.render.Figures;
import org.bellwether.render.SeverityMark;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who hears of alerts, and when not? Channels and the calendar, for admins. */
@RestController
public class ChannelsPage {

  private final Channels channels;
  private final Outbox outbox;
  private final Dispatcher dispatcher;
  private final Calendar calendar;
  private final InstantSource clock;

  public ChannelsPage(
      Channels channels,
      Outbox outbox,
      Dispatcher dispatcher,
      Calendar calendar,
      InstantSource clock) {
    this.channels = channels;
    this.outbox = outbox;
    this.dispatcher = dispatcher;
    this.calendar = calendar;
    this.clock = clock;
  }

  /** A channel in the table. */
  public record ChannelRow(
      String id, String name, String kind, String target, String takes, int waiting) {}

  /** A message that waits. */
  public record Waiting(String channel, String text, String since, String state) {}

  /** An entry of the calendar. */
  public record EntryRow(
      String id,
      String name,
      String type,
      String effect,
      String models,
      String start,
      String end) {}

  /**
   * What the page shows.
   *
   * @param done what was just done, empty of nothing
   * @param error why the last form was not taken, empty if it was
   * @param entered what that form held, without secrets
   */
  public record View(
      List<ChannelRow> channels,
      List<Waiting> waiting,
      List<EntryRow> entries,
      String done,
      String error,
      Map<String, String> entered) {

    /** What a field held. */
    public String entered(String field) {
      return entered.getOrDefault(field, "");
    }
  }

  @GetMapping("/settings/channels")
  ResponseEntity<String> show(HttpServletRequest request) {
    return page(request, "", "");
  }

  @PostMapping("/settings/channels")
  ResponseEntity<String> create(
      HttpServletRequest request,
      @RequestParam String name,
      @RequestParam String kind,
      @RequestParam(defaultValue = "") String target,
      @RequestParam(defaultValue = "") String secret,
      @RequestParam(defaultValue = "") List<String> owners,
      @RequestParam(defaultValue = "") String models,
      @RequestParam(defaultValue = "warning") String least,
      @RequestParam(defaultValue = "false") boolean escalations) {
    try {
      ChannelRequest wanted =
          new ChannelRequest(
              name,
              kind,
              target.isBlank() ? null : target,
              secret,
              owners,
              names(models),
              least,
              escalations,
              true);
      channels.keep(wanted.over(null, channels.freshId()), secret, Callers.current().actor());
      return page(
          request, "The channel “" + name + "” is there. Send it a test before you need it.", "");
    } catch (IllegalArgumentException e) {
      return page(request, "", String.valueOf(e.getMessage()));
    }
  }

  private static List<String> names(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  @PostMapping("/settings/channels/test")
  ResponseEntity<String> test(HttpServletRequest request, @RequestParam String id) {
    Channel channel = channels.find(id).orElse(null);
    if (channel == null) {
      return page(request, "", "that channel was removed");
    }
    try {
      dispatcher.test(channel, AlertView.person(Callers.current().actor()));
      return page(request, "“" + channel.name() + "” took the test.", "");
    } catch (UndeliveredException e) {
      return page(request, "", "“" + channel.name() + "” did not take the test: " + e.getMessage());
    }
  }

  @PostMapping("/settings/channels/remove")
  ResponseEntity<String> remove(HttpServletRequest request, @RequestParam String id) {
    return channels.remove(id, Callers.current().actor(), clock.instant())
        ? back()
        : page(request, "", "that channel was removed already");
  }

  @PostMapping("/settings/calendar")
  ResponseEntity<String> addEntry(
      HttpServletRequest request,
      @RequestParam String entry,
      @RequestParam String type,
      @RequestParam String effect,
      @RequestParam(name = "entry-models", defaultValue = "") String models,
      @RequestParam String start,
      @RequestParam String end) {
    try {
      calendar.add(
          new CalendarEntry(
              channels.freshId(),
              entry,
              CalendarEntry.Type.of(type),
              CalendarEntry.Effect.of(effect),
              Set.copyOf(names(models)),
              moment("start", start),
              moment("end", end)),
          Callers.current().actor());
      return back();
    } catch (IllegalArgumentException e) {
      return page(request, "", String.valueOf(e.getMessage()));
    }
  }

  private static Instant moment(String field, String text) {
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          field + ": must be a day and time such as 2026-11-27T00:00, not '" + text + "'", e);
    }
  }

  @PostMapping("/settings/calendar/remove")
  ResponseEntity<String> removeEntry(HttpServletRequest request, @RequestParam String id) {
    return calendar.remove(id, Callers.current().actor())
        ? back()
        : page(request, "", "that entry was removed already");
  }

  private static ResponseEntity<String> back() {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .header("Location", "/settings/channels")
        .build();
  }

  private ResponseEntity<String> page(HttpServletRequest request, String done, String error) {
    List<Channel> all = channels.all();
    List<Delivery> waiting = outbox.undelivered();
    View view =
        new View(
            all.stream().map(c -> row(c, waiting)).toList(),
            waiting.stream().map(d -> waiting(d, all)).toList(),
            calendar.all().stream().map(ChannelsPage::row).toList(),
            done,
            error,
            error.isEmpty() ? Map.of() : entered(request));
    String verdict =
        all.isEmpty()
            ? "Nobody yet: there is no channel."
            : Figures.count(all.size(), "channel")
                + (waiting.isEmpty()
                    ? ", and no message waits."
                    : ", and " + Figures.count(waiting.size(), "message") + " not delivered yet.");
    return Pages.page(
        error.isEmpty() ? HttpStatus.OK : HttpStatus.BAD_REQUEST,
        "channels.jte",
        Frame.of(request, new Frame.Heading("Who hears of alerts?", null, verdict)),
        Map.of("view", view));
  }

  private static ChannelRow row(Channel c, List<Delivery> waiting) {
    String owners =
        c.owners().isEmpty()
            ? "everyone"
            : c.owners().stream().sorted().map(Owner::word).collect(Collectors.joining(", "));
    String takes =
        (c.escalations() ? "what nobody answered" : SeverityMark.word(c.least()) + " and worse")
            + " for "
            + owners
            + (c.models().isEmpty() ? "" : " of " + String.join(", ", c.models()))
            + (c.active() ? "" : "; switched off");
    return new ChannelRow(
        c.id(),
        c.name(),
        c.kind().word(),
        c.target(),
        takes,
        (int) waiting.stream().filter(d -> d.channel().equals(c.id())).count());
  }

  private static Waiting waiting(Delivery d, List<Channel> all) {
    return new Waiting(
        all.stream()
            .filter(c -> c.id().equals(d.channel()))
            .map(Channel::name)
            .findFirst()
            .orElse(""),
        d.message().title(),
        d.created().toString(),
        AlertsPage.state(d));
  }

  private static EntryRow row(CalendarEntry e) {
    return new EntryRow(
        e.id(),
        e.name(),
        e.type().word().replace('-', ' '),
        e.effect() == CalendarEntry.Effect.SUPPRESS ? "no alerts of chance" : "named in alerts",
        e.models().isEmpty() ? "all" : String.join(", ", e.models()),
        e.start().toString(),
        e.end().toString());
  }

  /** What the form held, without the secret. */
  private static Map<String, String> entered(HttpServletRequest request) {
    Map<String, String> entered = new HashMap<>();
    for (String field :
        List.of("name", "kind", "target", "models", "least", "entry", "start", "end")) {
      String value = request.getParameter(field);
      if (value != null) {
        entered.put(field, value);
      }
    }
    return entered;
  }
}
