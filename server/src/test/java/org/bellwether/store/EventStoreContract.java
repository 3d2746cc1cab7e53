package org.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bellwether.event.Change;
import org.bellwether.event.EventStore;
import org.bellwether.event.EventStore.Receipt;
import org.bellwether.event.EventStore.Recorded;
import org.bellwether.event.Feedback;
import org.bellwether.event.Label;
import org.bellwether.event.Prediction;
import org.bellwether.event.Tokens;
import org.junit.jupiter.api.Test;

/** What every {@link EventStore} does. */
abstract class EventStoreContract {

  static final Instant TIME = Instant.parse("2026-01-05T10:00:00.123456Z");

  abstract EventStore store();

  static Prediction prediction(String id) {
    return Prediction.of(id, "credit", TIME).feature("income", 1200.5).score(0.83).build();
  }

  private static Prediction full() {
    return Prediction.of("p-1", "credit", TIME)
        .version("3")
        .feature("income", 1200.5)
        .feature("Income", -0.5)
        .feature("region", "EU")
        .feature("member", true)
        .score(0.83)
        .score("a", 0.1)
        .score("b", 0.9)
        .prediction("approve")
        .decision("manual")
        .segment("country", "DE")
        .subject("s-1")
        .latencyMs(12.0)
        .stage("lookup", 3)
        .cost(0.02)
        .tokens(new Tokens(10, 20))
        .attribution("income", -0.2)
        .text("a 'quoted' text")
        .embedding(new float[] {1, 2.5f})
        .trace("t-1")
        .error("timeout")
        .build();
  }

  private Recorded find(String model, String id) {
    return Objects.requireNonNull(store().find(model, id), id);
  }

  @Test
  void keepsEveryPartOfAPrediction() {
    store().append(List.of(full()));

    assertThat(find("credit", "p-1").prediction()).usingRecursiveComparison().isEqualTo(full());
  }

  @Test
  void keepsRankingsAndNumbersAsPredictions() {
    Prediction ranking =
        Prediction.of("r", "shop", TIME).prediction(List.of("first", "second")).build();
    Prediction value = Prediction.of("v", "price", TIME).prediction(12.5).build();
    store().append(List.of(ranking, value));

    assertThat(find("shop", "r").prediction()).isEqualTo(ranking);
    assertThat(find("price", "v").prediction()).isEqualTo(value);
  }

  @Test
  void takesAnIdOnceForEachModel() {
    Prediction other = Prediction.of("p-1", "churn", TIME).build();

    assertThat(store().append(List.of(prediction("p-1"), prediction("p-1"), other)))
        .isEqualTo(new Receipt(2, 1));
    assertThat(store().append(List.of(prediction("p-1"), prediction("p-2"))))
        .isEqualTo(new Receipt(1, 1));
    assertThat(find("churn", "p-1").prediction()).isEqualTo(other);
  }

  @Test
  void keepsCorrectionsAndEarlyLabelsAndDropsEqualOnes() {
    Label early = new Label("p-1", "credit", 0.0, TIME.minusSeconds(5), "rule");
    Label correction = new Label("p-1", "credit", 1.0, TIME.plusSeconds(5), null);
    assertThat(store().append(List.of(correction, early, early))).isEqualTo(new Receipt(2, 1));
    store().append(List.of(prediction("p-1"), correction));

    assertThat(find("credit", "p-1").labels()).containsExactly(early, correction);
  }

  @Test
  void keepsFeedbackOfEveryKind() {
    List<Feedback> feedback =
        List.of(
            new Feedback("p-1", "credit", "rating", 4.0, TIME, "ann", "good"),
            new Feedback("p-1", "credit", "adopted", true, TIME.plusSeconds(1), null, null),
            new Feedback("p-1", "credit", "override", "reject", TIME.plusSeconds(2), "bo", null));
    store().append(List.of(prediction("p-1")));
    store().append(feedback);
    store().append(feedback);

    assertThat(find("credit", "p-1").feedback()).containsExactlyElementsOf(feedback);
  }

  @Test
  void keepsChangesOfAModelAndOfAll() {
    Change own =
        new Change("c-1", "credit", "version", TIME, "ann", "to 4", Map.of("from", "3", "to", "4"));
    Change all =
        new Change("c-2", null, "price-list", TIME.plusSeconds(1), null, "new prices", Map.of());
    Change other = new Change("c-3", "churn", "prompt", TIME, null, "shorter", Map.of());
    assertThat(store().append(List.of(all, own, other, own))).isEqualTo(new Receipt(3, 1));

    assertThat(store().changes("credit")).containsExactly(own, all);
  }

  @Test
  void knowsWhatIsNotThere() {
    store().append(List.of(prediction("p-1")));

    assertThat(store().find("credit", "p-2")).isNull();
    assertThat(store().find("churn", "p-1")).isNull();
    assertThat(store().append(List.of())).isEqualTo(new Receipt(0, 0));
  }
}
