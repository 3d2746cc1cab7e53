package org.bellwether.fairness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bellwether.profile.Profile;
import org.bellwether.profile.Slice;
import org.bellwether.stat.Disparity;

/**
 * Every fairness figure of one protected attribute or intersection, for display. Differences are
 * largest minus smallest rate over the groups, ratios smallest over largest; NaN when undefined.
 *
 * @param attribute such as "sex" or "race × sex"
 * @param groups its groups
 * @param demographicParityDifference of selection rates
 * @param demographicParityRatio of selection rates; the four-fifths rule asks for 0.8
 * @param equalOpportunityDifference of true positive rates
 * @param equalizedOddsDifference the larger one of the differences of true and false positive rates
 * @param equalizedOddsRatio the smaller one of their ratios
 * @param predictiveParityDifference of positive predictive values
 */
public record FairnessReport(
    String attribute,
    List<GroupRates> groups,
    double demographicParityDifference,
    double demographicParityRatio,
    double equalOpportunityDifference,
    double equalizedOddsDifference,
    double equalizedOddsRatio,
    double predictiveParityDifference) {

  public FairnessReport {
    groups = List.copyOf(groups);
  }

  /** One report for each protected attribute and intersection; none unless the model is binary. */
  public static List<FairnessReport> of(Profile profile) {
    List<FairnessReport> reports = new ArrayList<>();
    for (Map.Entry<String, List<Slice>> entry : Groups.of(profile).entrySet()) {
      if (Groups.isBinary(entry.getValue())) {
        reports.add(of(entry.getKey(), entry.getValue().stream().map(GroupRates::of).toList()));
      }
    }
    return reports;
  }

  private static FairnessReport of(String attribute, List<GroupRates> groups) {
    double[] selection = rates(groups, GroupRates::selectionRate);
    double[] tpr = rates(groups, GroupRates::truePositiveRate);
    double[] fpr = rates(groups, GroupRates::falsePositiveRate);
    return new FairnessReport(
        attribute,
        groups,
        Disparity.difference(selection),
        Disparity.ratio(selection),
        Disparity.difference(tpr),
        Math.max(Disparity.difference(tpr), Disparity.difference(fpr)),
        Math.min(Disparity.ratio(tpr), Disparity.ratio(fpr)),
        Disparity.difference(rates(groups, GroupRates::positivePredictiveValue)));
  }

  private static double[] rates(List<GroupRates> groups, Function<GroupRates, Estimate> rate) {
    return groups.stream().mapToDouble(g -> rate.apply(g).value()).toArray();
  }
}
