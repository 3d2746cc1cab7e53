package org.bellwether.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.bellwether.conformance.Chunked.Chunk;

/**
 * One metric over the chunks of both tables, with NannyML's thresholds and bands: thresholds are
 * the mean of the reference chunks plus and minus three standard deviations (ddof 0), bands the
 * value plus and minus three sampling errors, both cut at the metric's limits.
 *
 * @param name prefix of its columns
 * @param value by chunk
 * @param realized by chunk, what the thresholds of an estimate come from; NaN without labels
 * @param error sampling error by chunk
 * @param limits smallest and largest possible value
 * @param thresholds lower and upper, NaN for none
 * @param alert overrides the comparison with the thresholds; null for none
 */
record ChunkMetric(
    String name,
    Map<Chunk, Double> value,
    Map<Chunk, Double> realized,
    Map<Chunk, Double> error,
    double[] limits,
    double[] thresholds,
    Map<Chunk, Boolean> alert) {

  static ChunkMetric of(
      String name, Chunked table, ToDoubleFunction<Chunk> value, double low, double high) {
    Map<Chunk, Double> values =
        table.chunks().stream().collect(Collectors.toMap(c -> c, value::applyAsDouble));
    double[] limits = {low, high};
    return new ChunkMetric(
        name, values, values, Map.of(), limits, thresholds(table, values, limits), Map.of());
  }

  private static double[] thresholds(Chunked table, Map<Chunk, Double> values, double[] limits) {
    List<Double> reference = table.of("reference").stream().map(values::get).toList();
    double mean = reference.stream().mapToDouble(v -> v).average().orElseThrow();
    double variance =
        reference.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double half = 3 * Math.sqrt(variance);
    return new double[] {Math.max(limits[0], mean - half), Math.min(limits[1], mean + half)};
  }

  ChunkMetric withError(Chunked table, ToDoubleFunction<Chunk> error) {
    Map<Chunk, Double> errors =
        table.chunks().stream().collect(Collectors.toMap(c -> c, error::applyAsDouble));
    return new ChunkMetric(name, value, realized, errors, limits, thresholds, alert);
  }

  /** An estimate: thresholds come from the realised values on the reference. */
  ChunkMetric estimateOf(Chunked table, ToDoubleFunction<Chunk> actual) {
    Map<Chunk, Double> actuals =
        table.chunks().stream()
            .collect(
                Collectors.toMap(
                    c -> c,
                    c -> c.period().equals("reference") ? actual.applyAsDouble(c) : Double.NaN));
    return new ChunkMetric(
        name, value, actuals, error, limits, thresholds(table, actuals, limits), alert);
  }

  ChunkMetric withThresholds(double low, double high) {
    return new ChunkMetric(name, value, realized, error, limits, new double[] {low, high}, alert);
  }

  ChunkMetric onlyUpper() {
    return withThresholds(Double.NaN, thresholds[1]);
  }

  ChunkMetric withAlerts(Map<Chunk, Boolean> alerts) {
    return new ChunkMetric(name, value, realized, error, limits, thresholds, alerts);
  }

  boolean alerts(Chunk chunk) {
    Boolean known = alert.get(chunk);
    double v = value.get(chunk);
    return known != null ? known : v > thresholds[1] || v < thresholds[0];
  }

  /** What a column of this metric holds for a chunk; null where it has no such column. */
  Object cell(String column, Chunk chunk) {
    double v = value.get(chunk);
    double band = 3 * error.getOrDefault(chunk, Double.NaN);
    return switch (column) {
      case "value" -> v;
      case "sampling_error" -> error.get(chunk);
      case "realized" -> realized.get(chunk);
      case "upper_confidence_boundary" -> Math.min(limits[1], v + band);
      case "lower_confidence_boundary" -> Math.max(limits[0], v - band);
      case "upper_threshold" -> thresholds[1];
      case "lower_threshold" -> thresholds[0];
      case "alert" -> alerts(chunk) ? "True" : "False";
      default -> null;
    };
  }

  double[] values(List<Chunk> chunks) {
    return chunks.stream().mapToDouble(value::get).toArray();
  }

  @Override
  public String toString() {
    return name + " " + Arrays.toString(thresholds);
  }
}
