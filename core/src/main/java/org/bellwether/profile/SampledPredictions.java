package org.bellwether.profile;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Segment;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * How wrong the model was on each sampled row. All arrays have one entry for each row of the
 * profile's sample, in its order.
 *
 * @param error how wrong, larger is worse: of a binary model |score - label| where the decision is
 *     wrong, of a model of several classes the score of the wrong class, of regression |prediction
 *     - label|; 1 where there is no score; 0 where the decision is right, NaN without a label
 * @param decided what the model said
 * @param label what was true
 * @param score score of the positive, or of the decided class; NaN without scores
 * @param slice for each segment which rows are in it
 */
public record SampledPredictions(
    double[] error,
    @Nullable String[] decided,
    @Nullable String[] label,
    double[] score,
    Map<Segment, boolean[]> slice) {

  /** Of the sampled rows; all arrays are empty without a model that says right or wrong by row. */
  public static SampledPredictions of(Profile profile) {
    Schema schema = profile.schema();
    RowSample sample = profile.sample();
    OutcomeColumns columns = new OutcomeColumns(schema);
    boolean byRow =
        schema.task() == Task.BINARY
            || schema.task() == Task.MULTICLASS
            || schema.task() == Task.REGRESSION;
    boolean decides = columns.prediction >= 0 || columns.score >= 0;
    if (!byRow || !decides || columns.label < 0 || sample.rows() == 0) {
      return new SampledPredictions(
          new double[0], new String[0], new String[0], new double[0], Map.of());
    }
    ColumnBatch batch = new ColumnBatch(sample.rows(), sample.columns());
    return switch (schema.task()) {
      case BINARY -> binary(columns, batch, slices(profile, batch));
      case MULTICLASS -> multiclass(schema, columns, batch, slices(profile, batch));
      default -> regression(columns, batch, slices(profile, batch));
    };
  }

  private static Map<Segment, boolean[]> slices(Profile profile, ColumnBatch batch) {
    Map<Segment, boolean[]> slices = new LinkedHashMap<>();
    for (Slicing slicing : SlicePlan.slicings(profile.schema(), profile.layout())) {
      int[] sliceOf = slicing.assign(batch);
      for (int s = 0; s < slicing.size(); s++) {
        boolean[] in = new boolean[batch.rows()];
        for (int r = 0; r < in.length; r++) {
          in[r] = sliceOf[r] == s;
        }
        slices.put(slicing.isWhole() ? Segment.whole() : slicing.segment(s), in);
      }
    }
    return slices;
  }

  private static SampledPredictions binary(
      OutcomeColumns columns, ColumnBatch batch, Map<Segment, boolean[]> slices) {
    int n = batch.rows();
    byte[] labels = columns.positives(batch, columns.label);
    double[] scores = new double[n];
    Arrays.fill(scores, Double.NaN);
    if (columns.score >= 0) {
      scores = OutcomeColumns.numbers(batch, columns.score);
    }
    byte[] decisions = columns.prediction < 0 ? null : columns.positives(batch, columns.prediction);
    double[] error = new double[n];
    String[] decided = new String[n];
    for (int r = 0; r < n; r++) {
      int decision =
          decisions != null
              ? decisions[r]
              : Double.isNaN(scores[r])
                  ? ScoreAccumulator.UNLABELLED
                  : columns.isDecision(scores[r]) ? 1 : 0;
      decided[r] = decision == 1 ? "positive" : decision == 0 ? "negative" : "";
      if (labels[r] == ScoreAccumulator.UNLABELLED || decision == ScoreAccumulator.UNLABELLED) {
        error[r] = Double.NaN;
      } else if (labels[r] != decision) {
        error[r] = Double.isNaN(scores[r]) ? 1 : Math.abs(scores[r] - labels[r]);
      }
    }
    return new SampledPredictions(error, decided, texts(batch, columns.label), scores, slices);
  }

  private static SampledPredictions multiclass(
      Schema schema, OutcomeColumns columns, ColumnBatch batch, Map<Segment, boolean[]> slices) {
    int n = batch.rows();
    List<ColumnSchema> of =
        schema.withRole(Role.SCORE).stream().filter(c -> c.scoreClass() != null).toList();
    double[][] scores = new double[of.size()][];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = OutcomeColumns.numbers(batch, schema.columns().indexOf(of.get(k)));
    }
    @Nullable String[] labels = texts(batch, columns.label);
    @Nullable String[] decided =
        columns.prediction < 0 ? new @Nullable String[n] : texts(batch, columns.prediction);
    double[] error = new double[n];
    double[] score = new double[n];
    for (int r = 0; r < n; r++) {
      score[r] = Double.NaN;
      for (int k = 0; k < scores.length; k++) {
        String name = of.get(k).scoreClass();
        if (columns.prediction < 0 && !(scores[k][r] <= score[r])) {
          decided[r] = name;
        }
        if (name != null && name.equals(decided[r])) {
          score[r] = scores[k][r];
        }
      }
      String said = decided[r];
      String label = labels[r];
      if (said == null || label == null) {
        error[r] = Double.NaN;
      } else if (!said.equals(label)) {
        error[r] = Double.isNaN(score[r]) ? 1 : score[r];
      }
    }
    return new SampledPredictions(error, decided, labels, score, slices);
  }

  private static SampledPredictions regression(
      OutcomeColumns columns, ColumnBatch batch, Map<Segment, boolean[]> slices) {
    int n = batch.rows();
    int said = columns.prediction >= 0 ? columns.prediction : columns.score;
    double[] predictions = OutcomeColumns.numbers(batch, said);
    double[] labels = OutcomeColumns.numbers(batch, columns.label);
    double[] error = new double[n];
    @Nullable String[] decided = new @Nullable String[n];
    @Nullable String[] truth = new @Nullable String[n];
    double[] score = new double[n];
    Arrays.fill(score, Double.NaN);
    for (int r = 0; r < n; r++) {
      error[r] = Math.abs(predictions[r] - labels[r]);
      decided[r] = Double.isNaN(predictions[r]) ? null : SegmentKey.text(predictions[r]);
      truth[r] = Double.isNaN(labels[r]) ? null : SegmentKey.text(labels[r]);
    }
    return new SampledPredictions(error, decided, truth, score, slices);
  }

  /** Values as text, {@code null} where missing. */
  private static @Nullable String[] texts(ColumnBatch batch, int column) {
    @Nullable String[] out = new @Nullable String[batch.rows()];
    if (batch.columns().get(column) instanceof ColumnVector.Category x) {
      for (int r = 0; r < out.length; r++) {
        out[r] = x.codes()[r] < 0 ? null : x.dictionary().valueOf(x.codes()[r]);
      }
    } else {
      double[] numbers = OutcomeColumns.numbers(batch, column);
      for (int r = 0; r < out.length; r++) {
        out[r] = Double.isNaN(numbers[r]) ? null : SegmentKey.text(numbers[r]);
      }
    }
    return out;
  }
}
