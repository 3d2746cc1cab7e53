package org.bellwether.conformance;

import java.util.Arrays;
import java.util.List;
import org.bellwether.conformance.Chunked.Chunk;

/** Columns by how much their drift has to do with a change of performance. */
record NannymlRankings(Chunked table, List<ChunkMetric> drift) {

  private String column(ChunkMetric metric) {
    return metric.name().substring(0, metric.name().lastIndexOf('.'));
  }

  private ChunkMetric drift(String column) {
    return drift.stream().filter(d -> column(d).equals(column)).findFirst().orElseThrow();
  }

  /** By number of alerts in the analysis; the printed order of ties is any. */
  ExpectedTable byAlerts(ExpectedTable expected) {
    double before = Double.POSITIVE_INFINITY;
    for (int row = 0; row < expected.frame().rows(); row++) {
      String column = expected.frame().texts("column_name").get(row);
      double alerts = (double) table.chunks().stream().filter(c -> drift(column).alerts(c)).count();
      expected.expect(column, expected.frame().texts("number_of_alerts").get(row), alerts, null);
      expected.expect(column + " in order", "true", String.valueOf(alerts <= before), null);
      before = alerts;
    }
    return expected;
  }

  /** By Pearson's correlation of drift and absolute change of performance. */
  ExpectedTable byCorrelation(ExpectedTable expected, ChunkMetric metric, List<Chunk> chunks) {
    double mean =
        table.of("reference").stream().mapToDouble(metric.value()::get).average().orElseThrow();
    double[] change = metric.values(chunks);
    Arrays.setAll(change, i -> Math.abs(change[i] - mean));
    double before = Double.POSITIVE_INFINITY;
    for (int row = 0; row < expected.frame().rows(); row++) {
      String column = expected.frame().texts("column_name").get(row);
      ChunkMetric one = drift(column);
      double[] r = NannymlDrift.pearson(one.values(chunks), change);
      Frame frame = expected.frame();
      expected.expect(column, frame.texts("pearsonr_correlation").get(row), r[0], null);
      expected.expect(column + " p", frame.texts("pearsonr_pvalue").get(row), r[1], null);
      String drifted = chunks.stream().anyMatch(one::alerts) ? "True" : "False";
      expected.expect(column + " drifted", frame.texts("has_drifted").get(row), drifted, null);
      expected.expect(column + " rank", frame.texts("rank").get(row), row + 1.0, null);
      expected.expect(column + " in order", "true", String.valueOf(r[0] <= before), null);
      before = r[0];
    }
    return expected;
  }
}
