package org.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bellwether.event.EventStore;
import org.bellwether.event.EventStore.Receipt;
import org.bellwether.event.InvalidEventException;
import org.bellwether.event.Label;
import org.bellwether.event.Prediction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbEventStoreTest extends EventStoreContract {

  @TempDir private Path folder = Path.of("");
  private @Nullable DuckDbEventStore opened;

  @BeforeEach
  void open() throws IOException {
    opened = DuckDbEventStore.open(folder, StoreOptions.defaults(), InstantSource.system());
  }

  @AfterEach
  void close() {
    duckDb().close();
  }

  private DuckDbEventStore duckDb() {
    return Objects.requireNonNull(opened);
  }

  @Override
  EventStore store() {
    return duckDb();
  }

  private static List<Prediction> predictions(int from, int to) {
    List<Prediction> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      all.add(prediction("p-" + i));
    }
    return all;
  }

  @Test
  void knowsAfterARestartWhatItHeld() throws IOException {
    store().append(predictions(0, 1_000));
    close();
    open();

    assertThat(store().append(predictions(900, 1_100))).isEqualTo(new Receipt(100, 100));
    assertThat(store().find("credit", "p-5")).isNotNull();
  }

  @Test
  void addsColumnsAsTheyAppear() {
    store().append(predictions(0, 1));
    Objects.requireNonNull(store().find("credit", "p-0"));
    Prediction wider = Prediction.of("w", "credit", TIME).feature("age", 31.0).build();
    store().append(List.of(wider));

    assertThat(Objects.requireNonNull(store().find("credit", "w")).prediction()).isEqualTo(wider);
    assertThat(Objects.requireNonNull(store().find("credit", "p-0")).prediction())
        .isEqualTo(prediction("p-0"));
  }

  @Test
  void refusesAnotherTypeByField() {
    duckDb().admit(prediction("p-1"));

    assertThatThrownBy(() ->
            duckDb().admit(Prediction.of("p", "credit", TIME).feature("income", "low").build()))
        .isInstanceOfSatisfying(
            InvalidEventException.class, e -> assertThat(e.field()).isEqualTo("features.income"))
        .hasMessage("is a number in this model, and here a text");
  }

  @Test
  void refusesAFolderThatIsInUse() {
    assertThatThrownBy(
            () -> DuckDbEventStore.open(folder, StoreOptions.defaults(), InstantSource.system()))
        .hasMessageContaining("in use");
  }

  private static Label label(String id, long secondsLater) {
    return new Label(id, "credit", 1.0, TIME.plusSeconds(secondsLater), null);
  }

  @Test
  void joinsLateAndEarlyLabelsAndCorrections() throws IOException {
    store().append(predictions(0, 3));
    store().append(List.of(label("p-0", 10), label("p-0", 30), label("p-1", 20), label("p-9", 40)));
    EventCounts before = duckDb().counts("credit");
    assertThat(before.matched()).isEqualTo(3);
    assertThat(before.waiting()).isEqualTo(1);
    assertThat(before.medianLabelDelaySeconds()).isEqualTo(20);

    close();
    open();
    store().append(predictions(5, 10));

    EventCounts after = duckDb().counts("credit");
    assertThat(after.predictions()).isEqualTo(8);
    assertThat(after.matched()).isEqualTo(4);
    assertThat(after.waiting()).isZero();
    assertThat(after.medianLabelDelaySeconds()).isEqualTo(25);
  }

  @Test
  void profilesTheRunningHourAsEventsComeAndAfterARestart() throws IOException {
    Instant now = Instant.now(Clock.systemUTC());
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      predictions.add(
          Prediction.of("n-" + i, "live", now)
              .feature("income", (double) i)
              .feature("region", i % 4 == 0 ? "EU" : "US")
              .score(i % 2 == 0 ? 0.25 : null)
              .build());
    }
    store().append(predictions.subList(0, 100));
    assertThat(duckDb().hours("live").getFirst().rows()).isEqualTo(100);
    store().append(predictions.subList(100, 4_000));
    close();
    open();
    store().append(predictions.subList(4_000, 5_000));

    ProfiledHour hour = duckDb().hours("live").getFirst();
    assertThat(hour.rows()).isEqualTo(5_000);
    assertThat(hour.json())
        .contains("\"features.income\":{\"type\":\"numeric\",\"rows\":5000,\"missing\":0")
        .contains("\"mean\":2499.5")
        .contains("\"US\":3750")
        .contains("\"score\":{\"type\":\"numeric\",\"rows\":5000,\"missing\":2500");

    store().append(List.of(Prediction.of("wide", "live", now).feature("age", 3.0).build()));
    assertThat(duckDb().hours("live").getFirst().json()).contains("\"features.age\"");
  }

  @Test
  void takesARowOfAFailedTransactionBack() throws Exception {
    try (EventDatabase database = EventDatabase.open(folder.resolve("own"), "256MB")) {
      database.execute("CREATE TABLE one (id VARCHAR)");
      assertThatThrownBy(() ->
              database.write(connection -> {
                try (var to = connection.createAppender("one")) {
                  to.beginRow().append("a").endRow();
                }
                throw new java.sql.SQLException("after the row");
              }))
          .hasMessage("after the row");

      long rows = database.read(c -> EventDatabase.number(c, "SELECT count(*) FROM one"));
      assertThat(rows).isZero();
    }
  }
}
