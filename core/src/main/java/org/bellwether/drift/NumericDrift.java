package org.bellwether.drift;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bellwether.drift.ColumnStatistics.Statistic;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Power;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.ColumnSummary;
import org.bellwether.profile.NumericDistribution;
import org.bellwether.stat.Bounds;
import org.bellwether.stat.ChiSquare;
import org.bellwether.stat.Intervals;
import org.bellwether.stat.KolmogorovSmirnov;
import org.bellwether.stat.MeanTest;
import org.bellwether.stat.NumericComparison;
import org.bellwether.stat.SampleSize;
import org.bellwether.stat.StandardisedDifference;
import org.jspecify.annotations.Nullable;

/** How far the numbers of two slices are apart. */
final class NumericDrift implements ColumnComparison {

  private final ColumnSummary.Numeric reference;
  private final ColumnSummary.Numeric current;
  private final NumericComparison both;
  private @Nullable ChiSquare groups;
  private final double kolmogorovSmirnovPValue;
  private final Map<DriftMethod, ValueTest> tests = new EnumMap<>(DriftMethod.class);

  NumericDrift(ColumnSummary.Numeric reference, ColumnSummary.Numeric current) {
    this.reference = reference;
    this.current = current;
    long n = reference.distribution().count();
    double sd = n < 2 ? Double.NaN : Math.sqrt(reference.variance() * (n - 1) / n);
    this.both = NumericDistribution.compare(reference.distribution(), sd, current.distribution());
    // Three distances share it, and for small samples it is the dearest part of all.
    this.kolmogorovSmirnovPValue = both.kolmogorovSmirnovPValue();
  }

  /** Made when asked for: in most checks only where distributions are displayed. */
  private ChiSquare groups() {
    ChiSquare test = groups;
    if (test == null) {
      test = both.groupTest();
      groups = test;
    }
    return test;
  }

  @Override
  public long rows() {
    return both.m();
  }

  @Override
  public long referenceRows() {
    return both.n();
  }

  @Override
  public List<Statistic> statistics() {
    List<Statistic> all = new ArrayList<>();
    for (DriftMethod method : DriftMethod.values()) {
      double value = method.onlyWhenChosen() ? Double.NaN : value(method);
      if (!Double.isNaN(value)) {
        all.add(new Statistic(method, value, errorBound(method), pValue(method)));
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
      case KOLMOGOROV_SMIRNOV -> both.kolmogorovSmirnov();
      case WASSERSTEIN -> both.wasserstein();
      case WASSERSTEIN_NORMED -> both.wassersteinNormed();
      case POPULATION_STABILITY_INDEX -> both.psi();
      case JENSEN_SHANNON -> both.jensenShannon();
      case KULLBACK_LEIBLER -> both.kullbackLeibler();
      case HELLINGER -> both.hellinger();
      case TOTAL_VARIATION -> both.totalVariation();
      case L_INFINITY -> both.lInfinity();
      case CHI_SQUARE -> groups().statistic();
      case G -> ChiSquare.gHomogeneity(both.referenceGroups(), both.currentGroups()).statistic();
      case WELCH_T -> means(MeanTest.Variances.WELCH).statistic();
      case STUDENT_T -> means(MeanTest.Variances.EQUAL).statistic();
      case ANDERSON_DARLING, CRAMER_VON_MISES, EPPS_SINGLETON, ENERGY, MANN_WHITNEY ->
          test(method).statistic();
      case FISHER, Z, TOP_CATEGORY_SHARE -> Double.NaN;
    };
  }

  private ValueTest test(DriftMethod method) {
    return tests.computeIfAbsent(
        method, m -> ValueTest.of(m, reference.distribution(), current.distribution()));
  }

  @Override
  public double effect(DriftMethod method) {
    return switch (method) {
      case WELCH_T -> standardised(MeanTest.Variances.WELCH).value();
      case STUDENT_T -> standardised(MeanTest.Variances.EQUAL).value();
      case MANN_WHITNEY -> Math.abs(2 * superiority() - 1);
      // Their statistics grow with the rows or have a unit; the largest distance has neither.
      case ANDERSON_DARLING, CRAMER_VON_MISES, EPPS_SINGLETON, ENERGY -> both.kolmogorovSmirnov();
      case CHI_SQUARE, G -> both.totalVariation();
      default -> value(method);
    };
  }

  /** Share of the pairs in which the reference's value is the larger. */
  private double superiority() {
    return test(DriftMethod.MANN_WHITNEY).statistic() / both.n() / both.m();
  }

  private StandardisedDifference standardised(MeanTest.Variances variances) {
    return StandardisedDifference.of(
        (double) both.n(),
        reference.mean(),
        reference.variance(),
        (double) both.m(),
        current.mean(),
        current.variance(),
        variances);
  }

  @Override
  public String undefined(DriftMethod method) {
    boolean exact =
        reference.distribution() instanceof NumericDistribution.Sorted
            && current.distribution() instanceof NumericDistribution.Sorted;
    return method.needsValues() && !exact
        ? method.word() + " needs exact values: --exact"
        : method.word() + " needs more values, or values that vary";
  }

  private MeanTest means(MeanTest.Variances variances) {
    return MeanTest.of(
        (double) both.n(),
        reference.mean(),
        reference.variance(),
        (double) both.m(),
        current.mean(),
        current.variance(),
        variances);
  }

  @Override
  public double errorBound(DriftMethod method) {
    return method == DriftMethod.KOLMOGOROV_SMIRNOV ? both.kolmogorovSmirnovError() : 0;
  }

  @Override
  public double pValue(DriftMethod method) {
    return switch (method) {
      // The test that sees any change of shape; a distance in the column's unit has none of its
      // own.
      case KOLMOGOROV_SMIRNOV, WASSERSTEIN, WASSERSTEIN_NORMED, ENERGY -> kolmogorovSmirnovPValue;
      case ANDERSON_DARLING, CRAMER_VON_MISES, EPPS_SINGLETON, MANN_WHITNEY ->
          test(method).pValue();
      case G -> ChiSquare.gHomogeneity(both.referenceGroups(), both.currentGroups()).pValue();
      case WELCH_T -> means(MeanTest.Variances.WELCH).pValue();
      case STUDENT_T -> means(MeanTest.Variances.EQUAL).pValue();
      default -> groups().pValue();
    };
  }

  @Override
  public Interval interval(DriftMethod method, double level) {
    double[] p = both.referenceGroups();
    double[] q = both.currentGroups();
    Bounds bounds =
        switch (method) {
          case KOLMOGOROV_SMIRNOV, ANDERSON_DARLING, CRAMER_VON_MISES, EPPS_SINGLETON, ENERGY ->
              KolmogorovSmirnov.interval(
                  (double) both.n(), (double) both.m(), both.kolmogorovSmirnov(), level);
          case WELCH_T -> standardised(MeanTest.Variances.WELCH).interval(level);
          case STUDENT_T -> standardised(MeanTest.Variances.EQUAL).interval(level);
          case MANN_WHITNEY ->
              Intervals.superiority(superiority(), (double) both.n(), (double) both.m(), level);
          case WASSERSTEIN -> wasserstein(1, level);
          case WASSERSTEIN_NORMED ->
              wasserstein(both.wassersteinNormed() / both.wasserstein(), level);
          case POPULATION_STABILITY_INDEX -> Intervals.psi(p, q, level);
          case JENSEN_SHANNON -> Intervals.jensenShannon(p, q, 2, level);
          case KULLBACK_LEIBLER -> Intervals.kullbackLeibler(p, q, level);
          case HELLINGER -> Intervals.hellinger(p, q, level);
          case L_INFINITY -> Intervals.lInfinity(p, q, level);
          default -> Intervals.totalVariation(p, q, level);
        };
    double high = bounds.high() + errorBound(method);
    return new Interval(bounds.low(), high, level);
  }

  /** The distance is at least that of the means, which has a simple error. */
  private Bounds wasserstein(double scale, double level) {
    double difference = Math.abs(current.mean() - reference.mean());
    double half = Intervals.z(level) * error();
    double value = both.wasserstein();
    double low = Math.max(0, Math.min(difference - half, value));
    return Double.isFinite(scale) && Double.isFinite(half)
        ? new Bounds(low * scale, (value + half) * scale)
        : new Bounds(0, Double.POSITIVE_INFINITY);
  }

  private double error() {
    return Math.sqrt(reference.variance() / both.n() + current.variance() / both.m());
  }

  @Override
  public Power power(DriftMethod method, Threshold threshold) {
    double ratio = (double) both.m() / both.n();
    double effect = threshold.warning();
    double tv = DriftOptions.asTotalVariation(method, effect);
    return switch (method) {
      case KOLMOGOROV_SMIRNOV, CRAMER_VON_MISES, EPPS_SINGLETON, ENERGY ->
          level -> SampleSize.kolmogorovSmirnov(effect, level, 0.8, ratio);
      // Its table ends at 0.001: no number of rows makes its p-value smaller.
      case ANDERSON_DARLING ->
          level ->
              level > 0.001
                  ? SampleSize.kolmogorovSmirnov(effect, level, 0.8, ratio)
                  : Long.MAX_VALUE;
      case WELCH_T, STUDENT_T -> level -> SampleSize.twoMeans(effect, 1, 1, level, 0.8, ratio);
      case MANN_WHITNEY -> level -> SampleSize.mannWhitney(effect, level, 0.8, ratio);
      default -> {
        int freedom = Math.max(1, groups().degreesOfFreedom());
        yield level -> SampleSize.chiSquare(tv, freedom, level, 0.8, ratio);
      }
    };
  }

  @Override
  public String sentence(String column, String where) {
    double before = quantile(reference.distribution(), 0.5);
    double after = quantile(current.distribution(), 0.5);
    if (both.n() == 0 || both.m() == 0) {
      return column + where + " has no values to compare";
    }
    double spread = Math.sqrt(Math.max(0, reference.variance()));
    if (Math.abs(after - before) > 0.05 * spread) {
      return "%s is %s%s: half of the rows lie above %s, before %s"
          .formatted(
              column,
              after > before ? "higher" : "lower",
              where,
              Words.number(after, spread),
              Words.number(before, spread));
    }
    double share = farthest(spread);
    return ("%s is spread differently%s: %s rows lie elsewhere than before; %d of 100 lie"
            + " below %s, before below %s")
        .formatted(
            column,
            where,
            Words.share(both.kolmogorovSmirnov()),
            Math.round(100 * share),
            Words.number(quantile(current.distribution(), share), spread),
            Words.number(quantile(reference.distribution(), share), spread));
  }

  /** The share of rows whose bound has moved the most. */
  private double farthest(double spread) {
    double best = 0.5;
    double most = 0;
    for (double share : new double[] {0.25, 0.75, 0.1, 0.9, 0.05, 0.95}) {
      double moved =
          Math.abs(
              quantile(current.distribution(), share) - quantile(reference.distribution(), share));
      if (moved > most + 0.01 * spread) {
        most = moved;
        best = share;
      }
    }
    return best;
  }

  /** A quantile; of bins the mean of the bin that holds it. */
  private static double quantile(NumericDistribution distribution, double share) {
    if (distribution instanceof NumericDistribution.Sorted sorted) {
      double[] v = sorted.values();
      return v.length == 0
          ? Double.NaN
          : v[(int) Math.min(v.length - 1L, (long) (share * v.length))];
    }
    NumericDistribution.Binned binned = (NumericDistribution.Binned) distribution;
    double rest = share * binned.count();
    for (int i = 0; i < binned.counts().length; i++) {
      rest -= binned.counts()[i];
      if (rest < 0) {
        return binned.sums()[i] / binned.counts()[i];
      }
    }
    return Double.NaN;
  }
}
