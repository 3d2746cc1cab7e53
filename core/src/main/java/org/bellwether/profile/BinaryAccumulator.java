package org.bellwether.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bellwether.schema.Schema;
import org.jspecify.annotations.Nullable;

/** Outcomes of a binary model. */
final class BinaryAccumulator implements OutcomeAccumulator {

  /** Score bins of the whole table and of a slice, when scores are binned. */
  static final int BINS = 65_536;

  static final int SLICE_BINS = 8_192;

  private final OutcomeColumns columns;
  private final Part[][] parts;
  private long outside;
  private long notFinite;
  private final Schema schema;

  BinaryAccumulator(Schema schema, List<Integer> sizes, boolean exact) {
    this.schema = schema;
    this.columns = new OutcomeColumns(schema);
    this.parts = new Part[sizes.size()][];
    for (int g = 0; g < parts.length; g++) {
      parts[g] = new Part[sizes.get(g)];
      for (int s = 0; s < parts[g].length; s++) {
        ScoreAccumulator scores =
            exact
                ? new ScoreAccumulator.Exact(columns.weight >= 0)
                : new ScoreAccumulator.Binned(g == 0 ? BINS : SLICE_BINS);
        parts[g][s] = new Part(columns.score < 0 ? null : scores);
      }
    }
  }

  @Override
  public void accept(ColumnBatch batch, List<int[]> slices) {
    int n = batch.rows();
    double[] scores = columns.score < 0 ? nothing(n) : OutcomeColumns.numbers(batch, columns.score);
    byte[] labels = columns.label < 0 ? unlabelled(n) : columns.positives(batch, columns.label);
    byte[] decisions =
        columns.prediction < 0 ? decide(scores) : columns.positives(batch, columns.prediction);
    double[] weights = columns.weights(batch);
    for (int r = 0; r < n; r++) {
      if (Double.isInfinite(scores[r])) {
        notFinite++;
      } else if (scores[r] < 0 || scores[r] > 1) {
        outside++;
      }
    }
    for (int g = 0; g < parts.length; g++) {
      int[] slice = slices.get(g);
      for (int r = 0; r < n; r++) {
        if (slice[r] >= 0) {
          double weight = weights == null ? 1 : weights[r];
          parts[g][slice[r]].add(scores[r], labels[r], decisions[r], weight);
        }
      }
    }
  }

  private static double[] nothing(int n) {
    double[] out = new double[n];
    Arrays.fill(out, Double.NaN);
    return out;
  }

  private static byte[] unlabelled(int n) {
    byte[] out = new byte[n];
    Arrays.fill(out, (byte) ScoreAccumulator.UNLABELLED);
    return out;
  }

  private byte[] decide(double[] scores) {
    byte[] out = new byte[scores.length];
    for (int r = 0; r < out.length; r++) {
      out[r] =
          (byte)
              (!Double.isFinite(scores[r])
                  ? ScoreAccumulator.UNLABELLED
                  : columns.isDecision(scores[r]) ? 1 : 0);
    }
    return out;
  }

  @Override
  public void combine(OutcomeAccumulator other) {
    BinaryAccumulator that = (BinaryAccumulator) other;
    outside += that.outside;
    notFinite += that.notFinite;
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

  @Override
  public void write(Encoder out) {
    out.number(outside);
    out.number(notFinite);
    for (Part[] slices : parts) {
      for (Part part : slices) {
        part.write(out);
      }
    }
  }

  @Override
  public void read(Decoder in) {
    outside = in.number();
    notFinite = in.number();
    for (Part[] slices : parts) {
      for (Part part : slices) {
        part.read(in);
      }
    }
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    String name = columns.score < 0 ? "" : schema.columns().get(columns.score).name();
    if (outside > 0) {
      notes.add(
          outside
              + " scores of column '"
              + name
              + "' lie outside [0, 1]: they rank as they are, and calibration cannot be trusted");
    }
    if (notFinite > 0) {
      notes.add(notFinite + " scores of column '" + name + "' are infinite: left out");
    }
    return notes;
  }

  /** One slice. */
  private static final class Part {
    private final @Nullable ScoreAccumulator scores;

    /** Weight by label, then decision. */
    private final double[][] mass = new double[3][2];

    private long rows;
    private long labelled;

    Part(@Nullable ScoreAccumulator scores) {
      this.scores = scores;
    }

    void add(double score, int label, int decision, double weight) {
      boolean scored = Double.isFinite(score);
      boolean decided = decision != ScoreAccumulator.UNLABELLED;
      if (!scored && !decided) {
        return;
      }
      rows++;
      labelled += label == ScoreAccumulator.UNLABELLED ? 0 : 1;
      if (scored && scores != null) {
        scores.add(score, label, weight);
      }
      if (decided) {
        mass[label][decision] += weight;
      }
    }

    void combine(Part other) {
      rows += other.rows;
      labelled += other.labelled;
      for (int label = 0; label < mass.length; label++) {
        mass[label][0] += other.mass[label][0];
        mass[label][1] += other.mass[label][1];
      }
      if (scores != null && other.scores != null) {
        scores.combine(other.scores);
      }
    }

    void write(Encoder out) {
      out.number(rows);
      out.number(labelled);
      for (double[] m : mass) {
        out.reals(m);
      }
      if (scores != null) {
        scores.write(out);
      }
    }

    void read(Decoder in) {
      rows = in.number();
      labelled = in.number();
      for (double[] m : mass) {
        in.reals(m);
      }
      if (scores != null) {
        scores.read(in);
      }
    }

    Outcomes outcomes() {
      double[] positive = mass[ScoreAccumulator.POSITIVE];
      double[] negative = mass[ScoreAccumulator.NEGATIVE];
      double[] open = mass[ScoreAccumulator.UNLABELLED];
      return new Outcomes.Binary(
          rows,
          labelled,
          scores == null ? null : scores.table(),
          positive[1],
          negative[1],
          positive[0],
          negative[0],
          open[1],
          open[0]);
    }
  }
}
