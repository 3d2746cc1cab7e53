package org.bellwether.profile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Segment;
import org.bellwether.stat.BinEdges;

/**
 * What a profile says when it is read.
 *
 * @param slices by segment, the whole table first
 * @param layout what a profile to be compared must share; edges only where slices needed them
 */
record View(Map<Segment, Slice> slices, RowSample sample, List<String> notes, Layout layout) {

  /** The figures of rows that are all at hand. */
  static View exact(
      Schema schema, ProfileOptions options, Canonical canonical, Rows rows, RowSample sample) {
    Map<String, ColumnSummary.Numeric> whole = new LinkedHashMap<>();
    for (int c = 0; c < schema.columns().size(); c++) {
      ColumnSchema column = schema.columns().get(c);
      if (isNumber(column)) {
        whole.put(column.name(), numbers(rows, c));
      }
    }
    Layout given = options.layout();
    List<String> notes = new ArrayList<>(overflow(schema, canonical));
    Layout layout = given == null ? layout(schema, options, rows, whole, notes) : given;
    TableAccumulator table =
        new TableAccumulator(
            schema, SlicePlan.slicings(schema, layout), layout, canonical, whole, true);
    rows.replay(table::accept);
    notes.addAll(table.notes());
    return new View(table.slices(), sample, List.copyOf(notes), layout);
  }

  private static Layout layout(
      Schema schema,
      ProfileOptions options,
      Rows rows,
      Map<String, ColumnSummary.Numeric> whole,
      List<String> notes) {
    Map<String, BinEdges> cuts = new TreeMap<>();
    for (ColumnSchema column : schema.columns()) {
      ColumnSummary.Numeric numeric = whole.get(column.name());
      if (column.type() == ColumnType.NUMERIC && SlicePlan.isKey(column) && numeric != null) {
        cuts.put(column.name(), ExactNumeric.quartiles(sorted(numeric)));
      }
    }
    SlicePlan plan = new SlicePlan(schema, options, cuts);
    rows.replay(plan::countGroups);
    if (plan.hasPairs()) {
      rows.replay(plan::countPairs);
    }
    List<Segment> segments = plan.segments(notes);
    Map<String, BinEdges> edges = segments.isEmpty() ? Map.of() : edges(schema, whole);
    return new Layout(edges, Map.of(), cuts, segments);
  }

  /** The layout with every edge that a bounded profile needs. */
  Layout completeLayout(Schema schema) {
    Slice all = slices.get(Segment.whole());
    Map<String, ColumnSummary.Numeric> whole = new LinkedHashMap<>();
    if (all != null) {
      all.columns()
          .forEach((name, summary) -> {
            if (summary instanceof ColumnSummary.Numeric n) {
              whole.put(name, n);
            } else if (summary instanceof ColumnSummary.Timestamp t) {
              whole.put(name, t.seconds());
            }
          });
    }
    Map<String, BinEdges> edges = layout.edges().isEmpty() ? edges(schema, whole) : layout.edges();
    Map<String, BinEdges> outcomes =
        layout.outcomeEdges().isEmpty()
                && all != null
                && all.outcomes() instanceof Outcomes.Regression regression
            ? RegressionAccumulator.edges(regression)
            : layout.outcomeEdges();
    return new Layout(edges, outcomes, layout.cuts(), layout.segments());
  }

  private static Map<String, BinEdges> edges(
      Schema schema, Map<String, ColumnSummary.Numeric> whole) {
    Map<String, BinEdges> edges = new LinkedHashMap<>();
    for (ColumnSchema column : schema.columns()) {
      ColumnSummary.Numeric numeric = whole.get(column.name());
      if (numeric == null) {
        continue;
      }
      edges.put(
          column.name(),
          numeric.distribution() instanceof NumericDistribution.Binned binned
              ? binned.edges()
              : ExactNumeric.edges(sorted(numeric), Layout.BINS, column.is(Role.ATTRIBUTION)));
    }
    return edges;
  }

  static double[] sorted(ColumnSummary.Numeric numeric) {
    return numeric.distribution() instanceof NumericDistribution.Sorted s
        ? s.values()
        : new double[0];
  }

  static boolean isNumber(ColumnSchema column) {
    return !column.is(Role.IGNORED)
        && (column.type() == ColumnType.NUMERIC || column.type() == ColumnType.TIMESTAMP);
  }

  /** Collects and sorts the finite values of a numeric or timestamp column. */
  static ColumnSummary.Numeric numbers(Rows rows, int column) {
    long[] counts = new long[4];
    rows.replay(batch -> counts[0] += batch.rows());
    double[] finite = new double[Math.toIntExact(counts[0])];
    int[] n = {0};
    rows.replay(batch -> n[0] = gather(batch, column, finite, n[0], counts));
    double[] sorted = n[0] == finite.length ? finite : java.util.Arrays.copyOf(finite, n[0]);
    ExactNumeric.sort(sorted);
    return ExactNumeric.summary(counts[0], counts[1], counts[2], counts[3], sorted);
  }

  private static int gather(ColumnBatch batch, int column, double[] into, int at, long[] counts) {
    int next = at;
    ColumnVector vector = batch.columns().get(column);
    if (vector instanceof ColumnVector.Timestamp t) {
      for (int r = 0; r < batch.rows(); r++) {
        if (t.epochMicros()[r] == ColumnVector.Timestamp.MISSING) {
          counts[1]++;
        } else {
          into[next++] = t.epochMicros()[r] / 1e6;
        }
      }
      return next;
    }
    ColumnVector.Numeric v = (ColumnVector.Numeric) vector;
    BitSet missing = v.missing();
    for (int from = 0; from < batch.rows(); from++) {
      int to = missing == null ? -1 : missing.nextSetBit(from);
      boolean end = to < 0 || to >= batch.rows();
      next = gather(v.values(), from, end ? batch.rows() : to, into, next, counts);
      counts[1] += end ? 0 : 1;
      from = end ? batch.rows() : to;
    }
    return next;
  }

  private static int gather(
      double[] values, int from, int to, double[] into, int at, long[] counts) {
    int next = at;
    for (int r = from; r < to; r++) {
      double x = values[r];
      if (Math.abs(x) <= Double.MAX_VALUE) {
        into[next++] = x + 0.0;
      } else {
        counts[Double.isNaN(x) ? 2 : 3]++;
      }
    }
    return next;
  }

  static List<String> overflow(Schema schema, Canonical canonical) {
    List<String> notes = new ArrayList<>();
    for (int c = 0; c < schema.columns().size(); c++) {
      // Ids are all different by their nature, and are counted by hash alone.
      if (canonical.overflowed(c) && !schema.columns().get(c).is(Role.ID)) {
        notes.add(
            "column '"
                + schema.columns().get(c).name()
                + "' has more than "
                + Dictionary.DEFAULT_CAP
                + " categories: which of the rest are counted by name depends on the order of the"
                + " rows");
      }
    }
    return notes;
  }
}
