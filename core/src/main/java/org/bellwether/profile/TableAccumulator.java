package org.bellwether.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.schema.Segment;
import org.bellwether.stat.BinEdges;
import org.jspecify.annotations.Nullable;

/** Everything counted of a table: each column and the outcomes, for each slice of each slicing. */
final class TableAccumulator {

  private static final BinEdges AT_ZERO = BinEdges.of(0);

  private final Schema schema;
  private final List<Slicing> slicings;
  private final List<@Nullable ColumnAccumulator> columns = new ArrayList<>();
  private final OutcomeAccumulator outcomes;
  private final long[][] rows;

  /**
   * @param slicings the first is the whole table
   * @param exact figures of whole numeric columns whose values are at hand, by name
   * @param keepOutcomes whether to keep every score and error
   */
  TableAccumulator(
      Schema schema,
      List<Slicing> slicings,
      Layout layout,
      Canonical canonical,
      Map<String, ColumnSummary.Numeric> exact,
      boolean keepOutcomes) {
    this.schema = schema;
    this.slicings = slicings;
    List<Integer> sizes = slicings.stream().map(Slicing::size).toList();
    List<Integer> whole = List.of(1);
    for (int c = 0; c < schema.columns().size(); c++) {
      ColumnSchema column = schema.columns().get(c);
      // Ids and queries have a value of their own in almost every row: slices learn nothing.
      boolean sliced = !column.is(Role.ID) && !column.is(Role.QUERY);
      columns.add(
          column.is(Role.IGNORED)
              ? null
              : accumulator(column, c, sliced ? sizes : whole, layout, canonical, exact));
    }
    this.outcomes = OutcomeAccumulator.of(schema, sizes, keepOutcomes, layout);
    this.rows = new long[slicings.size()][];
    for (int g = 0; g < rows.length; g++) {
      rows[g] = new long[slicings.get(g).size()];
    }
  }

  private static ColumnAccumulator accumulator(
      ColumnSchema column,
      int index,
      List<Integer> sizes,
      Layout layout,
      Canonical canonical,
      Map<String, ColumnSummary.Numeric> exact) {
    BinEdges edges = layout.edges().getOrDefault(column.name(), AT_ZERO);
    ColumnSummary.Numeric whole = exact.get(column.name());
    return switch (column.type()) {
      case NUMERIC -> new NumericColumn(edges, sizes, whole);
      case TIMESTAMP -> new TimestampColumn(edges, sizes, whole);
      case CATEGORICAL, BOOLEAN ->
          new CategoryColumn(Objects.requireNonNull(canonical.dictionary(index)), sizes);
      case TEXT -> new TextColumn(sizes);
      case EMBEDDING -> new EmbeddingColumn();
    };
  }

  /** Adds a canonical batch. */
  void accept(ColumnBatch batch) {
    List<int[]> slices = new ArrayList<>(slicings.size());
    for (int g = 0; g < slicings.size(); g++) {
      int[] slice = slicings.get(g).assign(batch);
      slices.add(slice);
      for (int s : slice) {
        if (s >= 0) {
          rows[g][s]++;
        }
      }
    }
    for (int c = 0; c < columns.size(); c++) {
      ColumnAccumulator column = columns.get(c);
      if (column != null) {
        column.accept(batch.columns().get(c), batch.rows(), slices);
      }
    }
    outcomes.accept(batch, slices);
  }

  /** Adds what another table of the same schema and slicings holds. */
  void combine(TableAccumulator other) {
    for (int g = 0; g < rows.length; g++) {
      for (int s = 0; s < rows[g].length; s++) {
        rows[g][s] += other.rows[g][s];
      }
    }
    for (int c = 0; c < columns.size(); c++) {
      ColumnAccumulator column = columns.get(c);
      ColumnAccumulator that = other.columns.get(c);
      if (column != null && that != null) {
        column.combine(that);
      }
    }
    outcomes.combine(other.outcomes);
  }

  void write(Encoder out) {
    for (long[] r : rows) {
      out.numbers(r);
    }
    for (ColumnAccumulator column : columns) {
      if (column != null) {
        column.write(out);
      }
    }
    outcomes.write(out);
  }

  /** Fills a new accumulator. */
  void read(Decoder in) {
    for (long[] r : rows) {
      in.numbers(r);
    }
    for (ColumnAccumulator column : columns) {
      if (column != null) {
        column.read(in);
      }
    }
    outcomes.read(in);
  }

  /** The slices that have rows, and always that of the whole table, which is the first. */
  Map<Segment, Slice> slices() {
    Map<Segment, Slice> out = new LinkedHashMap<>();
    for (int g = 0; g < slicings.size(); g++) {
      for (int s = 0; s < slicings.get(g).size(); s++) {
        if (g == 0 || rows[g][s] > 0) {
          Segment segment = slicings.get(g).segment(s);
          out.put(segment, slice(segment, g, s));
        }
      }
    }
    return out;
  }

  private Slice slice(Segment segment, int g, int s) {
    Map<String, ColumnSummary> summaries = new LinkedHashMap<>();
    for (int c = 0; c < columns.size(); c++) {
      ColumnSchema column = schema.columns().get(c);
      ColumnAccumulator accumulator = columns.get(c);
      boolean sliced = g == 0 || (!column.is(Role.ID) && !column.is(Role.QUERY));
      ColumnSummary summary = accumulator == null || !sliced ? null : accumulator.summary(g, s);
      if (summary != null) {
        summaries.put(column.name(), summary);
      }
    }
    return new Slice(segment, rows[g][s], summaries, outcomes.outcomes(g, s));
  }

  List<String> notes() {
    List<String> notes = new ArrayList<>(outcomes.notes());
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c) instanceof TextColumn text && text.forgotten()) {
        notes.add(
            "column '"
                + schema.columns().get(c).name()
                + "' has too many words to count them all: counts of rare words are lower bounds");
      }
    }
    return notes;
  }
}
