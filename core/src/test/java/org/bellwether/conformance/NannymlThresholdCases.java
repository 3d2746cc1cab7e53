package org.bellwether.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Locale;
import org.bellwether.stat.Bounds;
import org.bellwether.stat.CalibrationNeed;
import org.bellwether.stat.Chunks;
import org.bellwether.stat.DeviationThreshold;
import tools.jackson.databind.JsonNode;

/** {@code nannyml_thresholds_chunks_calibration.json}. */
final class NannymlThresholdCases extends Suite {

  private static final long SEED = 42;

  NannymlThresholdCases() {
    super("nannyml_thresholds_chunks_calibration");
    on("standard_deviation_threshold", NannymlThresholdCases::deviation);
    on("threshold_clipped_by_metric_limits", NannymlThresholdCases::limits);
    on(
        "alert",
        c -> {
          assertThat(c.expected().get("rule").asString()).contains("(strict)");
          Bounds b = new Bounds(0.2, 0.8);
          assertThat(new boolean[] {b.excludes(0.1), b.excludes(0.2), b.excludes(0.8)})
              .containsExactly(true, false, false);
          assertThat(b.excludes(0.81)).isTrue();
        });
    on("ece_equal_count_bins", NannymlThresholdCases::bins);
    on("needs_calibration", NannymlThresholdCases::calibration);
    on("chunk_by_size", NannymlThresholdCases::chunks);
  }

  private static void deviation(Case c) {
    Bounds b =
        DeviationThreshold.of(
            c.numbers("data"),
            multiplier(c, "std_lower_multiplier"),
            multiplier(c, "std_upper_multiplier"),
            DeviationThreshold.Centre.valueOf(
                c.param("offset_from").asString().toUpperCase(Locale.ROOT)));
    side(c, "lower", b.low(), Double.NEGATIVE_INFINITY);
    side(c, "upper", b.high(), Double.POSITIVE_INFINITY);
  }

  private static void side(Case c, String field, double actual, double none) {
    if (c.expected().get(field).isNull()) {
      assertThat(actual).isEqualTo(none);
    } else {
      c.expect(actual, field);
    }
  }

  private static double multiplier(Case c, String name) {
    return c.param(name).isNull() ? Double.POSITIVE_INFINITY : c.param(name).asDouble();
  }

  private static void limits(Case c) {
    assertThat(c.expected().get("rule").asString()).contains("lower -1 -> 0", "upper 2 -> 1");
    c.param("metric_limits")
        .properties()
        .forEach(e -> {
          JsonNode limit = e.getValue();
          double most = limit.get(1).isNull() ? Double.POSITIVE_INFINITY : limit.get(1).asDouble();
          Bounds b = new Bounds(-1, 2).within(limit.get(0).asDouble(), most);
          assertThat(b).as(e.getKey()).isEqualTo(new Bounds(0, Math.min(2, most)));
        });
  }

  private static void bins(Case c) {
    int rows = c.param("vector_length").asInt();
    int bins = c.param("bins").asInt();
    if (c.expected().has("error")) {
      assertThatThrownBy(() -> Chunks.byCount(rows, bins))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(c.expected().get("error").asString());
      return;
    }
    long[][] found = Chunks.byCount(rows, bins);
    JsonNode edges = c.expected().get("edges");
    assertThat(found).hasDimensions(edges.size(), 2);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .containsExactly(edges.get(i).get(0).asLong(), edges.get(i).get(1).asLong());
    }
  }

  private static void calibration(Case c) {
    int[] labels = Arrays.stream(c.numbers("y_true")).mapToInt(v -> (int) v).toArray();
    double[] scores = c.numbers("y_prob");
    if (c.expected().has("error")) {
      assertThatThrownBy(() -> CalibrationNeed.of(labels, scores, 10, 10, SEED))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(c.expected().get("error").asString());
      return;
    }
    assertThat(
            CalibrationNeed.of(
                labels, scores, c.param("bins").asInt(), c.param("splits").asInt(), SEED))
        .isEqualTo(c.expected().get("needs_calibration").asBoolean());
  }

  private static void chunks(Case c) {
    Chunks.Remainder remainder =
        Chunks.Remainder.valueOf(c.param("incomplete").asString().toUpperCase(Locale.ROOT));
    long[][] runs =
        Chunks.bySize(c.param("rows").asLong(), c.param("chunk_size").asLong(), remainder);
    if (c.expected().has("last_chunks")) {
      JsonNode last = c.expected().get("last_chunks");
      for (int i = 0; i < last.size(); i++) {
        long[] run = runs[runs.length - last.size() + i];
        assertThat("[" + run[0] + ":" + (run[1] - 1) + "]")
            .isEqualTo(last.get(i).get(0).asString());
        assertThat(run[0]).isEqualTo(last.get(i).get(1).asLong());
        assertThat(run[1] - 1).isEqualTo(last.get(i).get(2).asLong());
      }
    } else {
      long[] run = runs[runs.length - 1];
      assertThat((double) (run[1] - 1))
          .isCloseTo(c.expected().get("last_end_index").asDouble(), within(0.0));
      assertThat(run[1] - run[0]).isEqualTo(c.expected().get("last_size").asLong());
    }
  }
}
