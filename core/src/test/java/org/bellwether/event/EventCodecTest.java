package org.bellwether.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventCodecTest {

  private static final Label LABEL =
      new Label("p-1", "credit", 1.0, Instant.parse("2026-03-01T00:00:00Z"), null);

  /** What version 1 wrote of {@link #LABEL}, as it must be read for ever. */
  private static final String VERSION_1 = "01010204702d3101076372656469740060c326eb4b0600060200";

  @Test
  void readsBackWhatItWrote() {
    for (long seed = 1; seed <= 2_000; seed++) {
      List<Event> events = new RandomEvents(seed).some(6);

      List<Event> read = EventCodec.decode(EventCodec.encode(events));

      assertThat(read).as("seed %d", seed).usingRecursiveComparison().isEqualTo(events);
    }
  }

  @Test
  void keepsTheSignOfZero() {
    Label label = new Label("a", "m", -0.0, Instant.EPOCH, null);

    assertThat(EventCodec.decode(EventCodec.encode(List.of(label)))).containsExactly(label);
  }

  @Test
  void readsTheBytesOfVersion1() {
    assertThat(EventCodec.decode(HexFormat.of().parseHex(VERSION_1))).containsExactly(LABEL);
    assertThat(HexFormat.of().formatHex(EventCodec.encode(List.of(LABEL)))).isEqualTo(VERSION_1);
  }

  @Test
  void refusesBytesThatAreCut() {
    for (long seed = 1; seed <= 50; seed++) {
      byte[] bytes = EventCodec.encode(new RandomEvents(seed).some(4));
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> EventCodec.decode(cut))
            .as("seed %d, %d of %d bytes", seed, length, bytes.length)
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void refusesOrReadsBytesThatAreChanged() {
    Random random = new Random(7);
    for (long seed = 1; seed <= 300; seed++) {
      byte[] bytes = EventCodec.encode(new RandomEvents(seed).some(4));
      for (int i = 0; i < 20; i++) {
        byte[] changed = bytes.clone();
        changed[random.nextInt(bytes.length)] = (byte) random.nextInt();
        try {
          EventCodec.decode(changed);
        } catch (IllegalArgumentException e) {
          assertThat(e).as("seed %d", seed).hasMessageMatching("(?s).+");
        }
      }
    }
  }

  @Test
  void saysWhichVersionItDoesNotKnow() {
    assertThatThrownBy(() -> EventCodec.decode(new byte[] {9, 0}))
        .hasMessageContaining("version 9")
        .hasMessageContaining("up to 1");
  }

  @Test
  void refusesMomentsThatNoTableHolds() {
    assertThatThrownBy(() -> new Label("a", "m", 1.0, Instant.MAX, null))
        .isInstanceOfSatisfying(
            InvalidEventException.class, e -> assertThat(e.field()).isEqualTo("time"));
  }
}
