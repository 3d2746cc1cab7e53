package org.bellwether.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.bellwether.fairness.Estimate;
import org.bellwether.fairness.FairnessReport;
import org.bellwether.fairness.GroupRates;
import org.bellwether.finding.Interval;
import org.bellwether.profile.Profile;

/**
 * One protected attribute or intersection of the page.
 *
 * @param chart selection rates by group
 * @param figures name, value
 */
record FairnessPanel(String attribute, Chart chart, List<List<String>> figures) {

  /** Four fifths of the largest selection rate: 29 CFR 1607.4 D. */
  private static final double FOUR_FIFTHS = 0.8;

  static List<FairnessPanel> of(Profile profile) {
    return FairnessReport.of(profile).stream().map(FairnessPanel::of).toList();
  }

  private static FairnessPanel of(FairnessReport report) {
    List<GroupRates> known =
        report.groups().stream()
            .filter(g -> !Double.isNaN(g.selectionRate().value()))
            .sorted(Comparator.comparingDouble(g -> g.selectionRate().value()))
            .toList();
    double largest = known.isEmpty() ? Double.NaN : rate(known.get(known.size() - 1));
    List<List<String>> rows = new ArrayList<>();
    for (GroupRates group : report.groups()) {
      Interval interval = group.selectionRate().interval();
      rows.add(
          List.of(
              String.join(", ", group.segment().values().values()),
              figure(rate(group)),
              figure(interval == null ? Double.NaN : interval.low()),
              figure(interval == null ? Double.NaN : interval.high()),
              figure(FOUR_FIFTHS * largest),
              Long.toString(group.rows()),
              Long.toString(group.labelled())));
    }
    List<String> headers =
        List.of(
            report.attribute(),
            "selection rate",
            "95 % low",
            "95 % high",
            "four fifths of the largest",
            "rows with a decision",
            "rows with a label");
    return new FairnessPanel(
        report.attribute(),
        new Chart("rates", title(report.attribute(), known), headers, rows),
        figures(report));
  }

  private static String title(String attribute, List<GroupRates> known) {
    if (known.size() < 2) {
      return "Groups of " + attribute + " cannot be compared: fewer than two have decisions";
    }
    GroupRates least = known.get(0);
    GroupRates most = known.get(known.size() - 1);
    double ratio = rate(least) / rate(most);
    if (Double.isNaN(ratio)) {
      return "No group of " + attribute + " has a positive decision";
    }
    String figures =
        least.segment()
            + " "
            + words(least.selectionRate())
            + ", "
            + most.segment()
            + " "
            + words(most.selectionRate());
    String side = ratio < FOUR_FIFTHS ? ", below four fifths: " : ", four fifths or more: ";
    return "The least selected group has "
        + String.format(Locale.ROOT, "%.2f", ratio)
        + " of the largest selection rate"
        + side
        + figures;
  }

  private static String words(Estimate estimate) {
    Interval interval = estimate.interval();
    String bounds = interval == null ? "" : " (" + Figures.interval(interval) + ")";
    return Figures.number(estimate.value(), interval) + bounds;
  }

  private static List<List<String>> figures(FairnessReport report) {
    return List.of(
        List.of(
            "largest difference of selection rates",
            Figures.number(report.demographicParityDifference())),
        List.of(
            "smallest ratio of selection rates", Figures.number(report.demographicParityRatio())),
        List.of(
            "largest difference of true positive rates (equal opportunity)",
            Figures.number(report.equalOpportunityDifference())),
        List.of(
            "larger difference of true and false positive rates (equalized odds)",
            Figures.number(report.equalizedOddsDifference())),
        List.of(
            "largest difference of precision (predictive parity)",
            Figures.number(report.predictiveParityDifference())));
  }

  private static double rate(GroupRates group) {
    return group.selectionRate().value();
  }

  private static String figure(double x) {
    return Double.isNaN(x) ? "" : String.format(Locale.ROOT, "%.5f", x);
  }
}
