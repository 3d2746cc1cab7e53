package org.bellwether.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.event.Prediction;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.bellwether.registry.Risk;
import org.junit.jupiter.api.Test;

/** What KServe's payload logger sends, in every mode and protocol version. */
class PayloadJoinTest {

  private static final String REQUEST = "org.kubeflow.serving.inference.request";
  private static final String RESPONSE = "org.kubeflow.serving.inference.response";
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:02Z");
  private static final String ASKED = "2026-01-05T10:00:00.5Z";
  private static final String ANSWERED = "2026-01-05T10:00:01Z";
  private static final String V2_REQUEST =
      """
      {"id":"x","inputs":[
        {"name":"income","shape":[2,1],"datatype":"FP64","data":[1200.5,NaN]},
        {"name":"region","shape":[2],"datatype":"BYTES","data":["EU","US"]},
        {"name":"lags","shape":[2,2],"datatype":"INT32","data":[[1,2],[3,4]]}]}
      """;
  private static final String V2_RESPONSE =
      """
      {"model_name":"m","model_version":"7","id":"x","outputs":[
        {"name":"predict","shape":[2],"datatype":"INT64","data":[1,0]},
        {"name":"predict_proba","shape":[2,2],"datatype":"FP64","data":[0.2,0.8,0.7,0.3]}]}
      """;

  private final PayloadJoin join = join(1 << 20);

  private static PayloadJoin join(long bytes) {
    Model iris =
        new Model(
            "iris", "default", "", Risk.MINIMAL, null, Map.of(), List.of("sepal", "petal"), NOW);
    return new PayloadJoin(Catalog.inMemory(List.of(iris)), Duration.ofSeconds(60), bytes);
  }

  private static Map<String, String> headers(String type, String id, String model) {
    return Map.of(
        "Ce-Specversion", "1.0",
        "Ce-Id", id,
        "Ce-Type", type,
        "Ce-Source", "http://localhost:9081/",
        "Ce-Time", type.equals(REQUEST) ? ASKED : ANSWERED,
        "Ce-Inferenceservicename", model,
        "Ce-Namespace", "prod",
        "Ce-Component", "predictor",
        "Ce-Endpoint", "canary",
        "Content-Type", "application/json");
  }

  private PayloadJoin.Joined send(String type, String id, String model, String json) {
    return join.accept(
        headers(type, id, model), json.getBytes(StandardCharsets.UTF_8), NOW, any -> true);
  }

  private static List<Prediction> predictions(PayloadJoin.Joined joined) {
    return joined.batch().events().stream().map(e -> (Prediction) e.event()).toList();
  }

  private static Refusal refused(PayloadJoin.Joined joined) {
    assertThat(joined.batch().events()).isEmpty();
    assertThat(joined.batch().refused()).hasSize(1);
    return joined.batch().refused().getFirst();
  }

  @Test
  void joinsRequestAndResponseIntoOnePredictionARow() {
    PayloadJoin.Joined first = send(REQUEST, "r-1", "credit", V2_REQUEST);
    assertThat(first.waiting()).isEqualTo(1);
    assertThat(first.batch().events()).isEmpty();
    assertThat(join.waiting()).isEqualTo(1);

    List<Prediction> rows = predictions(send(RESPONSE, "r-1", "credit", V2_RESPONSE));

    assertThat(join.waiting()).isZero();
    assertThat(rows).extracting(Prediction::id).containsExactly("r-1-0", "r-1-1");
    Prediction one = rows.getFirst();
    assertThat(one.model()).isEqualTo("credit");
    assertThat(one.version()).isEqualTo("7");
    assertThat(one.time()).isEqualTo(Instant.parse(ANSWERED));
    assertThat(one.features())
        .containsExactly(
            Map.entry("income", 1200.5),
            Map.entry("region", "EU"),
            Map.entry("lags.0", 1.0),
            Map.entry("lags.1", 2.0));
    assertThat(one.prediction()).isEqualTo(1.0);
    assertThat(one.scores()).isEqualTo(Map.of("0", 0.2, "1", 0.8));
    assertThat(one.score()).isEqualTo(0.8);
    assertThat(one.segments()).isEqualTo(Map.of("namespace", "prod", "endpoint", "canary"));
    assertThat(one.error()).isNull();
    assertThat(rows.get(1).features()).containsEntry("income", null).containsEntry("lags.0", 3.0);
    assertThat(rows.get(1).score()).isEqualTo(0.3);
  }

  @Test
  void theResponseMayComeFirst() {
    send(RESPONSE, "r-1", "credit", V2_RESPONSE);
    assertThat(predictions(send(REQUEST, "r-1", "credit", V2_REQUEST))).hasSize(2);
  }

  @Test
  void namesTheColumnsOfOneTensorByTheRegistry() {
    String request =
        "{\"inputs\":[{\"name\":\"input-0\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[5.1,0.2]}]}";
    String response =
        "{\"outputs\":[{\"name\":\"output-0\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"setosa\"]}]}";
    send(REQUEST, "a", "iris", request);
    Prediction named = predictions(send(RESPONSE, "a", "iris", response)).getFirst();
    assertThat(named.id()).isEqualTo("a");
    assertThat(named.features()).isEqualTo(Map.of("sepal", 5.1, "petal", 0.2));
    assertThat(named.prediction()).isEqualTo("setosa");

    send(REQUEST, "b", "unnamed", request);
    assertThat(predictions(send(RESPONSE, "b", "unnamed", response)).getFirst().features())
        .isEqualTo(Map.of("input-0.0", 5.1, "input-0.1", 0.2));
  }

  @Test
  void readsTheFirstVersionOfTheProtocol() {
    send(REQUEST, "a", "iris", "{\"instances\":[[5.1,0.2],[6.2,1.4]]}");
    List<Prediction> rows =
        predictions(send(RESPONSE, "a", "iris", "{\"predictions\":[0,[0.25,0.5,0.25]]}"));
    assertThat(rows.get(0).features()).isEqualTo(Map.of("sepal", 5.1, "petal", 0.2));
    assertThat(rows.get(0).prediction()).isEqualTo(0.0);
    assertThat(rows.get(1).scores()).isEqualTo(Map.of("0", 0.25, "1", 0.5, "2", 0.25));
    assertThat(rows.get(1).score()).isNull();

    send(REQUEST, "b", "x", "{\"instances\":[{\"income\":10,\"home\":{\"zip\":\"1\"}}]}");
    Prediction row =
        predictions(
                send(
                    RESPONSE,
                    "b",
                    "x",
                    "{\"predictions\":[{\"label\":\"good\",\"probability\":0.75,\"scores\":{\"good\":0.75,\"bad\":0.25}}]}"))
            .getFirst();
    assertThat(row.features()).isEqualTo(Map.of("income", 10.0, "home.zip", "1"));
    assertThat(row.prediction()).isEqualTo("good");
    assertThat(row.score()).isEqualTo(0.75);
    assertThat(row.scores()).isEqualTo(Map.of("good", 0.75, "bad", 0.25));
  }

  @Test
  void readsStructuredModeAndBatches() {
    Map<String, String> type = new HashMap<>();
    type.put("content-type", "application/cloudevents+json; charset=UTF-8");
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"s\",\"source\":\"/x\",\"inferenceservicename\":\"credit\",";
    join.accept(
        type,
        (event + "\"type\":\"" + REQUEST + "\",\"data\":" + V2_REQUEST.replace("NaN", "null") + "}")
            .getBytes(StandardCharsets.UTF_8),
        NOW,
        model -> true);
    String base64 =
        Base64.getEncoder().encodeToString(V2_RESPONSE.getBytes(StandardCharsets.UTF_8));
    List<Prediction> rows =
        predictions(
            join.accept(
                type,
                (event + "\"type\":\"" + RESPONSE + "\",\"data_base64\":\"" + base64 + "\"}")
                    .getBytes(StandardCharsets.UTF_8),
                NOW,
                model -> true));
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().time()).as("without a time: when it came").isEqualTo(NOW);

    type.put("content-type", "application/cloudevents-batch+json");
    String both =
        "["
            + (event + "\"type\":\"" + REQUEST + "\",\"data\":{\"instances\":[[1,2]]}},")
            + (event + "\"type\":\"" + RESPONSE + "\",\"data\":{\"predictions\":[3]}}]");
    assertThat(
            predictions(
                join.accept(type, both.getBytes(StandardCharsets.UTF_8), NOW, model -> true)))
        .hasSize(1);
  }

  @Test
  void aHalfThatWaitsTooLongIsKeptByItself() {
    send(REQUEST, "r-1", "credit", V2_REQUEST);
    assertThat(join.expire(NOW.plusSeconds(59)).batch().events()).isEmpty();
    List<Prediction> alone = predictions(join.expire(NOW.plusSeconds(60)));
    assertThat(alone).hasSize(2);
    assertThat(alone.getFirst().error()).isEqualTo("no response was logged within 60 s");
    assertThat(alone.getFirst().time()).isEqualTo(Instant.parse(ASKED));
    assertThat(join.waiting()).isZero();

    send(RESPONSE, "r-2", "credit", V2_RESPONSE);
    Prediction answer = predictions(join.close()).getFirst();
    assertThat(answer.features()).isEmpty();
    assertThat(answer.score()).isEqualTo(0.8);
    assertThat(answer.error()).isNull();
  }

  @Test
  void theOldestHalvesMakeRoom() {
    PayloadJoin small = join(2500);
    int kept = 0;
    for (int i = 0; i < 100; i++) {
      PayloadJoin.Joined joined =
          small.accept(
              headers(REQUEST, "r-" + i, "iris"),
              "{\"instances\":[[1,2]]}".getBytes(StandardCharsets.UTF_8),
              NOW,
              model -> true);
      kept += joined.batch().events().size();
    }
    assertThat(small.waiting()).isBetween(1, 3);
    assertThat(kept + small.waiting()).isEqualTo(100);
  }

  @Test
  void whatCouldNotBeKeptCanBeSentAgain() {
    send(REQUEST, "r-1", "credit", V2_REQUEST);
    PayloadJoin.Joined notKept = send(RESPONSE, "r-1", "credit", V2_RESPONSE);
    join.restore(notKept);
    assertThat(join.waiting()).isEqualTo(1);
    assertThat(predictions(send(RESPONSE, "r-1", "credit", V2_RESPONSE))).hasSize(2);
    assertThat(join.waiting()).isZero();
  }

  @Test
  void saysWhatIsWrongWithAPayload() {
    assertThat(refused(send("other.type", "a", "m", "{}")).field()).isEqualTo("type");
    assertThat(refused(send(REQUEST, "a", "m", "{")).reason()).contains("data is not valid JSON");
    assertThat(refused(send(REQUEST, "a", "m", "{}")).reason()).contains("inputs", "instances");
    assertThat(refused(send(REQUEST, "a", "", "{\"instances\":[1]}")).field())
        .isEqualTo("inferenceservicename");
    Refusal shape =
        refused(
            send(
                REQUEST,
                "a",
                "m",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[2,2],\"datatype\":\"FP32\",\"data\":[1,2,3]}]}"));
    assertThat(shape.field()).isEqualTo("inputs.x");
    assertThat(shape.reason()).isEqualTo("has 3 values, which its shape [2,2] is not");
    assertThat(
            refused(
                    send(
                        REQUEST,
                        "a",
                        "m",
                        "{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"parameters\":{\"binary_data_size\":8}}]}"))
                .reason())
        .contains("binary data");
    for (String wrong : List.of("[1000000000,0]", "[2147483647,2147483647]", "[0]")) {
      assertThat(
              refused(
                      send(
                          REQUEST,
                          "a",
                          "m",
                          "{\"inputs\":[{\"name\":\"x\",\"shape\":" + wrong + ",\"data\":[]}]}"))
                  .field())
          .isEqualTo("inputs.x");
    }
    assertThat(
            refused(send(REQUEST, "a", "m", "{\"instances\":[1" + ",1".repeat(50_000) + "]}"))
                .reason())
        .isEqualTo("has 50001 rows, at most 50000 are taken of one inference");
    send(REQUEST, "rows", "m", "{\"instances\":[1,2,3]}");
    assertThat(refused(send(RESPONSE, "rows", "m", "{\"predictions\":[1]}")).reason())
        .isEqualTo("the request has 3 rows and its response 1");
    assertThatThrownBy(() -> join.accept(Map.of(), new byte[0], NOW, model -> true))
        .isInstanceOf(UnreadableBodyException.class)
        .hasMessageContaining("attribute specversion is missing (header ce-specversion)");
    assertThat(join.waiting()).isZero();
  }

  @Test
  void aSenderMayFeedItsOwnModelsOnly() {
    PayloadJoin.Joined joined =
        join.accept(
            headers(REQUEST, "a", "iris"),
            "{\"instances\":[1]}".getBytes(StandardCharsets.UTF_8),
            NOW,
            model -> !model.name().equals("iris"));
    assertThat(refused(joined).field()).isEqualTo("model");
    assertThat(join.waiting()).isZero();
  }

  @Test
  void aWideRowIsKeptAsAnEmbedding() {
    StringBuilder pixels = new StringBuilder("0.5");
    pixels.append(",0.25".repeat(783));
    String request =
        "{\"inputs\":[{\"name\":\"image\",\"shape\":[1,28,28],\"datatype\":\"FP32\",\"data\":["
            + pixels
            + "]}]}";
    send(REQUEST, "a", "m", request);
    Prediction row = predictions(send(RESPONSE, "a", "m", "{\"predictions\":[7]}")).getFirst();
    assertThat(row.features()).isEmpty();
    assertThat(row.embedding()).hasSize(784).startsWith(0.5f, 0.25f);
  }
}
