package org.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bellwether.notify.Desk.HOUR;
import static org.bellwether.notify.Desk.KEY;
import static org.bellwether.notify.Desk.await;
import static org.bellwether.notify.Desk.freePort;
import static org.bellwether.notify.Desk.missing;
import static org.bellwether.notify.Desk.window;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.alert.Alert;
import org.bellwether.alert.AlertStatus;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Severity;
import org.bellwether.settings.Settings;
import org.bellwether.store.Databases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts reach real receivers by every kind of channel, once, also after an outage and a restart.
 */
class DeliveryTest {

  @TempDir Path data;

  private static GreenMail mail(int port) {
    GreenMail mail = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    return mail;
  }

  private static JsonNode json(String body) {
    return JsonMapper.shared().readTree(body);
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void everyChannelHearsOnceOfAnAlertAndOfItsEnd(Databases database) throws Exception {
    int smtp = freePort();
    GreenMail mail = mail(smtp);
    try (Receiver http = new Receiver(0);
        Desk desk = new Desk(database.fresh(data), data, smtp, true)) {
      desk.channels(http::url);
      long began = System.nanoTime();
      desk.alerts.judged(window(0, missing()));
      desk.alerts.judged(window(0, missing()));
      desk.alerts.judged(window(1, missing()));
      await("all six", () -> isEverywhere(http, mail, 1));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      String id = desk.alerts.list(false, null, Severity.WARNING, 10).getFirst().id();
      assertRaised(http, mail, id);
      desk.alerts.judged(window(2));
      desk.alerts.judged(window(3));
      await("the end at all six", () -> isEverywhere(http, mail, 2));
      assertThat(json(http.requests("/v2/enqueue").get(1).body()).path("event_action").asString())
          .isEqualTo("resolve");
      assertThat(mail.getReceivedMessages())
          .anyMatch(m -> subject(m).startsWith("■ resolved, critical"));
      assertThat(desk.alerts.find(id).orElseThrow().status())
          .isInstanceOf(AlertStatus.Resolved.class);
      assertThat(desk.outbox.of(id)).hasSize(12).allMatch(d -> d.delivered() != null);
    } finally {
      mail.stop();
    }
  }

  private static String subject(MimeMessage message) {
    try {
      return message.getSubject();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isEverywhere(Receiver http, GreenMail mail, int times) {
    // An e-mail to two people is received twice.
    return mail.getReceivedMessages().length == 2 * times
        && List.of("/slack/T0/secret-path", "/teams/secret-path", "/hook", "/v2/enqueue").stream()
            .allMatch(path -> http.requests(path).size() == times)
        && http.requests("/api/v2/alerts").size() == times;
  }

  private static void assertRaised(Receiver http, GreenMail mail, String id) throws Exception {
    String sentence = "credit <b> 3: age is gone: the reference has the column; since ";
    MimeMessage letter =
        java.util.Arrays.stream(mail.getReceivedMessages())
            .filter(m -> !subject(m).contains("resolved"))
            .findFirst()
            .orElseThrow();
    assertThat(letter.getSubject())
        .isEqualTo("■ critical: credit <b> 3: age is gone: the reference has the column");
    assertThat(letter.getContent().toString())
        .contains(sentence)
        .contains("For data engineering.")
        .contains("https://bellwether.example/alerts/" + id);
    JsonNode slack = json(http.requests("/slack/T0/secret-path").getFirst().body());
    assertThat(slack.path("text").asString()).contains("■ critical: credit &lt;b&gt; 3");
    assertThat(slack.path("blocks").get(1).path("text").path("type").asString())
        .isEqualTo("mrkdwn");
    JsonNode card =
        json(http.requests("/teams/secret-path").getFirst().body())
            .path("attachments")
            .get(0)
            .path("content");
    assertThat(card.path("type").asString()).isEqualTo("AdaptiveCard");
    assertThat(card.path("body").get(1).path("text").asString()).startsWith(sentence);
    Receiver.Request hook = http.requests("/hook").getFirst();
    assertThat(hook.header("X-bellwether-signature"))
        .isEqualTo(
            "sha256="
                + Transport.signature(
                    KEY, hook.header("X-bellwether-timestamp") + "." + hook.body()));
    assertThat(json(hook.body()).path("alert").asString()).isEqualTo(id);
    assertThat(json(hook.body()).path("severity").asString()).isEqualTo("critical");
    JsonNode page = json(http.requests("/v2/enqueue").getFirst().body());
    assertThat(page.path("routing_key").asString()).isEqualTo("routing-key-1");
    assertThat(page.path("event_action").asString()).isEqualTo("trigger");
    assertThat(page.path("dedup_key").asString()).isEqualTo("bellwether-" + id);
    assertThat(page.path("payload").path("severity").asString()).isEqualTo("critical");
    Receiver.Request manager = http.requests("/api/v2/alerts").getFirst();
    assertThat(manager.header("Authorization")).isEqualTo("Bearer bearer-1");
    JsonNode alert = json(manager.body()).get(0);
    assertThat(alert.path("labels").path("alertname").asString()).isEqualTo("Bellwether");
    assertThat(Instant.parse(alert.path("endsAt").asString())).isAfter(Instant.now());
    assertThat(Instant.parse(alert.path("startsAt").asString())).isEqualTo(HOUR);
  }

  @ParameterizedTest
  @EnumSource(Databases.class)
  void nothingIsLostInAnOutageAndARestart(Databases database) throws Exception {
    int smtp = freePort();
    int port = freePort();
    Settings settings = database.fresh(data);
    String id;
    try (Desk desk = new Desk(settings, data, smtp, true)) {
      desk.channels(path -> "http://localhost:" + port + path);
      desk.alerts.judged(window(0, missing()));
      await("six failures", () -> desk.outbox.undelivered().size() == 6);
      id = desk.outbox.undelivered().getFirst().message().alert();
      assertThat(desk.outbox.undelivered())
          .allSatisfy(d -> {
            assertThat(d.problem()).isNotEmpty().doesNotContain("secret-path");
            assertThat(d.delivered()).isNull();
          });
    }
    GreenMail mail = mail(smtp);
    try (Receiver http = new Receiver(port);
        Desk desk = new Desk(settings, data, smtp, true)) {
      await("all six after the outage", () -> isEverywhere(http, mail, 1));
      await("nothing left", () -> desk.outbox.undelivered().isEmpty());
      assertRaised(http, mail, id);
      Thread.sleep(2_500);
      assertThat(isEverywhere(http, mail, 1)).as("nothing is sent twice").isTrue();
    } finally {
      mail.stop();
    }
  }

  @Test
  void sendsIntoNoPrivateNetworkAndFollowsNoRedirect() throws Exception {
    try (Receiver target = new Receiver(0);
        Receiver redirecting = new Receiver(0, 302, target.url("/stolen"));
        Desk guarded = new Desk(Databases.H2.fresh(data.resolve("a")), data, 1, false);
        Desk open = new Desk(Databases.H2.fresh(data.resolve("b")), data, 1, true)) {
      guarded.channel(Channel.Kind.WEBHOOK, target.url("/hook"), KEY);
      assertThatThrownBy(
              () -> guarded.dispatcher.test(guarded.channels.all().getFirst(), "user:ann"))
          .isInstanceOf(UndeliveredException.class)
          .hasMessageContaining("alerts.private-addresses");
      assertThat(target.requests("/hook")).isEmpty();
      open.channel(Channel.Kind.WEBHOOK, redirecting.url("/hook"), KEY);
      assertThatThrownBy(() -> open.dispatcher.test(open.channels.all().getFirst(), "user:ann"))
          .isInstanceOf(UndeliveredException.class)
          .hasMessageContaining("answered 302, and redirects are not followed");
      assertThat(target.requests("/stolen")).isEmpty();
    }
  }

  @Test
  void knowsWhatIsNotPublic() throws Exception {
    for (String inside :
        List.of(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "192.0.2.1",
            "240.0.0.1",
            "255.255.255.255",
            "224.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "2002:0a00:0001::1",
            "64:ff9b::a00:1",
            "2001:db8::1")) {
      assertThat(PublicAddresses.isPublic(InetAddress.getByName(inside))).as(inside).isFalse();
    }
    for (String outside : List.of("8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111")) {
      assertThat(PublicAddresses.isPublic(InetAddress.getByName(outside))).as(outside).isTrue();
    }
  }

  @Test
  void secretsAreNeverShownAgain() throws Exception {
    try (Desk desk = new Desk(Databases.H2.fresh(data), data, 1, true)) {
      desk.channels(path -> "http://hooks.example.org" + path);
      List<String> shown = new ArrayList<>();
      desk.channels.all().forEach(c -> shown.add(c.toString()));
      desk.audit.before(Long.MAX_VALUE, 100).forEach(e -> shown.add(e.toString()));
      desk.metadata
          .jdbc()
          .sql("select content || secret from channel")
          .query(String.class)
          .list()
          .forEach(shown::add);
      assertThat(shown).hasSize(18);
      assertThat(String.join("\n", shown))
          .contains("hooks.example.org")
          .doesNotContain("secret-path")
          .doesNotContain(KEY)
          .doesNotContain("routing-key-1")
          .doesNotContain("bearer-1");
      Map<Channel.Kind, String> secrets = new HashMap<>();
      for (Channel channel : desk.channels.all()) {
        secrets.put(channel.kind(), desk.channels.secret(channel.id()));
      }
      assertThat(secrets)
          .containsEntry(Channel.Kind.WEBHOOK, KEY)
          .containsEntry(Channel.Kind.SLACK, "http://hooks.example.org/slack/T0/secret-path")
          .containsEntry(Channel.Kind.EMAIL, "");
    }
  }

  @Test
  void refusesChannelsThatCannotWorkAndNamesTheField() throws Exception {
    try (Desk desk = new Desk(Databases.H2.fresh(data), data, 1, true)) {
      assertThatThrownBy(() -> desk.channel(Channel.Kind.EMAIL, "ann at home", ""))
          .hasMessageContaining("target: must be e-mail addresses");
      assertThatThrownBy(() -> desk.channel(Channel.Kind.SLACK, "", "file:///etc/passwd"))
          .hasMessageContaining("secret: must be a URL")
          .hasMessageNotContaining("passwd");
      assertThatThrownBy(() -> desk.channel(Channel.Kind.WEBHOOK, "https://x.org", "short"))
          .hasMessageContaining("16 characters");
      desk.channel(Channel.Kind.EMAIL, "ann@example.org", "");
      assertThatThrownBy(() -> desk.channel(Channel.Kind.EMAIL, "bob@example.org", ""))
          .hasMessageContaining("there is a channel 'to email' already");
    }
  }

  /** Expected from Python's hmac. */
  @Test
  void signsAsOthersDo() {
    assertThat(Transport.signature(KEY, "1764057600.{\"a\":1}"))
        .isEqualTo("c4f6fbd2046e812c18f88dea73331e3b292539aeb60021d077429049862114bf");
  }

  @Test
  void peopleActAndTheAuditLogTells() throws Exception {
    try (Desk desk = new Desk(Databases.H2.fresh(data), data, 1, true)) {
      desk.alerts.judged(window(0, missing()));
      Alert alert = desk.alerts.list(false, "credit <b>", Severity.CRITICAL, 10).getFirst();
      assertThat(alert.owner()).isEqualTo(Owner.DATA_ENGINEERING);
      assertThat(desk.alerts.history(alert.id()))
          .extracting(c -> c.action() + ": " + c.detail())
          .contains("not sent: no channel takes it: it is shown here alone");
      desk.alerts.act(alert.id(), new Alerts.Act.Acknowledge("looking at the feed"), "user:ann");
      desk.alerts.act(alert.id(), new Alerts.Act.Assign("bob", ""), "user:ann");
      Alert now = desk.alerts.find(alert.id()).orElseThrow();
      assertThat(now.status())
          .isInstanceOfSatisfying(
              AlertStatus.Acknowledged.class, a -> assertThat(a.by()).isEqualTo("user:ann"));
      assertThat(now.assignee()).isEqualTo("bob");
      assertThat(desk.audit.before(Long.MAX_VALUE, 10))
          .extracting(e -> e.entry().actor() + " " + e.entry().action())
          .containsExactly("user:ann alert.assigned", "user:ann alert.acknowledged");
      assertThatThrownBy(
              () -> desk.alerts.act(alert.id(), new Alerts.Act.Acknowledge(""), "user:ann"))
          .hasMessageContaining("reason: say why");
      assertThat(desk.alerts.act("none", new Alerts.Act.Acknowledge("x"), "user:ann")).isEmpty();
    }
  }
}
