package org.bellwether.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.jspecify.annotations.Nullable;

/** Reads the columns of score, label, prediction and weight of a batch. */
final class OutcomeColumns {

  private static final Set<String> POSITIVE = Set.of("1", "true", "yes", "y", "positive");

  private final Schema schema;
  final int score;
  final int label;
  final int prediction;
  final int weight;
  final int query;

  OutcomeColumns(Schema schema) {
    this.schema = schema;
    this.score = scoreColumn(schema);
    this.label = index(schema, schema.the(Role.LABEL));
    this.prediction = index(schema, schema.the(Role.PREDICTION));
    this.weight = index(schema, schema.the(Role.WEIGHT));
    this.query = index(schema, schema.the(Role.QUERY));
  }

  private static int index(Schema schema, Optional<ColumnSchema> column) {
    return column.map(schema.columns()::indexOf).orElse(-1);
  }

  /** The column of the positive class's score when several hold a class's score each. */
  private static int scoreColumn(Schema schema) {
    String positive = schema.positiveLabel();
    Optional<ColumnSchema> named =
        schema.withRole(Role.SCORE).stream()
            .filter(c -> positive != null && positive.equals(c.scoreClass()))
            .findFirst();
    return index(schema, named.isPresent() ? named : schema.the(Role.SCORE));
  }

  /** Numbers of a column, NaN where missing or not a number. */
  static double[] numbers(ColumnBatch batch, int column) {
    double[] out = new double[batch.rows()];
    ColumnVector v = batch.columns().get(column);
    if (v instanceof ColumnVector.Numeric x) {
      System.arraycopy(x.values(), 0, out, 0, out.length);
      if (x.missing() != null) {
        x.missing().stream().takeWhile(r -> r < out.length).forEach(r -> out[r] = Double.NaN);
      }
    } else if (v instanceof ColumnVector.Category x) {
      double[] byCode = new double[x.dictionary().size()];
      for (int code = 0; code < byCode.length; code++) {
        byCode[code] = parse(x.dictionary().valueOf(code));
      }
      for (int r = 0; r < out.length; r++) {
        out[r] = x.codes()[r] < 0 ? Double.NaN : byCode[x.codes()[r]];
      }
    } else {
      Arrays.fill(out, Double.NaN);
    }
    return out;
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Row weights; {@code null} when every row counts once. A weight that is no number counts 0. */
  double @Nullable [] weights(ColumnBatch batch) {
    if (weight < 0) {
      return null;
    }
    double[] out = numbers(batch, weight);
    for (int r = 0; r < out.length; r++) {
      out[r] = out[r] > 0 && out[r] < Double.POSITIVE_INFINITY ? out[r] : 0;
    }
    return out;
  }

  /** Whether each row's value is the positive one: 1 or 0, {@code ScoreAccumulator.UNLABELLED}. */
  byte[] positives(ColumnBatch batch, int column) {
    byte[] out = new byte[batch.rows()];
    ColumnVector v = batch.columns().get(column);
    if (v instanceof ColumnVector.Category x) {
      byte[] byCode = new byte[x.dictionary().size()];
      for (int code = 0; code < byCode.length; code++) {
        byCode[code] = (byte) (isPositive(x.dictionary().valueOf(code)) ? 1 : 0);
      }
      for (int r = 0; r < out.length; r++) {
        int code = x.codes()[r];
        out[r] =
            code >= 0
                ? byCode[code]
                : (byte) (code == Dictionary.OTHER ? 0 : ScoreAccumulator.UNLABELLED);
      }
    } else {
      double[] numbers = numbers(batch, column);
      for (int r = 0; r < out.length; r++) {
        out[r] =
            (byte)
                (Double.isNaN(numbers[r])
                    ? ScoreAccumulator.UNLABELLED
                    : isPositive(SegmentKey.text(numbers[r])) ? 1 : 0);
      }
    }
    return out;
  }

  /** Without a declared positive label: 1, true, yes, y or positive, in any case. */
  private boolean isPositive(String value) {
    String positive = schema.positiveLabel();
    return positive == null
        ? POSITIVE.contains(value.strip().toLowerCase(Locale.ROOT))
        : positive.equals(value);
  }

  boolean isDecision(double score) {
    return score >= schema.decisionThreshold();
  }
}
