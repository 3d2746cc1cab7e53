package org.bellwether.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

  @Test
  void doublesUpToTheLimitAndHalfIsChance() {
    assertThat(BACKOFF.delay(1, null, 0)).isEqualTo(Duration.ofMillis(100));
    assertThat(BACKOFF.delay(1, null, 0.5)).isEqualTo(Duration.ofMillis(150));
    assertThat(BACKOFF.delay(4, null, 0)).isEqualTo(Duration.ofMillis(800));
    assertThat(BACKOFF.delay(9, null, 0)).isEqualTo(Duration.ofSeconds(15));
    assertThat(BACKOFF.delay(1_000_000, null, 0)).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void neverComesBeforeItWasAskedTo() {
    assertThat(BACKOFF.delay(1, Duration.ofSeconds(7), 0)).isEqualTo(Duration.ofSeconds(7));
    assertThat(BACKOFF.delay(1, Duration.ofSeconds(7), 0.5)).isEqualTo(Duration.ofMillis(7100));
    assertThat(BACKOFF.delay(9, Duration.ofSeconds(7), 0)).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void readsRetryAfterAsSecondsAndAsDate() {
    assertThat(Answer.of(429, "3", "", NOW))
        .isEqualTo(new Answer.Retry("HTTP 429", Duration.ofSeconds(3)));
    assertThat(Answer.of(503, "Mon, 5 Jan 2026 10:00:09 GMT", "", NOW))
        .isEqualTo(new Answer.Retry("HTTP 503", Duration.ofSeconds(9)));
    assertThat(Answer.of(503, "Mon, 5 Jan 2026 09:00:00 GMT", "", NOW))
        .isEqualTo(new Answer.Retry("HTTP 503", Duration.ZERO));
    assertThat(Answer.of(507, "soon", "", NOW)).isEqualTo(new Answer.Retry("HTTP 507", null));
    assertThat(Answer.of(302, null, "", NOW)).isEqualTo(new Answer.Refused("HTTP 302"));
  }
}
