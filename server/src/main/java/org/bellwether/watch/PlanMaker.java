package org.bellwether.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.Layout;
import org.bellwether.profile.NumericDistribution;
import org.bellwether.profile.Profile;
import org.bellwether.profile.ProfileOptions;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;
import org.bellwether.stat.BinEdges;
import org.bellwether.store.RowColumn;
import org.bellwether.store.WindowRows;
import org.jspecify.annotations.Nullable;

/** Makes plans from the rows of a window, or from training data. */
final class PlanMaker {

  /**
   * Bins of a column: enough to see a shift of less than one row in a hundred, and few enough that
   * a year of windows can be kept.
   */
  private static final int BINS = 128;

  /** Segments that are judged by themselves, the most frequent. */
  static final int SEGMENTS = 30;

  /** Distinct values beyond which a category column with a new value in most rows is an id. */
  private static final int MANY = 1_000;

  private static final double MOSTLY = 0.5;

  private final WindowRows rows;
  private final String version;
  private final MonitorSettings settings;
  private final @Nullable Profile training;

  PlanMaker(WindowRows rows, String version, MonitorSettings settings, @Nullable Profile training) {
    this.rows = rows;
    this.version = version;
    this.settings = settings;
    this.training = training;
  }

  /**
   * A plan that suits the rows of a span.
   *
   * @param number of the plan
   * @param settingsVersion version of the settings
   * @param trainedAt when the version got its training data, in microseconds since 1970
   */
  WatchPlan make(int number, int settingsVersion, long trainedAt, Instant from, Instant to) {
    List<RowColumn> filled = rows.filled(version, from, to, WatchedColumns.FIXED);
    Schema known = training == null ? null : training.schema();
    WatchedColumns.Result columns =
        new WatchedColumns(rows.columns(), filled, settings.columns(), known).find();
    Profile seen =
        Profile.create(
            columns.schema(), ProfileOptions.defaults().withSampleSize(0).withMaxSlices(SEGMENTS));
    long n = rows.read(version, from, to, columns.sources(), seen::accept);
    Schema schema = withoutIds(columns.schema(), seen);
    Layout layout = layout(schema, seen.layout(), seen);
    return new WatchPlan(
        number,
        schema,
        columns.sources(),
        layout,
        rows.columns().size(),
        n,
        settingsVersion,
        trainedAt);
  }

  /** Columns with a value of their own in most rows are not watched: they say nothing. */
  private static Schema withoutIds(Schema schema, Profile seen) {
    List<ColumnSchema> columns = new ArrayList<>();
    for (ColumnSchema column : schema.columns()) {
      boolean id =
          seen.whole().column(column.name()) instanceof ColumnSummary.Categorical c
              && c.distinct() > MANY
              && c.distinct() > MOSTLY * (c.rows() - c.missing());
      columns.add(
          id && !column.is(Role.LABEL) && !column.is(Role.PREDICTION)
              ? ColumnSchema.of(column.name(), column.type(), Role.IGNORED)
              : column);
    }
    return new Schema(columns, schema.task(), schema.positiveLabel(), schema.decisionThreshold());
  }

  private Layout layout(Schema schema, Layout found, Profile seen) {
    Map<String, BinEdges> edges = new LinkedHashMap<>();
    Layout own = training == null ? null : training.layout();
    for (ColumnSchema column : schema.columns()) {
      BinEdges ofTraining = own == null ? null : own.edges().get(column.name());
      if (ofTraining != null) {
        edges.put(column.name(), ofTraining);
      } else if (seen.whole().column(column.name()) instanceof ColumnSummary.Numeric n) {
        edges.put(column.name(), edges(n, column.is(Role.ATTRIBUTION)));
      }
    }
    return new Layout(
        edges,
        own == null || own.outcomeEdges().isEmpty() ? found.outcomeEdges() : own.outcomeEdges(),
        own == null ? found.cuts() : own.cuts(),
        own == null || own.segments().isEmpty() ? found.segments() : own.segments());
  }

  private static BinEdges edges(ColumnSummary.Numeric numeric, boolean zero) {
    if (!(numeric.distribution() instanceof NumericDistribution.Sorted sorted)
        || sorted.values().length == 0) {
      return numeric.distribution() instanceof NumericDistribution.Binned binned
          ? binned.edges()
          : BinEdges.of(0);
    }
    BinEdges edges = BinEdges.equalDepth(sorted.values(), BINS);
    return zero
        ? BinEdges.of(
            DoubleStream.concat(Arrays.stream(edges.toArray()), DoubleStream.of(0))
                .map(x -> x + 0.0)
                .sorted()
                .distinct()
                .toArray())
        : edges;
  }

  /**
   * Training data as they are kept: counts on few edges, no rows.
   *
   * @param full profile of the training table
   */
  static Profile thin(Profile full) {
    Profile thin = full;
    if (full.isExact()) {
      // The rows are at hand, so that they can be counted on fewer edges.
      Layout layout = full.layout();
      Map<String, BinEdges> edges = new LinkedHashMap<>();
      for (ColumnSchema column : full.schema().columns()) {
        if (full.whole().column(column.name()) instanceof ColumnSummary.Numeric n) {
          edges.put(column.name(), edges(n, column.is(Role.ATTRIBUTION)));
        }
      }
      List<org.bellwether.schema.Segment> segments =
          layout.segments().subList(0, Math.min(SEGMENTS, layout.segments().size()));
      thin =
          Profile.create(
              full.schema(),
              ProfileOptions.defaults()
                  .withExactBudgetBytes(0)
                  .withSampleSize(0)
                  .withLayout(new Layout(edges, layout.outcomeEdges(), layout.cuts(), segments)));
      thin.combine(full);
    }
    return thin;
  }
}
