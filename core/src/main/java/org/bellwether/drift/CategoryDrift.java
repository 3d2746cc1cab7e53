package org.bellwether.drift;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellwether.drift.ColumnStatistics.Statistic;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Power;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.stat.Bounds;
import org.bellwether.stat.CategoryComparison;
import org.bellwether.stat.FisherExact;
import org.bellwether.stat.Intervals;
import org.bellwether.stat.ProportionTest;
import org.bellwether.stat.SampleSize;

/** How far the categories of two slices are apart. */
final class CategoryDrift implements ColumnComparison {

  private final List<String> names;
  private final CategoryComparison both;

  CategoryDrift(ColumnSummary.Categorical reference, ColumnSummary.Categorical current) {
    Set<String> all = new LinkedHashSet<>(reference.counts().keySet());
    all.addAll(current.counts().keySet());
    this.names = new ArrayList<>(all);
    this.both = CategoryComparison.of(counts(reference), counts(current));
  }

  /** Counts in the order of names, and one cell for all values beyond the dictionary's cap. */
  private double[] counts(ColumnSummary.Categorical summary) {
    double[] counts = new double[names.size() + 1];
    Map<String, Long> byName = summary.counts();
    for (int i = 0; i < names.size(); i++) {
      Long n = byName.get(names.get(i));
      counts[i] = n == null ? 0 : n;
    }
    counts[names.size()] = summary.other();
    return counts;
  }

  /** Categories that the reference lacks. */
  long unseenCategories() {
    long unseen = 0;
    for (int i = 0; i < names.size(); i++) {
      unseen += both.reference()[i] == 0 ? 1 : 0;
    }
    return unseen;
  }

  long unseenRows() {
    return (long) both.unseen();
  }

  @Override
  public long rows() {
    return (long) both.m();
  }

  @Override
  public long referenceRows() {
    return (long) both.n();
  }

  @Override
  public List<Statistic> statistics() {
    List<Statistic> all = new ArrayList<>();
    for (DriftMethod method : DriftMethod.values()) {
      double value = method.onlyWhenChosen() ? Double.NaN : value(method);
      if (!Double.isNaN(value)) {
        all.add(new Statistic(method, value, 0, pValue(method)));
      }
    }
    return all;
  }

  @Override
  public double value(DriftMethod method) {
    if (both.n() == 0 || both.m() == 0) {
      return Double.NaN;
    }
    return switch (method) {
      case POPULATION_STABILITY_INDEX -> both.psi();
      case JENSEN_SHANNON -> both.jensenShannon();
      case KULLBACK_LEIBLER -> both.kullbackLeibler();
      case HELLINGER -> both.hellinger();
      case TOTAL_VARIATION -> both.totalVariation();
      case L_INFINITY -> both.lInfinity();
      case CHI_SQUARE -> both.chiSquare().statistic();
      case G -> both.g().statistic();
      case TOP_CATEGORY_SHARE -> Math.abs(both.topShareChange());
      case FISHER -> isTwoCategories() ? Math.abs(change(filled().get(0))) : Double.NaN;
      case Z -> proportions().statistic();
      default -> Double.NaN;
    };
  }

  @Override
  public double effect(DriftMethod method) {
    return switch (method) {
      case CHI_SQUARE, G -> both.totalVariation();
      case Z -> Math.abs(change(filled().get(0)));
      default -> value(method);
    };
  }

  @Override
  public String undefined(DriftMethod method) {
    return "%s compares two categories, and here are %d".formatted(method.word(), filled().size());
  }

  /** Cells of the categories that occur. */
  private List<Integer> filled() {
    List<Integer> cells = new ArrayList<>();
    for (int i = 0; i < both.reference().length; i++) {
      if (both.reference()[i] + both.current()[i] > 0) {
        cells.add(i);
      }
    }
    return cells;
  }

  private boolean isTwoCategories() {
    int n = filled().size();
    return n == 1 || n == 2;
  }

  private ProportionTest proportions() {
    if (!isTwoCategories()) {
      return new ProportionTest(Double.NaN, Double.NaN);
    }
    int i = filled().get(0);
    return ProportionTest.of(both.reference()[i], both.n(), both.current()[i], both.m());
  }

  @Override
  public double errorBound(DriftMethod method) {
    return 0;
  }

  @Override
  public double pValue(DriftMethod method) {
    return switch (method) {
      case CHI_SQUARE -> both.chiSquare().pValue();
      case G -> both.g().pValue();
      case Z -> proportions().pValue();
      case FISHER ->
          isTwoCategories()
              ? FisherExact.ofCounts(both.reference(), both.current(), 0).twoSided()
              : Double.NaN;
      default -> both.lumped().pValue();
    };
  }

  @Override
  public Interval interval(DriftMethod method, double level) {
    double[] p = both.reference();
    double[] q = both.current();
    Bounds bounds =
        switch (method) {
          case POPULATION_STABILITY_INDEX -> Intervals.psi(p, q, level);
          case JENSEN_SHANNON -> Intervals.jensenShannon(p, q, 2, level);
          case KULLBACK_LEIBLER -> Intervals.kullbackLeibler(p, q, level);
          case HELLINGER -> Intervals.hellinger(p, q, level);
          case L_INFINITY -> Intervals.lInfinity(p, q, level);
          case TOP_CATEGORY_SHARE -> share(top(), level);
          case FISHER, Z -> share(filled().get(0), level);
          default -> Intervals.totalVariation(p, q, level);
        };
    return new Interval(bounds.low(), bounds.high(), level);
  }

  private int top() {
    int top = 0;
    for (int i = 1; i < both.reference().length; i++) {
      top = both.reference()[i] > both.reference()[top] ? i : top;
    }
    return top;
  }

  /** Interval of the size of the change of a cell's share. */
  private Bounds share(int cell, double level) {
    Bounds b =
        Intervals.newcombe(both.reference()[cell], both.n(), both.current()[cell], both.m(), level);
    double low = Math.max(0, Math.max(b.low(), -b.high()));
    return new Bounds(low, Math.max(Math.abs(b.low()), Math.abs(b.high())));
  }

  @Override
  public Power power(DriftMethod method, Threshold threshold) {
    double tv = DriftOptions.asTotalVariation(method, threshold.warning());
    int freedom = Math.max(1, both.lumped().degreesOfFreedom());
    double ratio = both.m() / both.n();
    return level -> SampleSize.chiSquare(tv, freedom, level, 0.8, ratio);
  }

  @Override
  public String sentence(String column, String where) {
    if (both.n() == 0 || both.m() == 0) {
      return column + where + " has no values to compare";
    }
    int most = 0;
    for (int i = 0; i < names.size(); i++) {
      most = Math.abs(change(i)) > Math.abs(change(most)) ? i : most;
    }
    String name = most < names.size() ? "'" + names.get(most) + "'" : "any rare value";
    return "%s is %s in %s rows%s, before in %s: %s of 100 rows lie in other categories than before"
        .formatted(
            column,
            name,
            Words.share(both.current()[most] / both.m()),
            where,
            Words.share(both.reference()[most] / both.n()),
            Math.round(100 * both.totalVariation()));
  }

  private double change(int i) {
    return both.current()[i] / both.m() - both.reference()[i] / both.n();
  }
}
