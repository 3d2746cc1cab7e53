package org.bellwether.fairness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Method;
import org.bellwether.finding.Threshold;
import org.bellwether.profile.Slice;
import org.bellwether.stat.Normal;
import org.bellwether.stat.RateBound;
import org.bellwether.stat.RateComparison;
import org.bellwether.stat.SampleSize;

/** How far each group is behind the best-off group on the current table. */
record GroupDisparity(String check, Rate rate, Threshold threshold) {

  /** Four-fifths rule: the group's selection rate over the highest one. */
  static final GroupDisparity SELECTION =
      new GroupDisparity("demographic-parity-ratio", Rate.SELECTION, Threshold.below(0.8, 0.6));

  static final GroupDisparity OPPORTUNITY =
      behind("equal-opportunity-difference", Rate.TRUE_POSITIVE);
  static final GroupDisparity FALSE_POSITIVES =
      behind("false-positive-rate-difference", Rate.FALSE_POSITIVE);
  static final GroupDisparity PRECISION =
      behind("predictive-parity-difference", Rate.POSITIVE_PREDICTIVE);
  static final GroupDisparity ACCURACY = behind("accuracy-difference", Rate.ACCURACY);

  /** Rows that may have the property, below which a group is not judged. */
  static final int ROWS = 30;

  private static final double LEVEL = 0.95;

  private static GroupDisparity behind(String check, Rate rate) {
    return new GroupDisparity(check, rate, Threshold.above(0.1, 0.2));
  }

  /** One measurement for each group but the best-off one. */
  List<Measurement> measure(String attribute, List<Slice> groups) {
    List<Slice> large = groups.stream().filter(g -> count(g).rows() >= ROWS).toList();
    List<Measurement> all = new ArrayList<>();
    for (Slice group : groups) {
      if (!large.contains(group)) {
        all.add(tooSmall(attribute, group));
      }
    }
    if (large.size() < 2) {
      return all;
    }
    Slice best = large.get(0);
    for (Slice group : large) {
      if (count(group).value() > count(best).value()) {
        best = group;
      }
    }
    for (Slice group : large) {
      if (!group.segment().equals(best.segment())) {
        all.add(behind(attribute, group, best, large.size() - 1));
      }
    }
    return all;
  }

  private Rate.Count count(Slice group) {
    Rate.Count count = rate.of(group.outcomes());
    return rate == Rate.FALSE_POSITIVE
        ? new Rate.Count(count.rows() - count.hits(), count.rows())
        : count;
  }

  private Measurement tooSmall(String attribute, Slice group) {
    Rate.Count count = count(group);
    long needed =
        count.rows() == 0
            ? Long.MAX_VALUE
            : (long) Math.ceil((double) ROWS * group.rows() / count.rows());
    return Fairness.builder(check, attribute, group.segment())
        .method(Method.exact("clopper-pearson"))
        .rows(count.rows(), 0)
        .threshold(threshold)
        .power(level -> needed)
        .undefined(
            "%s has %d rows that count here; at least %d are needed to judge it"
                .formatted(group.segment(), count.rows(), ROWS));
  }

  private Measurement behind(String attribute, Slice group, Slice best, int others) {
    Rate.Count mine = count(group);
    Rate.Count top = count(best);
    RateComparison rates = new RateComparison(top.hits(), top.rows(), mine.hits(), mine.rows());
    Measurement.Builder builder =
        Fairness.builder(check, attribute, group.segment())
            .method(Method.exact("clopper-pearson"))
            .rows(mine.rows(), 0)
            .threshold(threshold);
    double z = Normal.twoSided(1 - (1 - LEVEL) / others);
    if (rate == Rate.SELECTION && top.hits() == 0) {
      return builder.undefined("No row of any group of " + attribute + " is decided positive");
    }
    double effect;
    double[] bounds;
    double p;
    if (rate == Rate.SELECTION) {
      effect = rates.rate() / rates.referenceRate();
      bounds = rates.ratioInterval(z);
      p =
          RateBound.pRatioBelow(
              mine.hits(), mine.rows(), top.hits(), top.rows(), threshold.warning());
    } else {
      effect = -rates.difference();
      double[] difference = rates.differenceInterval(z);
      bounds = new double[] {-difference[1], -difference[0]};
      p =
          RateBound.pBehindBy(
              mine.hits(), mine.rows(), top.hits(), top.rows(), threshold.warning());
    }
    return builder
        .value(effect, Double.NaN)
        .test(Math.min(1, p * others), new Interval(bounds[0], bounds[1], LEVEL))
        .power(level -> rowsNeeded(rates, level / others))
        .build(sentence(group, best, effect, rate.of(group.outcomes()), rate.of(best.outcomes())));
  }

  /** Rows with which a disparity at the critical threshold is told from one at the warning. */
  private long rowsNeeded(RateComparison rates, double level) {
    double top = rates.referenceRate();
    double distance = Math.abs(threshold.critical() - threshold.warning());
    double gap = rate == Rate.SELECTION ? distance * top : distance;
    double ratio = (double) rates.rows() / rates.referenceRows();
    double variance = Math.max(top * (1 - top), rates.rate() * (1 - rates.rate()));
    return SampleSize.forDifference(level / 2, Math.max(variance, 0.01), gap, ratio);
  }

  private String sentence(Slice group, Slice best, double effect, Rate.Count mine, Rate.Count top) {
    String figures =
        String.format(
            Locale.ROOT,
            "%s: %d of 100 %s, against %d of 100 for %s",
            group.segment(),
            Math.round(100 * mine.value()),
            rate.words(),
            Math.round(100 * top.value()),
            best.segment());
    return rate == Rate.SELECTION
        ? String.format(
            Locale.ROOT,
            "%s: a ratio of %.2f (the four-fifths rule asks for 0.80)",
            figures,
            effect)
        : String.format(Locale.ROOT, "%s: a gap of %.0f points", figures, 100 * effect);
  }
}
