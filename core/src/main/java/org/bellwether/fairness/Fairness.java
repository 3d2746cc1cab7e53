package org.bellwether.fairness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Profile;
import org.bellwether.profile.Slice;
import org.bellwether.schema.Segment;

/**
 * Does a model treat protected groups alike? Each group is measured against the best-off group of
 * the same attribute (or intersection of attributes) on the current table, whether or not the
 * reference was as unfair; and its distance from all other groups against what that distance was on
 * the reference.
 *
 * <p>A disparity that was there all along is a finding too, on unchanged data as well: it is true.
 * Its p-value is that of "the disparity does not exceed the warning threshold", so that a model
 * just within the threshold does not alarm by chance.
 */
public final class Fairness {

  private Fairness() {}

  /**
   * Measures every protected attribute and intersection that both profiles have groups of.
   *
   * @param reference profile compared with
   * @param current profile judged
   * @return by group; nothing without protected columns or without decisions
   */
  public static List<Measurement> measure(Profile reference, Profile current) {
    List<Measurement> all = new ArrayList<>();
    for (Map.Entry<String, List<Slice>> entry : Groups.of(current).entrySet()) {
      List<Slice> groups = entry.getValue().stream().filter(g -> g.outcomes().rows() > 0).toList();
      if (groups.size() < 2) {
        continue;
      }
      all.addAll(disparities(entry.getKey(), groups));
      all.addAll(changes(entry.getKey(), reference, groups));
    }
    return all;
  }

  private static List<Measurement> disparities(String attribute, List<Slice> groups) {
    List<Measurement> all = new ArrayList<>();
    if (groups.get(0).outcomes() instanceof Outcomes.Multiclass) {
      all.addAll(GroupDisparity.ACCURACY.measure(attribute, groups));
    }
    if (Groups.isBinary(groups)) {
      all.addAll(GroupDisparity.SELECTION.measure(attribute, groups));
      if (groups.stream().anyMatch(g -> g.outcomes().labelled() > 0)) {
        all.addAll(GroupDisparity.OPPORTUNITY.measure(attribute, groups));
        all.addAll(GroupDisparity.FALSE_POSITIVES.measure(attribute, groups));
        all.addAll(GroupDisparity.PRECISION.measure(attribute, groups));
        all.addAll(CalibrationGap.measure(attribute, groups));
      }
    }
    return all;
  }

  private static List<Measurement> changes(
      String attribute, Profile reference, List<Slice> groups) {
    List<Measurement> all = new ArrayList<>();
    List<Slice> before = new ArrayList<>();
    List<Slice> after = new ArrayList<>();
    for (Slice group : groups) {
      Slice same = reference.slice(group.segment());
      if (same != null && same.outcomes().rows() > 0) {
        before.add(same);
        after.add(group);
      }
    }
    boolean binary = Groups.isBinary(after) && Groups.isBinary(before);
    // Of two groups each is the other's rest: one measurement says it all.
    int last = after.size() == 2 ? 1 : after.size();
    for (int i = 0; binary && after.size() > 1 && i < last; i++) {
      all.add(GapChange.SELECTION.measure(attribute, before, after, i));
      boolean labelled =
          before.stream().anyMatch(s -> s.outcomes().labelled() > 0)
              && after.stream().anyMatch(s -> s.outcomes().labelled() > 0);
      if (labelled) {
        all.add(GapChange.ODDS.measure(attribute, before, after, i));
      }
    }
    return all;
  }

  static Measurement.Builder builder(String check, String attribute, Segment segment) {
    return Measurement.of(Kind.FAIRNESS, check).column(attribute).segment(segment);
  }
}
