package org.bellwether.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.stat.BinEdges;

/**
 * Finds the layout of rows too many for memory by reading them twice: cuts from the uniform row
 * sample with exact deciles, never from the first rows, for a file may be ordered.
 */
final class LayoutFinder {

  private final Schema schema;
  private final ProfileOptions options;
  private final Rows rows;
  private final ColumnBatch sample;

  LayoutFinder(Schema schema, ProfileOptions options, Rows rows, RowSample sample) {
    this.schema = schema;
    this.options = options;
    this.rows = rows;
    this.sample = new ColumnBatch(sample.rows(), sample.columns());
  }

  /**
   * The layout.
   *
   * @param notes gets a note when the cap of slices bites
   */
  Layout find(List<String> notes) {
    Map<Integer, QuantileSelector> selectors = new LinkedHashMap<>();
    Map<String, BinEdges> cuts = new TreeMap<>();
    for (int c = 0; c < schema.columns().size(); c++) {
      ColumnSchema column = schema.columns().get(c);
      if (View.isNumber(column) && sample.rows() > 0) {
        double[] values = View.sorted(View.numbers(consumer -> consumer.accept(sample), c));
        selectors.put(c, new QuantileSelector(values));
        if (column.type() == ColumnType.NUMERIC && SlicePlan.isKey(column)) {
          cuts.put(column.name(), ExactNumeric.quartiles(values));
        }
      }
    }
    SlicePlan plan = new SlicePlan(schema, options, cuts);
    rows.replay(batch -> {
      plan.countGroups(batch);
      selectors.forEach((c, s) -> pass(batch, c, s, true));
    });
    selectors.values().forEach(QuantileSelector::prepare);
    rows.replay(batch -> {
      plan.countPairs(batch);
      selectors.forEach((c, s) -> pass(batch, c, s, false));
    });
    Map<String, BinEdges> edges = new LinkedHashMap<>();
    selectors.forEach((c, s) -> {
      ColumnSchema column = schema.columns().get(c);
      edges.put(column.name(), s.edges(column.is(Role.ATTRIBUTION)));
    });
    return new Layout(edges, outcomeEdges(), cuts, plan.segments(notes));
  }

  private static void pass(ColumnBatch batch, int column, QuantileSelector s, boolean first) {
    int n = batch.rows();
    int[] bins = new int[n];
    ColumnVector vector = batch.columns().get(column);
    double[] values;
    if (vector instanceof ColumnVector.Timestamp t) {
      values = TimestampColumn.seconds(t, n);
      NumericAccumulator.bins(s.coarse(), values, null, n, bins);
    } else {
      ColumnVector.Numeric v = (ColumnVector.Numeric) vector;
      values = v.values();
      NumericAccumulator.bins(s.coarse(), values, v.missing(), n, bins);
    }
    if (first) {
      s.count(values, bins, n);
    } else {
      s.collect(values, bins, n);
    }
  }

  /** Cuts of a regression's errors, from the sample. */
  private Map<String, BinEdges> outcomeEdges() {
    if (sample.rows() == 0) {
      return Map.of();
    }
    OutcomeAccumulator outcomes =
        OutcomeAccumulator.of(
            schema, List.of(1), true, new Layout(Map.of(), Map.of(), Map.of(), List.of()));
    if (!(outcomes instanceof RegressionAccumulator)) {
      return Map.of();
    }
    outcomes.accept(sample, List.of(new int[sample.rows()]));
    return RegressionAccumulator.edges((Outcomes.Regression) outcomes.outcomes(0, 0));
  }
}
