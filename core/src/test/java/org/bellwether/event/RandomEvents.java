package org.bellwether.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Events of every shape, by seed. */
final class RandomEvents {

  private final Random random;

  RandomEvents(long seed) {
    random = new Random(seed);
  }

  List<Event> some(int most) {
    List<Event> events = new ArrayList<>();
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      events.add(one());
    }
    return events;
  }

  private Event one() {
    return switch (random.nextInt(6)) {
      case 0 -> new Label(name(), name(), scalar(), time(), maybe() ? null : name());
      case 1 ->
          new Feedback(
              name(),
              name(),
              name(),
              scalar(),
              time(),
              maybe() ? null : name(),
              maybe() ? null : text());
      case 2 ->
          new Change(
              name(),
              maybe() ? null : name(),
              name(),
              time(),
              maybe() ? null : name(),
              text(),
              maybe() ? Map.of() : Map.of(name(), text()));
      default -> prediction();
    };
  }

  private Prediction prediction() {
    Prediction.Builder to = Prediction.of(name(), name(), time());
    for (int n = random.nextInt(8); n > 0; n--) {
      to.feature(name(), maybe() ? scalar() : null);
    }
    if (maybe()) {
      to.version(name())
          .score(random.nextDouble())
          .prediction(maybe() ? scalar() : List.of(text(), text()));
    }
    if (maybe()) {
      to.score(name(), random.nextDouble())
          .segment(name(), text())
          .stage(name(), 2)
          .attribution(name(), number());
    }
    if (maybe()) {
      to.decision(name()).subject(name()).latencyMs(random.nextInt(100) / 4.0).cost(0.25);
    }
    if (maybe()) {
      to.tokens(new Tokens(random.nextInt(1000), random.nextLong(Long.MAX_VALUE)));
      to.text(text()).trace(name()).error(name());
    }
    if (maybe()) {
      float[] vector = new float[random.nextInt(5)];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = random.nextFloat();
      }
      to.embedding(vector);
    }
    return to.build();
  }

  private boolean maybe() {
    return random.nextBoolean();
  }

  private Object scalar() {
    return switch (random.nextInt(4)) {
      case 0 -> text();
      case 1 -> maybe();
      default -> number();
    };
  }

  private double number() {
    return switch (random.nextInt(6)) {
      case 0 -> -0.0;
      case 1 -> random.nextInt();
      case 2 -> Integer.MIN_VALUE;
      case 3 -> random.nextInt(200) - 100;
      case 4 -> Double.MIN_VALUE;
      default -> random.nextGaussian() * 1e10;
    };
  }

  private Instant time() {
    return Micros.instant(random.nextLong(-62_135_596_800_000_000L, 253_402_300_799_999_999L));
  }

  private String name() {
    return "n" + random.nextInt(20) + (maybe() ? "" : "é√\uD83D\uDE00");
  }

  private String text() {
    return "t".repeat(random.nextInt(random.nextInt(20) == 0 ? 400 : 5)) + (maybe() ? "" : "\0ß");
  }
}
