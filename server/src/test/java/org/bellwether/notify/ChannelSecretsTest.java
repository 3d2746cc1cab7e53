package org.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.bellwether.notify.Desk.KEY;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bellwether.store.Databases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A channel's secret goes where it was entered for, and nowhere else. */
class ChannelSecretsTest {

  @TempDir Path data;

  private static JsonNode json(Receiver.Request request) {
    return JsonMapper.shared().readTree(request.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"token-1\ntoken-2", "token-1 token-2", "token-1é"})
  void refusesATokenThatNoHeaderHolds(String token) throws Exception {
    try (Desk desk = new Desk(Databases.H2.fresh(data), data, 1, true)) {
      for (Channel.Kind kind : List.of(Channel.Kind.ALERTMANAGER, Channel.Kind.PAGERDUTY)) {
        assertThatThrownBy(() -> desk.channel(kind, "https://x.example", token))
            .hasMessageStartingWith("secret: ")
            .hasMessageNotContaining("token-1");
      }
    }
  }

  @Test
  void namesNoTokenThatWasKeptBefore() throws Exception {
    try (Receiver http = new Receiver(0);
        Desk desk = new Desk(Databases.H2.fresh(data), data, 1, true)) {
      Channel channel = desk.channel(Channel.Kind.ALERTMANAGER, http.url(""), "token-0");
      desk.metadata
          .jdbc()
          .sql("update channel set secret = ?")
          .param(Sealed.in(data).seal("token-1\ntoken-2"))
          .update();
      assertThatThrownBy(() -> desk.dispatcher.test(channel, "user:ann"))
          .isInstanceOf(UndeliveredException.class)
          .hasMessageContaining("enter it again")
          .hasMessageNotContaining("token-1")
          .hasNoCause();
    }
  }

  private static ChannelRequest to(String target) {
    return new ChannelRequest(null, null, target, null, null, null, null, null, null);
  }

  @ParameterizedTest
  @EnumSource(
      value = Channel.Kind.class,
      names = {"ALERTMANAGER", "PAGERDUTY"})
  void aSecretFollowsNoTargetThatChanges(Channel.Kind kind) throws Exception {
    try (Receiver mine = new Receiver(0);
        Receiver theirs = new Receiver(0);
        Desk desk = new Desk(Databases.H2.fresh(data), data, 1, true)) {
      Channel before = desk.channel(kind, mine.url("/api/v2/alerts"), "token-1");
      Channel moved = to(theirs.url("/api/v2/alerts")).over(before, before.id());
      assertThatThrownBy(() -> desk.channels.keep(moved, "", "user:eve"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("secret: enter it again");
      desk.dispatcher.test(desk.channels.find(before.id()).orElseThrow(), "user:eve");
      assertThat(theirs.requests("/api/v2/alerts")).isEmpty();
      assertThat(mine.requests("/api/v2/alerts")).isNotEmpty();
      desk.channels.keep(moved, "token-2", "user:ann");
      assertThat(desk.channels.secret(before.id())).isEqualTo("token-2");
    }
  }

  @Test
  void aSecretUrlKeepsTheTargetThatItHas() throws Exception {
    try (Desk desk = new Desk(Databases.H2.fresh(data), data, 1, true)) {
      Channel slack = desk.channel(Channel.Kind.SLACK, "", "https://hooks.example.org/T0/x");
      Channel hook = desk.channel(Channel.Kind.WEBHOOK, "https://a.example/hook", KEY);
      desk.channels.keep(to("another.example").over(slack, slack.id()), "", "user:ann");
      desk.channels.keep(to("https://b.example/hook").over(hook, hook.id()), "", "user:ann");
      assertThat(desk.channels.all())
          .extracting(Channel::target)
          .containsExactly("hooks.example.org", "https://b.example/hook");
    }
  }

  @Test
  void aTestWakesNobodyForLong() throws Exception {
    try (Receiver http = new Receiver(0);
        Desk desk = new Desk(Databases.H2.fresh(data), data, 1, true)) {
      desk.channel(Channel.Kind.PAGERDUTY, http.url("/v2/enqueue"), "routing-key-1");
      desk.channel(Channel.Kind.ALERTMANAGER, http.url(""), "");
      for (Channel channel : desk.channels.all()) {
        desk.dispatcher.test(channel, "user:ann");
      }
      assertThat(http.requests("/v2/enqueue"))
          .extracting(
              r -> json(r).path("event_action").asString(),
              r -> json(r).path("dedup_key").asString())
          .containsExactly(
              tuple("trigger", "bellwether-test"), tuple("resolve", "bellwether-test"));
      JsonNode alert = json(http.requests("/api/v2/alerts").getFirst()).get(0);
      assertThat(alert.path("labels").path("severity").asString()).isEqualTo("warning");
      assertThat(Instant.parse(alert.path("endsAt").asString()))
          .isBetween(Instant.now(), Instant.now().plus(Duration.ofMinutes(5)));
    }
  }
}
