package org.bellwether.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bellwether.finding.Area;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Owner;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;
import org.bellwether.performance.EstimateGap;
import org.bellwether.performance.EstimatedPerformance;
import org.bellwether.performance.Performance;
import org.bellwether.profile.Outcomes;
import org.bellwether.profile.Profile;
import org.bellwether.profile.Slice;
import org.bellwether.profile.Unlabelled;
import org.bellwether.schema.Role;
import org.bellwether.schema.Segment;

/**
 * Judges one window of a model against several baselines at once, all checks of all baselines in
 * one family.
 *
 * <p>Labels come late, and those that come first are seldom a fair sample. Until the needed share
 * of them is in, the window is judged as if it had none: performance is unknown, and estimated
 * where the baseline's labels allow. Afterwards it is measured, and compared with the estimate.
 */
public final class WindowCheck {

  private static final Set<Kind> NEEDS_LABELS =
      EnumSet.of(Kind.PERFORMANCE, Kind.ESTIMATED_PERFORMANCE, Kind.CALIBRATION);

  private final Check check;
  private final CheckOptions options;
  private final double neededShare;
  private final Set<String> disabled;
  private final Set<String> costs;

  /**
   * A check of windows.
   *
   * @param options level and thresholds
   * @param disabled names of checks that are left out
   * @param costs columns that say what predictions take, such as latency: no data of the model
   * @param neededShare share of the expected labels from which on performance is measured, in (0,
   *     1], such as 0.9
   */
  public WindowCheck(
      CheckOptions options, double neededShare, Set<String> disabled, Set<String> costs) {
    if (!(neededShare > 0 && neededShare <= 1)) {
      throw new IllegalArgumentException("the share must be in (0, 1], not " + neededShare);
    }
    this.check = Check.withDefaults().with(options);
    this.options = options;
    this.neededShare = neededShare;
    this.disabled = Set.copyOf(disabled);
    this.costs = Set.copyOf(costs);
  }

  /**
   * What the labels of a window are worth.
   *
   * @param rows rows that have a label
   * @param share of the expected labels, in [0, 1]
   */
  public record Labels(long rows, double share) {}

  /**
   * What was found.
   *
   * @param verdict the worst of the areas
   * @param areas the verdict of each area that was judged
   * @param findings of all baselines, worst first, those of severity ok too
   * @param estimates what performance was estimated to be before labels came, whether or not they
   *     have come since
   * @param family stochastic checks that were judged together
   */
  public record Verdict(
      Severity verdict,
      Map<Area, Severity> areas,
      List<BaselineFinding> findings,
      List<Measurement> estimates,
      int family) {}

  private record Measured(String baseline, Measurement measurement) {}

  /**
   * Judges a window.
   *
   * @param window which rows
   * @param profile their profile, with the labels that have come
   * @param labels how many have
   * @param baselines what it is compared with, the most trusted first; none in a model's first
   *     window
   * @param more measurements that were made elsewhere and belong to the window's family
   */
  public Verdict judge(
      Window window,
      Profile profile,
      Labels labels,
      List<WindowBaseline> baselines,
      List<Measurement> more) {
    boolean mature = labels.share() >= neededShare;
    Profile now = mature ? profile : Unlabelled.of(profile);
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < baselines.size(); i++) {
      measure(baselines.get(i), now, i == 0, measured);
    }
    if (baselines.isEmpty()) {
      measured.add(new Measured("", nothingToCompareWith(profile)));
    }
    if (!mature && !(profile.whole().outcomes() instanceof Outcomes.None)) {
      measured.add(new Measured("", waiting(profile, labels)));
    }
    more.forEach(m -> measured.add(new Measured("", m)));
    measured.removeIf(m -> disabled.contains(m.measurement().check()));
    List<Measurement> estimates = mature ? estimates(baselines, profile) : estimates(measured);
    return judge(window, measured, estimates);
  }

  private void measure(WindowBaseline baseline, Profile now, boolean first, List<Measured> into) {
    boolean one = baseline.labelled() == baseline.profile();
    Profile then = one ? baseline.profile() : Unlabelled.of(baseline.profile());
    for (Measurement m : check.measure(then, now, new Comparison(then, now))) {
      boolean own = m.kind() == Kind.FAIRNESS || (!m.isStochastic() && m.nReference() == 0);
      // What is said of the window alone is said once.
      if (!isLabels(m) && !isOutput(m, now) && (first || !own)) {
        into.add(new Measured(baseline.name(), inItsArea(m)));
      }
    }
    Profile labelled = baseline.labelled();
    if (labelled != null) {
      if (!one) {
        for (Measurement m : Performance.measure(labelled, now)) {
          if (NEEDS_LABELS.contains(m.kind()) && !isLabels(m)) {
            into.add(new Measured(baseline.name(), m));
          }
        }
      }
      for (Measurement m : EstimateGap.measure(labelled.whole(), now.whole())) {
        into.add(new Measured(baseline.name(), m));
      }
    }
  }

  /** Says that there are no labels, which the window says better by itself. */
  private static boolean isLabels(Measurement m) {
    return m.kind() == Kind.PERFORMANCE && m.check().equals("labels");
  }

  /** Says that outputs and segments are new: training data seldom have them. */
  private boolean isOutput(Measurement m, Profile now) {
    String column = m.column();
    return m.check().equals("new-column")
        && column != null
        && (costs.contains(column)
            || now.schema().column(column).filter(c -> !c.is(Role.FEATURE)).isPresent());
  }

  private Measurement inItsArea(Measurement m) {
    String column = m.column();
    return column == null || !costs.contains(column)
        ? m
        : new Measurement(
            Kind.COST,
            m.check(),
            m.method(),
            column,
            m.segment(),
            m.n(),
            m.nReference(),
            m.value(),
            m.reference(),
            m.effect(),
            m.interval(),
            m.pValue(),
            m.threshold(),
            m.power(),
            m.undefined(),
            Owner.MODEL_TEAM,
            m.sentence());
  }

  private static Measurement nothingToCompareWith(Profile profile) {
    return Measurement.of(Kind.QUALITY, "baseline")
        .rows(profile.rows(), 0)
        .undefined(
            "There is nothing to compare the window with yet: upload the training data of this"
                + " version, or wait for the next windows");
  }

  private Measurement waiting(Profile profile, Labels labels) {
    return Measurement.of(Kind.PERFORMANCE, "labels")
        .rows(labels.rows(), 0)
        .undefined(
            String.format(
                Locale.ROOT,
                "Performance is unknown until %s of the expected labels are in: %s so far (%,d"
                    + " labels of %,d predictions)",
                percent(neededShare),
                percent(labels.share()),
                labels.rows(),
                profile.rows()));
  }

  private static String percent(double share) {
    return Math.round(Math.floor(100 * share)) + " %";
  }

  private static List<Measurement> estimates(List<Measured> measured) {
    return measured.stream()
        .map(Measured::measurement)
        .filter(m -> m.kind() == Kind.ESTIMATED_PERFORMANCE && m.segment().isWhole())
        .toList();
  }

  /** What would have been estimated of a window whose labels have come. */
  private static List<Measurement> estimates(List<WindowBaseline> baselines, Profile profile) {
    List<Measurement> all = new ArrayList<>();
    for (WindowBaseline baseline : baselines) {
      Profile labelled = baseline.labelled();
      if (labelled != null && all.isEmpty()) {
        Slice whole = profile.whole();
        Slice bare =
            new Slice(
                Segment.whole(), whole.rows(), whole.columns(), Unlabelled.of(whole.outcomes()));
        all.addAll(EstimatedPerformance.measure(labelled.whole(), bare));
      }
    }
    return all;
  }

  private Verdict judge(Window window, List<Measured> measured, List<Measurement> estimates) {
    List<Judge.Measured> run =
        measured.stream().map(m -> new Judge.Measured(m.measurement(), window)).toList();
    List<Finding> judged = new Judge(options).judge(run);
    List<BaselineFinding> findings = new ArrayList<>();
    Map<Area, List<Finding>> byArea = new EnumMap<>(Area.class);
    for (int i = 0; i < judged.size(); i++) {
      findings.add(new BaselineFinding(measured.get(i).baseline(), judged.get(i)));
      byArea
          .computeIfAbsent(Area.of(judged.get(i).measurement().kind()), a -> new ArrayList<>())
          .add(judged.get(i));
    }
    Map<Area, Severity> areas = new EnumMap<>(Area.class);
    byArea.forEach((area, own) -> areas.put(area, Judge.verdict(own)));
    return new Verdict(
        Severity.worst(areas.values()), areas, worstFirst(findings), estimates, Judge.family(run));
  }

  private static List<BaselineFinding> worstFirst(List<BaselineFinding> findings) {
    IdentityHashMap<Finding, BaselineFinding> owner = new IdentityHashMap<>();
    findings.forEach(f -> owner.put(f.finding(), f));
    List<Finding> sorted =
        Judge.worstFirst(findings.stream().map(BaselineFinding::finding).toList());
    return sorted.stream().map(f -> Objects.requireNonNull(owner.get(f))).toList();
  }
}
