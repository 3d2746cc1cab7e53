package org.bellwether.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong settings fail while configuring, with the names of both settings that contradict. */
class PredictionLogBuilderTest {

  private static PredictionLogBuilder builder() {
    return PredictionLog.to("https://bellwether.example.com/base");
  }

  private static void refused(Consumer<PredictionLogBuilder> settings, String... words) {
    assertThatThrownBy(() -> settings.accept(builder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void contradictionsNameBothSettings() {
    refused(b -> b.bufferEvents(10).batchEvents(11), "batchEvents (11)", "bufferEvents (10)");
    refused(b -> b.batchEvents(11).bufferEvents(10), "batchEvents (11)", "bufferEvents (10)");
    refused(b -> b.bufferBytes(10).batchBytes(11), "batchBytes (11)", "bufferBytes (10)");
    refused(b -> b.batchBytes(11).bufferBytes(10), "batchBytes (11)", "bufferBytes (10)");
    refused(b -> b.batchBytes(10).eventBytes(11), "eventBytes (11)", "batchBytes (10)");
    refused(b -> b.eventBytes(11).batchBytes(10), "eventBytes (11)", "batchBytes (10)");
    refused(b -> b.eventBytes(11).bufferBytes(10), "eventBytes (11)", "bufferBytes (10)");
    refused(
        b -> b.requestTimeout(Duration.ofSeconds(1)).connectTimeout(Duration.ofSeconds(2)),
        "connectTimeout (PT2S)",
        "requestTimeout (PT1S)");
    refused(
        b -> b.giveUpAfter(Duration.ofSeconds(1)).requestTimeout(Duration.ofSeconds(2)),
        "requestTimeout (PT2S)",
        "giveUpAfter (PT1S)");
    refused(b -> b.batchEvents(0), "batchEvents", "0");
    refused(b -> b.requestTimeout(Duration.ZERO), "requestTimeout");
    refused(b -> b.linger(Duration.ofSeconds(-1)), "linger");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bellwether.example.com",
        "ftp://bellwether.example.com",
        "https:///v1",
        "https://user:pw@bellwether.example.com",
        "https://bellwether.example.com?token=x"
      })
  void refusesAddressesThatAreNone(String service) {
    assertThatThrownBy(() -> PredictionLog.to(service))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("service must")
        .hasMessageNotContaining("pw");
  }

  @Test
  void refusesATokenThatIsNoneWithoutRepeatingIt() {
    assertThatThrownBy(() -> builder().token("Bearer abc"))
        .hasMessageContaining("token must be")
        .hasMessageNotContaining("abc");
  }

  @Test
  void keepsATokenFromPlainHttp() {
    assertThatThrownBy(() -> PredictionLog.to("http://far.example.com").token("t").build())
        .hasMessageContainingAll("token", "https", "plainHttp()");
    PredictionLog.to("http://far.example.com").token("t").plainHttp().build().close();
    PredictionLog.to("http://localhost:9").token("t").build().close();
  }

  @Test
  void whatIsNotSetFitsWhatIs() {
    builder().bufferEvents(3).bufferBytes(100).build().close();
    builder().batchEvents(1_000_000).batchBytes(200 << 20).build().close();
    builder().giveUpAfter(Duration.ofMillis(5)).build().close();
    builder().requestTimeout(Duration.ofHours(1)).build().close();
    builder().connectTimeout(Duration.ofMinutes(1)).build().close();
  }

  @Test
  void addressesMayHaveAPath() {
    Settings settings =
        new Settings(
            java.net.URI.create("https://example.com/base"),
            "secret",
            1,
            1,
            1,
            1,
            1,
            Duration.ZERO,
            true,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO);
    assertThat(settings.endpoint(Kind.FEEDBACK))
        .hasToString("https://example.com/base/v1/feedback");
    assertThat(settings.toString()).doesNotContain("secret");
  }
}
