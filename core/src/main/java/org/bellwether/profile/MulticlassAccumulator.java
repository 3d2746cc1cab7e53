package org.bellwether.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.schema.ColumnSchema;
import org.bellwether.schema.Role;
import org.bellwether.schema.Schema;

/** Outcomes of a model of several classes. */
final class MulticlassAccumulator implements OutcomeAccumulator {

  /** Class of a row without one. */
  private static final int NONE = -1;

  private static final double SMALLEST = 1e-15;
  private static final int SCORE_BINS = 8_192;

  private final Schema schema;
  private final OutcomeColumns columns;
  private final boolean exact;

  /** Class numbers in order of first sight; those with a score column come first. */
  private final Map<String, Integer> classes = new LinkedHashMap<>();

  private final int[] scoreColumns;
  private final Part[][] parts;
  private long badSums;
  private long scoredRows;

  MulticlassAccumulator(Schema schema, List<Integer> sizes, boolean exact) {
    this.schema = schema;
    this.columns = new OutcomeColumns(schema);
    this.exact = exact;
    List<ColumnSchema> scores =
        schema.withRole(Role.SCORE).stream().filter(c -> c.scoreClass() != null).toList();
    this.scoreColumns = scores.stream().mapToInt(schema.columns()::indexOf).toArray();
    for (ColumnSchema score : scores) {
      classes.put(String.valueOf(score.scoreClass()), classes.size());
    }
    if (classes.size() < scores.size()) {
      throw new IllegalArgumentException("two score columns have the same scoreClass");
    }
    this.parts = new Part[sizes.size()][];
    for (int g = 0; g < parts.length; g++) {
      parts[g] = new Part[sizes.get(g)];
      Arrays.setAll(parts[g], s -> new Part());
    }
  }

  @Override
  public void accept(ColumnBatch batch, List<int[]> slices) {
    int n = batch.rows();
    double[][] scores = new double[scoreColumns.length][];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = OutcomeColumns.numbers(batch, scoreColumns[k]);
    }
    int[] labels = columns.label < 0 ? none(n) : classesOf(batch, columns.label);
    int[] predictions =
        columns.prediction < 0 ? mostLikely(scores, n) : classesOf(batch, columns.prediction);
    double[] weights = columns.weights(batch);
    boolean[] scored = scored(scores, n);
    double[] row = new double[scores.length];
    for (int g = 0; g < parts.length; g++) {
      int[] slice = slices.get(g);
      for (int r = 0; r < n; r++) {
        if (slice[r] >= 0 && (scored[r] || predictions[r] != NONE)) {
          for (int k = 0; k < row.length; k++) {
            row[k] = scored[r] ? scores[k][r] : Double.NaN;
          }
          parts[g][slice[r]].add(row, labels[r], predictions[r], weights == null ? 1 : weights[r]);
        }
      }
    }
  }

  private boolean[] scored(double[][] scores, int n) {
    boolean[] scored = new boolean[n];
    for (int r = 0; r < n && scores.length > 0; r++) {
      double sum = 0;
      for (double[] s : scores) {
        sum += s[r];
      }
      scored[r] = Double.isFinite(sum);
      if (scored[r]) {
        scoredRows++;
        badSums += Math.abs(sum - 1) > 0.01 ? 1 : 0;
      }
    }
    return scored;
  }

  private static int[] none(int n) {
    int[] out = new int[n];
    Arrays.fill(out, NONE);
    return out;
  }

  /** The class with the highest score; the first of equals. */
  private static int[] mostLikely(double[][] scores, int n) {
    int[] out = none(n);
    for (int r = 0; r < n; r++) {
      for (int k = 0; k < scores.length; k++) {
        if (Double.isFinite(scores[k][r]) && (out[r] == NONE || scores[k][r] > scores[out[r]][r])) {
          out[r] = k;
        }
      }
    }
    return out;
  }

  private int classOf(String name) {
    return classes.computeIfAbsent(name, x -> classes.size());
  }

  private int[] classesOf(ColumnBatch batch, int column) {
    int[] out = none(batch.rows());
    if (batch.columns().get(column) instanceof ColumnVector.Category x) {
      int[] byCode = none(x.dictionary().size());
      for (int r = 0; r < out.length; r++) {
        int code = x.codes()[r];
        if (code >= 0) {
          if (byCode[code] == NONE) {
            byCode[code] = classOf(x.dictionary().valueOf(code));
          }
          out[r] = byCode[code];
        }
      }
    } else {
      double[] numbers = OutcomeColumns.numbers(batch, column);
      for (int r = 0; r < out.length; r++) {
        out[r] = Double.isNaN(numbers[r]) ? NONE : classOf(SegmentKey.text(numbers[r]));
      }
    }
    return out;
  }

  @Override
  public void combine(OutcomeAccumulator other) {
    MulticlassAccumulator that = (MulticlassAccumulator) other;
    badSums += that.badSums;
    scoredRows += that.scoredRows;
    int[] classOfTheirs = new int[that.classes.size()];
    that.classes.forEach((name, k) -> classOfTheirs[k] = classOf(name));
    for (int g = 0; g < parts.length; g++) {
      for (int s = 0; s < parts[g].length; s++) {
        parts[g][s].combine(that.parts[g][s], classOfTheirs);
      }
    }
  }

  @Override
  public Outcomes outcomes(int slicing, int slice) {
    return parts[slicing][slice].outcomes();
  }

  @Override
  public void write(Encoder out) {
    out.number(badSums);
    out.number(scoredRows);
    out.integer(classes.size());
    classes.keySet().forEach(out::text);
    for (Part[] slices : parts) {
      for (Part part : slices) {
        part.write(out);
      }
    }
  }

  @Override
  public void read(Decoder in) {
    badSums = in.number();
    scoredRows = in.number();
    int n = in.count(4);
    for (int k = 0; k < n; k++) {
      classOf(in.text());
    }
    for (Part[] slices : parts) {
      for (Part part : slices) {
        part.read(in);
      }
    }
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (badSums > 0) {
      notes.add(
          "the class scores of "
              + badSums
              + " of "
              + scoredRows
              + " rows do not sum to 1 (within 0.01): they rank as they are, and log loss and"
              + " calibration cannot be trusted");
    }
    if (scoreColumns.length < schema.withRole(Role.SCORE).size()) {
      notes.add("score columns without a class are not used: give each its scoreClass");
    }
    return notes;
  }

  /** One slice. */
  private final class Part {
    private final List<ScoreAccumulator> scores = new ArrayList<>();

    /** Weight by label and prediction; row and column 0 stand for none. */
    private double[][] mass = new double[1][1];

    private long rows;
    private long labelled;
    private double logLoss;

    Part() {
      for (int k = 0; k < scoreColumns.length; k++) {
        scores.add(
            exact
                ? new ScoreAccumulator.Exact(columns.weight >= 0)
                : new ScoreAccumulator.Binned(SCORE_BINS));
      }
    }

    void add(double[] score, int label, int prediction, double weight) {
      rows++;
      labelled += label == NONE ? 0 : 1;
      mass(label, prediction, weight);
      if (score.length == 0 || Double.isNaN(score[0])) {
        return;
      }
      for (int k = 0; k < score.length; k++) {
        int as =
            label == NONE
                ? ScoreAccumulator.UNLABELLED
                : label == k ? ScoreAccumulator.POSITIVE : ScoreAccumulator.NEGATIVE;
        scores.get(k).add(score[k], as, weight);
      }
      if (label != NONE) {
        double p = label < score.length ? score[label] : 0;
        logLoss -= weight * Math.log(Math.min(1, Math.max(SMALLEST, p)));
      }
    }

    private void mass(int label, int prediction, double weight) {
      int needed = Math.max(label, prediction) + 2;
      if (needed > mass.length) {
        double[][] more = new double[needed][needed];
        for (int i = 0; i < mass.length; i++) {
          System.arraycopy(mass[i], 0, more[i], 0, mass.length);
        }
        mass = more;
      }
      mass[label + 1][prediction + 1] += weight;
    }

    void combine(Part other, int[] classOfTheirs) {
      rows += other.rows;
      labelled += other.labelled;
      logLoss += other.logLoss;
      for (int i = 0; i < other.mass.length; i++) {
        for (int j = 0; j < other.mass.length; j++) {
          if (other.mass[i][j] > 0) {
            mass(
                i == 0 ? NONE : classOfTheirs[i - 1],
                j == 0 ? NONE : classOfTheirs[j - 1],
                other.mass[i][j]);
          }
        }
      }
      for (int k = 0; k < scores.size(); k++) {
        scores.get(k).combine(other.scores.get(k));
      }
    }

    void write(Encoder out) {
      out.number(rows);
      out.number(labelled);
      out.real(logLoss);
      out.integer(mass.length);
      for (double[] m : mass) {
        out.reals(m);
      }
      scores.forEach(s -> s.write(out));
    }

    void read(Decoder in) {
      rows = in.number();
      labelled = in.number();
      logLoss = in.real();
      int k = in.count(4);
      mass = new double[k][k];
      for (double[] m : mass) {
        in.reals(m);
      }
      scores.forEach(s -> s.read(in));
    }

    Outcomes outcomes() {
      List<String> names = classes.keySet().stream().sorted().toList();
      int k = names.size();
      double[][] confusion = new double[k][k];
      double[] unlabelled = new double[k];
      for (int j = 0; j < k; j++) {
        int prediction = classOf(names.get(j)) + 1;
        unlabelled[j] = at(0, prediction);
        for (int i = 0; i < k; i++) {
          confusion[i][j] = at(classOf(names.get(i)) + 1, prediction);
        }
      }
      return new Outcomes.Multiclass(
          rows,
          labelled,
          names,
          confusion,
          unlabelled,
          scores.isEmpty() ? null : tables(names),
          scores.isEmpty() ? Double.NaN : logLoss);
    }

    private double at(int label, int prediction) {
      return label < mass.length && prediction < mass.length ? mass[label][prediction] : 0;
    }

    private List<org.bellwether.stat.ScoreTable> tables(List<String> names) {
      List<org.bellwether.stat.ScoreTable> tables = new ArrayList<>();
      for (String name : names) {
        int c = classOf(name);
        ScoreAccumulator of = c < scores.size() ? scores.get(c) : new ScoreAccumulator.Exact(false);
        tables.add(of.table());
      }
      return tables;
    }
  }
}
