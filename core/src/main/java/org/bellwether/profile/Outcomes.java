package org.bellwether.profile;

import java.util.List;
import org.bellwether.stat.ScoreTable;
import org.jspecify.annotations.Nullable;

/** Joint counts of score, label and decision in one slice: what performance and fairness need. */
public sealed interface Outcomes {

  /** Rows with a score or a prediction. */
  long rows();

  /** Rows that also have a label. */
  long labelled();

  /** A table without a model. */
  record None() implements Outcomes {
    @Override
    public long rows() {
      return 0;
    }

    @Override
    public long labelled() {
      return 0;
    }
  }

  /**
   * A binary model. Counts are sums of row weights.
   *
   * @param scores scores by label; {@code null} when the table has no score
   * @param truePositives labelled positive, decided positive
   * @param falsePositives labelled negative, decided positive
   * @param falseNegatives labelled positive, decided negative
   * @param trueNegatives labelled negative, decided negative
   * @param unlabelledPositives decided positive, no label yet
   * @param unlabelledNegatives decided negative, no label yet
   */
  record Binary(
      long rows,
      long labelled,
      @Nullable ScoreTable scores,
      double truePositives,
      double falsePositives,
      double falseNegatives,
      double trueNegatives,
      double unlabelledPositives,
      double unlabelledNegatives)
      implements Outcomes {}

  /**
   * A model of several classes.
   *
   * @param classes labels and predictions met, sorted
   * @param confusion weight by label (row) and prediction (column), in the order of classes
   * @param unlabelled weight by prediction of rows without a label
   * @param scores one-versus-rest scores by class, in the order of classes; {@code null} when the
   *     table has no scores
   * @param logLoss sum over labelled rows of -ln of the label's score (natural log, scores clipped
   *     to [1e-15, 1]); NaN without scores
   */
  record Multiclass(
      long rows,
      long labelled,
      List<String> classes,
      double[][] confusion,
      double[] unlabelled,
      @Nullable List<ScoreTable> scores,
      double logLoss)
      implements Outcomes {}

  /**
   * A regression model; an error is prediction minus label.
   *
   * @param prediction the predictions, with and without a label
   * @param label the labels
   * @param error the errors of labelled rows
   * @param absoluteError their absolute values
   * @param squaredError their squares
   * @param absolutePercentageError |error / label| where the label is not 0
   * @param squaredLogError (ln(1+prediction) - ln(1+label))² where both are above -1
   */
  record Regression(
      long rows,
      long labelled,
      ColumnSummary.Numeric prediction,
      ColumnSummary.Numeric label,
      ColumnSummary.Numeric error,
      ColumnSummary.Numeric absoluteError,
      ColumnSummary.Numeric squaredError,
      ColumnSummary.Numeric absolutePercentageError,
      ColumnSummary.Numeric squaredLogError)
      implements Outcomes {}

  /**
   * Ranked lists, row by row.
   *
   * @param query code of the query of each row, ascending
   * @param score score of each row, descending within a query
   * @param relevance gain of each row, at least 0; NaN without a label
   */
  record Ranking(long rows, long labelled, int[] query, double[] score, double[] relevance)
      implements Outcomes {}
}
