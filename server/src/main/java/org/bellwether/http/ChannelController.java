package org.bellwether.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.bellwether.access.Callers;
import org.bellwether.alert.CalendarEntry;
import org.bellwether.finding.Owner;
import org.bellwether.notify.Calendar;
import org.bellwether.notify.Channel;
import org.bellwether.notify.ChannelRequest;
import org.bellwether.notify.Channels;
import org.bellwether.notify.Dispatcher;
import org.bellwether.notify.UndeliveredException;
import org.bellwether.render.SeverityMark;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Channels that alerts go, and the calendar that they heed. */
@RestController
public class ChannelController {

  private final Channels channels;
  private final Dispatcher dispatcher;
  private final Calendar calendar;
  private final InstantSource clock;

  public ChannelController(
      Channels channels, Dispatcher dispatcher, Calendar calendar, InstantSource clock) {
    this.channels = channels;
    this.dispatcher = dispatcher;
    this.calendar = calendar;
    this.clock = clock;
  }

  /** A channel without its secret. */
  public record Shown(
      String id,
      String name,
      String kind,
      String target,
      List<String> owners,
      List<String> models,
      String least,
      boolean escalations,
      boolean active) {

    static Shown of(Channel c) {
      return new Shown(
          c.id(),
          c.name(),
          c.kind().word(),
          c.target(),
          c.owners().stream().sorted().map(Owner::word).toList(),
          c.models().stream().sorted().toList(),
          SeverityMark.word(c.least()),
          c.escalations(),
          c.active());
    }
  }

  /** Whether a test was taken, and why not. */
  public record Tested(boolean delivered, String problem) {}

  /** A time at which traffic differs. */
  public record Entry(
      String id,
      String name,
      String type,
      String effect,
      List<String> models,
      Instant start,
      Instant end) {

    static Entry of(CalendarEntry e) {
      return new Entry(
          e.id(),
          e.name(),
          e.type().word(),
          e.effect().word(),
          e.models().stream().sorted().toList(),
          e.start(),
          e.end());
    }
  }

  /** One to add. */
  public record WantedEntry(
      @Nullable String name,
      @Nullable String type,
      @Nullable String effect,
      @Nullable List<String> models,
      @Nullable Instant start,
      @Nullable Instant end) {}

  @GetMapping("/v1/channels")
  List<Shown> all() {
    return channels.all().stream().map(Shown::of).toList();
  }

  @PostMapping("/v1/channels")
  @ResponseStatus(HttpStatus.CREATED)
  Shown create(@RequestBody ChannelRequest wanted) {
    return Shown.of(keep(wanted, wanted.over(null, channels.freshId())));
  }

  @PutMapping("/v1/channels/{id}")
  Shown change(@PathVariable String id, @RequestBody ChannelRequest wanted) {
    return Shown.of(keep(wanted, wanted.over(known(id), id)));
  }

  private Channel keep(ChannelRequest wanted, Channel channel) {
    String secret = wanted.secret();
    return channels.keep(channel, secret == null ? "" : secret, Callers.current().actor());
  }

  @DeleteMapping("/v1/channels/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String id) {
    if (!channels.remove(id, Callers.current().actor(), clock.instant())) {
      throw unknown(id);
    }
  }

  @PostMapping("/v1/channels/{id}/test")
  Tested test(@PathVariable String id) {
    try {
      dispatcher.test(known(id), Callers.current().actor());
      return new Tested(true, "");
    } catch (UndeliveredException e) {
      return new Tested(false, String.valueOf(e.getMessage()));
    }
  }

  private Channel known(String id) {
    return channels.find(id).orElseThrow(() -> unknown(id));
  }

  private static ResponseStatusException unknown(String id) {
    return new ResponseStatusException(
        HttpStatus.NOT_FOUND, "No channel '" + id + "'; GET /v1/channels lists them.");
  }

  @GetMapping("/v1/calendar")
  List<Entry> calendar() {
    return calendar.all().stream().map(Entry::of).toList();
  }

  @PostMapping("/v1/calendar")
  @ResponseStatus(HttpStatus.CREATED)
  Entry add(@RequestBody WantedEntry wanted) {
    CalendarEntry entry =
        new CalendarEntry(
            channels.freshId(),
            Wanting.field("name", wanted.name()),
            CalendarEntry.Type.of(Wanting.field("type", wanted.type())),
            CalendarEntry.Effect.of(wanted.effect() == null ? "annotate" : wanted.effect()),
            wanted.models() == null ? Set.of() : Set.copyOf(wanted.models()),
            Wanting.field("start", wanted.start()),
            Wanting.field("end", wanted.end()));
    calendar.add(entry, Callers.current().actor());
    return Entry.of(entry);
  }

  @DeleteMapping("/v1/calendar/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeEntry(@PathVariable String id) {
    if (!calendar.remove(id, Callers.current().actor())) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "No entry '" + id + "' in the calendar.");
    }
  }
}
