package org.bellwether.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.schema.Schema;
import org.bellwether.stat.BinEdges;
import org.jspecify.annotations.Nullable;

/** Outcomes of a regression model. */
final class RegressionAccumulator implements OutcomeAccumulator {

  /** Parts of {@link Outcomes.Regression}, in its order; names in {@link Layout#outcomeEdges()}. */
  static final List<String> PARTS =
      List.of(
          "prediction",
          "label",
          "error",
          "absoluteError",
          "squaredError",
          "absolutePercentageError",
          "squaredLogError");

  private final OutcomeColumns columns;
  private final Part[][] parts;

  RegressionAccumulator(Schema schema, List<Integer> sizes, boolean exact, Layout layout) {
    this.columns = new OutcomeColumns(schema);
    this.parts = new Part[sizes.size()][];
    for (int g = 0; g < parts.length; g++) {
      parts[g] = new Part[sizes.get(g)];
      for (int s = 0; s < parts[g].length; s++) {
        parts[g][s] = new Part(exact ? null : layout.outcomeEdges());
      }
    }
  }

  @Override
  public void accept(ColumnBatch batch, List<int[]> slices) {
    int output = columns.prediction >= 0 ? columns.prediction : columns.score;
    double[] predictions = OutcomeColumns.numbers(batch, output);
    double[] labels =
        columns.label < 0 ? new double[0] : OutcomeColumns.numbers(batch, columns.label);
    for (int g = 0; g < parts.length; g++) {
      int[] slice = slices.get(g);
      for (int r = 0; r < batch.rows(); r++) {
        if (slice[r] >= 0 && Double.isFinite(predictions[r])) {
          parts[g][slice[r]].add(predictions[r], columns.label < 0 ? Double.NaN : labels[r]);
        }
      }
    }
  }

  @Override
  public void combine(OutcomeAccumulator other) {
    RegressionAccumulator that = (RegressionAccumulator) other;
    for (int g = 0; g < parts.length; g++) {
      for (int s = 0; s < parts[g].length; s++) {
        parts[g][s].combine(that.parts[g][s]);
      }
    }
  }

  @Override
  public Outcomes outcomes(int slicing, int slice) {
    return parts[slicing][slice].outcomes();
  }

  /** Cuts of every part from the whole table, whose values must have been kept. */
  static Map<String, BinEdges> edges(Outcomes.Regression whole) {
    List<ColumnSummary.Numeric> of =
        List.of(
            whole.prediction(),
            whole.label(),
            whole.error(),
            whole.absoluteError(),
            whole.squaredError(),
            whole.absolutePercentageError(),
            whole.squaredLogError());
    Map<String, BinEdges> edges = new LinkedHashMap<>();
    for (int i = 0; i < of.size(); i++) {
      edges.put(
          PARTS.get(i),
          of.get(i).distribution() instanceof NumericDistribution.Sorted s
              ? ExactNumeric.edges(s.values(), Layout.BINS, false)
              : ((NumericDistribution.Binned) of.get(i).distribution()).edges());
    }
    return edges;
  }

  @Override
  public void write(Encoder out) {
    for (Part[] slices : parts) {
      for (Part part : slices) {
        part.write(out);
      }
    }
  }

  @Override
  public void read(Decoder in) {
    for (Part[] slices : parts) {
      for (Part part : slices) {
        part.read(in);
      }
    }
  }

  @Override
  public List<String> notes() {
    return List.of();
  }

  /** One slice: values where they are kept, bins where not. */
  private static final class Part {
    private final DoubleList[] values = new DoubleList[PARTS.size()];
    private final @Nullable List<NumericAccumulator> binned;
    private long rows;
    private long labelled;

    Part(@Nullable Map<String, BinEdges> edges) {
      if (edges == null) {
        binned = null;
        java.util.Arrays.setAll(values, i -> new DoubleList());
        return;
      }
      binned = new ArrayList<>();
      for (String part : PARTS) {
        BinEdges cuts = edges.get(part);
        binned.add(new NumericAccumulator(cuts == null ? BinEdges.of(0) : cuts, 1));
      }
    }

    void add(double prediction, double label) {
      rows++;
      put(0, prediction);
      if (!Double.isFinite(label)) {
        return;
      }
      labelled++;
      double error = prediction - label;
      put(1, label);
      put(2, error);
      put(3, Math.abs(error));
      put(4, error * error);
      if (label != 0) {
        put(5, Math.abs(error / label));
      }
      if (prediction > -1 && label > -1) {
        double log = Math.log1p(prediction) - Math.log1p(label);
        put(6, log * log);
      }
    }

    private void put(int part, double value) {
      if (!Double.isFinite(value)) {
        return;
      }
      if (binned == null) {
        values[part].add(value);
      } else {
        binned.get(part).add(value);
      }
    }

    void combine(Part other) {
      rows += other.rows;
      labelled += other.labelled;
      for (int i = 0; i < values.length; i++) {
        if (binned != null && other.binned != null) {
          binned.get(i).combine(other.binned.get(i));
        } else {
          values[i].addAll(other.values[i]);
        }
      }
    }

    void write(Encoder out) {
      out.number(rows);
      out.number(labelled);
      for (int i = 0; i < values.length; i++) {
        if (binned != null) {
          binned.get(i).write(out);
        } else {
          values[i].write(out);
        }
      }
    }

    void read(Decoder in) {
      rows = in.number();
      labelled = in.number();
      for (int i = 0; i < values.length; i++) {
        if (binned != null) {
          binned.get(i).read(in);
        } else {
          values[i].read(in);
        }
      }
    }

    Outcomes outcomes() {
      return new Outcomes.Regression(
          rows,
          labelled,
          summary(0),
          summary(1),
          summary(2),
          summary(3),
          summary(4),
          summary(5),
          summary(6));
    }

    private ColumnSummary.Numeric summary(int part) {
      if (binned != null) {
        return binned.get(part).summary(0, Double.NaN);
      }
      return ExactNumeric.summary(values[part].size(), 0, 0, 0, values[part].toSorted());
    }
  }
}
