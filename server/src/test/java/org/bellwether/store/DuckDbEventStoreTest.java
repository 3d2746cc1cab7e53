package org.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bellwether.event.EventStore;
import org.bellwether.event.EventStore.Receipt;
import org.bellwether.event.InvalidEventException;
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
    opened =
        DuckDbEventStore.open(
            folder, StoreOptions.defaults(), InstantSource.system(), events -> {});
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
    assertThatThrownBy(() ->
            DuckDbEventStore.open(
                folder, StoreOptions.defaults(), InstantSource.system(), events -> {}))
        .hasMessageContaining("in use");
  }
}
