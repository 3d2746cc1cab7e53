package org.bellwether.performance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Slice;
import org.bellwether.stat.ConfusionMatrix;
import org.bellwether.stat.MulticlassConfusion;
import org.bellwether.stat.Normal;
import org.bellwether.stat.RateComparison;
import org.bellwether.stat.ScoreComparison;
import org.bellwether.stat.ScoreTable;
import org.jspecify.annotations.Nullable;

/**
 * What is judged of a model of several classes: accuracy, and of each rate by class the one that
 * fell most surely, its p-value times the number of classes.
 */
final class MulticlassPerformance {

  static final Threshold CLASS_DROP = Threshold.above(0.10, 0.20);

  private final Slice referenceSlice;
  private final Slice currentSlice;
  private final Outcomes.Multiclass reference;
  private final Outcomes.Multiclass current;

  MulticlassPerformance(
      Slice referenceSlice,
      Slice currentSlice,
      Outcomes.Multiclass reference,
      Outcomes.Multiclass current) {
    this.referenceSlice = referenceSlice;
    this.currentSlice = currentSlice;
    this.reference = reference;
    this.current = current;
  }

  List<Measurement> measure() {
    Change change = new Change(referenceSlice, currentSlice, Kind.PERFORMANCE);
    MulticlassConfusion then = new MulticlassConfusion(reference.confusion());
    MulticlassConfusion now = new MulticlassConfusion(current.confusion());
    List<Measurement> all = new ArrayList<>();
    all.add(
        change.fallOfRate(
            "accuracy",
            "accuracy",
            RateComparison.scaled(
                then.correct(), then.total(), now.correct(), now.total(), scale()),
            BinaryPerformance.ACCURACY_DROP,
            "predictions name the right class"));
    all.add(worst(change, then, now, true));
    all.add(worst(change, then, now, false));
    Measurement auc = worstAuc(change);
    if (auc != null) {
      all.add(auc);
    }
    return all;
  }

  private double[] scale() {
    return new double[] {
      MulticlassMetrics.rowsPerWeight(reference), MulticlassMetrics.rowsPerWeight(current)
    };
  }

  private Measurement worst(
      Change change, MulticlassConfusion then, MulticlassConfusion now, boolean recall) {
    String check = recall ? "worst-class-recall" : "worst-class-precision";
    String worstName = "";
    RateComparison worst = null;
    int tested = 0;
    for (String name : classes()) {
      RateComparison rates = rates(name, then, now, recall);
      if (rates.rows() == 0 || rates.referenceRows() == 0) {
        continue;
      }
      tested++;
      if (worst == null || rates.pFallen() < worst.pFallen()) {
        worst = rates;
        worstName = name;
      }
    }
    if (worst == null) {
      return change
          .builder(check, "fisher-exact", current.labelled(), reference.labelled())
          .threshold(CLASS_DROP)
          .undefined("No class occurs with labels in both tables");
    }
    String what = (recall ? "recall" : "precision") + " of class '" + worstName + "'";
    String plain = recall ? "of its cases are found" : "predictions of it are right";
    return corrected(change.fallOfRate(check, what, worst, CLASS_DROP, plain), worst, tested);
  }

  /** The choice of the worst class among several is paid for in p-value, interval and power. */
  private static Measurement corrected(Measurement m, RateComparison rates, int tested) {
    double[] difference = rates.differenceInterval(Normal.twoSided(1 - 0.05 / tested));
    return Measurement.of(m.kind(), m.check())
        .method(m.method())
        .segment(m.segment())
        .rows(m.n(), m.nReference())
        .value(m.value(), m.reference())
        .effect(m.effect())
        .test(
            Math.min(1, m.pValue() * tested),
            new Interval(-difference[1], -difference[0], Change.LEVEL))
        .threshold(m.threshold())
        .power(level -> Change.rowsForRate(rates, level / tested, m.threshold().warning()))
        .build(m.sentence());
  }

  private RateComparison rates(
      String name, MulticlassConfusion then, MulticlassConfusion now, boolean recall) {
    ConfusionMatrix a = one(then, reference.classes().indexOf(name));
    ConfusionMatrix b = one(now, current.classes().indexOf(name));
    return RateComparison.scaled(
        a.truePositives(),
        recall ? a.positives() : a.selected(),
        b.truePositives(),
        recall ? b.positives() : b.selected(),
        scale());
  }

  private static ConfusionMatrix one(MulticlassConfusion m, int index) {
    return index < 0 ? new ConfusionMatrix(0, 0, 0, 0) : m.oneVersusRest(index);
  }

  private Set<String> classes() {
    TreeSet<String> all = new TreeSet<>(reference.classes());
    all.addAll(current.classes());
    return all;
  }

  private @Nullable Measurement worstAuc(Change change) {
    List<ScoreTable> then = reference.scores();
    List<ScoreTable> now = current.scores();
    if (then == null || now == null) {
      return null;
    }
    Measurement worst = null;
    int tested = 0;
    for (String name : classes()) {
      int i = reference.classes().indexOf(name);
      int j = current.classes().indexOf(name);
      if (i < 0 || j < 0 || i >= then.size() || j >= now.size()) {
        continue;
      }
      Measurement m =
          BinaryPerformance.auc(
              change.builder(
                  "worst-class-roc-auc", "delong", current.labelled(), reference.labelled()),
              "ROC AUC of class '" + name + "'",
              then.get(i),
              now.get(j),
              ScoreComparison.of(then.get(i), now.get(j)));
      tested += m.undefined() == null ? 1 : 0;
      if (worst == null || better(m, worst)) {
        worst = m;
      }
    }
    return worst == null || worst.undefined() != null ? worst : widened(worst, tested);
  }

  /** Whether a defined measurement is more surely worse than the one before. */
  private static boolean better(Measurement m, Measurement before) {
    return m.undefined() == null && (before.undefined() != null || m.pValue() < before.pValue());
  }

  private static Measurement widened(Measurement m, int tested) {
    Interval one = java.util.Objects.requireNonNull(m.interval());
    double factor = Normal.twoSided(1 - 0.05 / tested) / Change.Z;
    double low = m.effect() - factor * (m.effect() - one.low());
    double high = m.effect() + factor * (one.high() - m.effect());
    return Measurement.of(m.kind(), m.check())
        .method(m.method())
        .segment(m.segment())
        .rows(m.n(), m.nReference())
        .value(m.value(), m.reference())
        .effect(m.effect())
        .test(Math.min(1, m.pValue() * tested), Change.interval(low, high))
        .threshold(m.threshold())
        .power(level -> m.power().rowsNeeded(level / tested))
        .build(m.sentence());
  }
}
