package org.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.bellwether.alert.AlertPolicy;
import org.bellwether.check.BaselineFinding;
import org.bellwether.check.JudgedWindow;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;
import org.bellwether.settings.Settings;
import org.bellwether.settings.SettingsReader;
import org.bellwether.store.AuditHead;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Metadata;

/** What the service has of alerts, on a database. */
final class Desk implements AutoCloseable {

  static final String KEY = "a key of enough characters";
  static final Instant HOUR = Instant.parse("2026-01-05T08:00:00Z");

  final Metadata metadata;
  final AuditLog audit;
  final Channels channels;
  final Outbox outbox;
  final Alerts alerts;
  final Dispatcher dispatcher;

  Desk(Settings settings, Path data, int smtpPort, boolean privateAddresses) throws Exception {
    this(settings, data, smtpPort, privateAddresses, InstantSource.system());
  }

  /**
   * A desk.
   *
   * @param clock of the dispatcher
   */
  Desk(Settings settings, Path data, int smtpPort, boolean privateAddresses, InstantSource clock)
      throws Exception {
    metadata = Metadata.open(settings);
    audit = new AuditLog(metadata, new AuditHead(data), InstantSource.system());
    channels = new Channels(metadata, audit, Sealed.in(data));
    outbox = new Outbox(metadata);
    alerts =
        new Alerts(
            metadata,
            audit,
            new Calendar(metadata, audit),
            channels,
            outbox,
            AlertPolicy.defaults(),
            InstantSource.system());
    Settings.Mail mail =
        SettingsReader.read(
                Map.of(
                    "data", data.toString(),
                    "mail.host", "localhost",
                    "mail.port", String.valueOf(smtpPort),
                    "mail.encryption", "none",
                    "mail.from", "bellwether@example.org"),
                null,
                Map.of())
            .mail();
    dispatcher =
        new Dispatcher(
            alerts,
            outbox,
            channels,
            new Transport(new Mailer(mail), "https://bellwether.example", privateAddresses),
            clock);
  }

  Channel channel(Channel.Kind kind, String target, String secret) {
    return channel(kind, "to " + kind.word(), target, secret, false);
  }

  Channel channel(
      Channel.Kind kind, String name, String target, String secret, boolean escalations) {
    return channels.keep(
        new Channel(
            channels.freshId(),
            name,
            kind,
            target,
            Set.of(),
            Set.of(),
            Severity.WARNING,
            escalations,
            true),
        secret,
        "user:ann");
  }

  void channels(Function<String, String> url) {
    channel(Channel.Kind.EMAIL, "ann@example.org, bob@example.org", "");
    channel(Channel.Kind.SLACK, "", url.apply("/slack/T0/secret-path"));
    channel(Channel.Kind.TEAMS, "", url.apply("/teams/secret-path"));
    channel(Channel.Kind.WEBHOOK, url.apply("/hook"), KEY);
    channel(Channel.Kind.PAGERDUTY, url.apply("/v2/enqueue"), "routing-key-1");
    channel(Channel.Kind.ALERTMANAGER, url.apply(""), "bearer-1");
  }

  static JudgedWindow window(int index, Finding... findings) {
    Instant start = HOUR.plus(Duration.ofHours(index));
    return new JudgedWindow(
        "credit <b>",
        "3",
        new Window(index, start, start.plus(Duration.ofHours(1)), 0, 100),
        1,
        0,
        0,
        Severity.OK,
        Map.of(),
        List.of(findings).stream().map(f -> new BaselineFinding("recent", f)).toList(),
        List.of());
  }

  static Finding missing() {
    Measurement m =
        Measurement.of(Kind.QUALITY, "missing-column")
            .column("age")
            .value(1, 0)
            .build("age is gone: the reference has the column");
    return new Finding(m, null, Double.NaN, Severity.CRITICAL, 0, 0, m.sentence());
  }

  static void await(String what, BooleanSupplier done) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.sleep(20);
    }
  }

  static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    dispatcher.close();
    metadata.close();
  }
}
