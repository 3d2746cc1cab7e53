package org.bellwether.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Profile;
import org.bellwether.profile.Slice;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.ColumnType;
import org.bellwether.schema.Role;
import org.jspecify.annotations.Nullable;

/**
 * Whether the columns of two slices are distributed alike: every statistic, and one that is judged.
 * Moments in time move by their nature and are not judged; embeddings are, by kernel distance.
 */
public final class ColumnDrift {

  private static final double CONFIDENCE = 0.95;

  private final Slice reference;
  private final Slice current;
  private final List<Column> columns = new ArrayList<>();

  private record Column(ColumnSchema schema, ColumnComparison comparison) {}

  /**
   * Compares all columns of a slice.
   *
   * @param profile the reference, for its schema
   * @param reference slice compared with
   * @param current slice judged, of the same segment
   */
  public ColumnDrift(Profile profile, Slice reference, Slice current) {
    this.reference = reference;
    this.current = current;
    Set<String> own = reference.segment().values().keySet();
    for (ColumnSchema column : profile.schema().columns()) {
      if (column.is(Role.IGNORED)
          || column.is(Role.ID)
          || column.is(Role.QUERY)
          || column.is(Role.SPLIT)
          || own.contains(column.name())) {
        continue;
      }
      ColumnComparison comparison = compare(column.name());
      if (comparison != null) {
        columns.add(new Column(column, comparison));
      }
    }
  }

  private @Nullable ColumnComparison compare(String name) {
    ColumnSummary then = reference.column(name);
    ColumnSummary now = current.column(name);
    if (then instanceof ColumnSummary.Numeric a && now instanceof ColumnSummary.Numeric b) {
      return new NumericDrift(a, b);
    }
    if (then instanceof ColumnSummary.Categorical a && now instanceof ColumnSummary.Categorical b) {
      return new CategoryDrift(a, b);
    }
    if (then instanceof ColumnSummary.Text a && now instanceof ColumnSummary.Text b) {
      return new NumericDrift(a.length(), b.length());
    }
    return null;
  }

  /** Every statistic of every column. */
  public List<ColumnStatistics> statistics() {
    List<ColumnStatistics> all = new ArrayList<>();
    for (Column column : columns) {
      ColumnComparison comparison = column.comparison();
      CategoryDrift categories = comparison instanceof CategoryDrift c ? c : null;
      all.add(
          new ColumnStatistics(
              column.schema().name(),
              column.schema().type(),
              reference.segment(),
              categories == null ? 0 : categories.unseenCategories(),
              categories == null ? 0 : categories.unseenRows(),
              comparison.statistics()));
    }
    return all;
  }

  /** The judged statistic of each column that is judged. */
  public List<Measurement> measure(DriftOptions options) {
    List<Measurement> all = new ArrayList<>();
    for (Column column : columns) {
      if (isJudged(column.schema())) {
        all.add(measure(column, options));
      }
    }
    return all;
  }

  private boolean isJudged(ColumnSchema column) {
    boolean output = column.is(Role.SCORE) || column.is(Role.PREDICTION);
    // The outputs of a model are judged with its other outputs; weights and time are no features.
    return !(output && !(reference.outcomes() instanceof Outcomes.None))
        && !column.is(Role.WEIGHT)
        && !column.is(Role.TIME)
        && !column.is(Role.ATTRIBUTION);
  }

  private Measurement measure(Column column, DriftOptions options) {
    ColumnComparison comparison = column.comparison();
    String name = column.schema().name();
    boolean text = column.schema().type() == ColumnType.TEXT;
    DriftMethod method = options.of(name, comparison instanceof NumericDrift);
    Threshold threshold = DriftOptions.threshold(method);
    double error = comparison.errorBound(method);
    Measurement.Builder builder =
        Measurement.of(
                column.schema().is(Role.SCORE) || column.schema().is(Role.PREDICTION)
                    ? Kind.PREDICTION
                    : Kind.DRIFT,
                text ? "text-length" : "distribution")
            .method(error > 0 ? Method.bounded(method.word(), error) : Method.exact(method.word()))
            .column(name)
            .segment(reference.segment())
            .rows(comparison.rows(), comparison.referenceRows())
            .threshold(threshold);
    double value = comparison.value(method);
    double p = comparison.pValue(method);
    if (Double.isNaN(value) || Double.isNaN(p)) {
      return builder.undefined(
          comparison.rows() == 0
              ? "it has no value"
              : comparison.referenceRows() == 0
                  ? "the reference has no value"
                  : method.needsValues() && !reference.segment().isWhole()
                      ? method.word() + " needs exact values, and segments keep only bins"
                      : comparison.undefined(method));
    }
    String where = reference.segment().isWhole() ? "" : " where " + reference.segment();
    return builder
        .value(value, Double.NaN)
        .effect(comparison.effect(method))
        .test(Math.min(1, p), comparison.interval(method, CONFIDENCE))
        .power(comparison.power(method, threshold))
        .build(comparison.sentence(text ? "the length of " + name : name, where));
  }
}
