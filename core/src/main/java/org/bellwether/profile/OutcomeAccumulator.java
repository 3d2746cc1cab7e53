package org.bellwether.profile;

import java.util.List;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Task;

/** Joint counts of score, label and decision, for each slice of each slicing. */
sealed interface OutcomeAccumulator
    permits BinaryAccumulator,
        MulticlassAccumulator,
        RegressionAccumulator,
        RankingAccumulator,
        OutcomeAccumulator.Nothing {

  /**
   * Adds a canonical batch.
   *
   * @param slices the slice of each row, for each slicing
   */
  void accept(ColumnBatch batch, List<int[]> slices);

  /** Adds what another accumulator of the same schema and slicings holds. */
  void combine(OutcomeAccumulator other);

  Outcomes outcomes(int slicing, int slice);

  void write(Encoder out);

  /** Fills a new accumulator. */
  void read(Decoder in);

  /** What was odd, such as scores outside [0, 1]. */
  List<String> notes();

  /**
   * The accumulator of a schema's task.
   *
   * @param sizes number of slices of each slicing; the first is the whole table
   * @param exact whether to keep every score, error and ranked row
   */
  static OutcomeAccumulator of(Schema schema, List<Integer> sizes, boolean exact, Layout layout) {
    boolean output = schema.the(Role.SCORE).isPresent() || schema.the(Role.PREDICTION).isPresent();
    Task task = output ? schema.task() : Task.NONE;
    return switch (task) {
      case BINARY -> new BinaryAccumulator(schema, sizes, exact);
      case MULTICLASS -> new MulticlassAccumulator(schema, sizes, exact);
      case REGRESSION -> new RegressionAccumulator(schema, sizes, exact, layout);
      case RANKING -> new RankingAccumulator(schema, sizes);
      case NONE -> new Nothing();
    };
  }

  /** Of a table without a model. */
  final class Nothing implements OutcomeAccumulator {
    @Override
    public void accept(ColumnBatch batch, List<int[]> slices) {
      // There is nothing to count.
    }

    @Override
    public void combine(OutcomeAccumulator other) {
      // There is nothing to add.
    }

    @Override
    public Outcomes outcomes(int slicing, int slice) {
      return new Outcomes.None();
    }

    @Override
    public void write(Encoder out) {
      // There is nothing to keep.
    }

    @Override
    public void read(Decoder in) {
      // There is nothing to fill.
    }

    @Override
    public List<String> notes() {
      return List.of();
    }
  }
}
