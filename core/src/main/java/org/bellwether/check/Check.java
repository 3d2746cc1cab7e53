package org.bellwether.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.bellwether.drift.AttributionDrift;
import org.bellwether.drift.EmbeddingDrift;
import org.bellwether.drift.TextDrift;
import org.bellwether.fairness.Fairness;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;
import org.bellwether.performance.Performance;
import org.bellwether.profile.Profile;
import org.bellwether.quality.BaselineQuality;
import org.bellwether.quality.Quality;

/**
 * Compares tables by their profiles and says whether anything has gone wrong. Immutable and
 * configured: {@code Check.withDefaults().with(options).run(…)}.
 */
public final class Check {

  private final CheckOptions options;
  private final List<Measure> extra;

  private Check(CheckOptions options, List<Measure> extra) {
    this.options = options;
    this.extra = List.copyOf(extra);
  }

  public static Check withDefaults() {
    return new Check(CheckOptions.defaults(), List.of());
  }

  public Check with(CheckOptions options) {
    return new Check(options, extra);
  }

  /** Adds a measure, whose measurements join the run's family. */
  public Check with(Measure measure) {
    List<Measure> more = new ArrayList<>(extra);
    more.add(measure);
    return new Check(options, more);
  }

  /** Judges a table against another. */
  public CheckResult run(
      TableSummary referenceTable, Profile reference, TableSummary currentTable, Profile current) {
    Comparison comparison = new Comparison(reference, current);
    List<Finding> findings = findings(reference, current, comparison);
    Severity verdict = Judge.verdict(findings);
    return new CheckResult(
        verdict,
        Sentences.headline(verdict, findings, current.schema().columns().size(), 0),
        referenceTable,
        currentTable,
        findings,
        List.of(),
        reference,
        current,
        options.level(),
        family(findings),
        comparison.statistics(),
        comparison.performance(),
        notes(referenceTable, reference, currentTable, current));
  }

  /** Judges a timeline against one baseline, see {@link Baseline.Fixed}. */
  public CheckResult runWindows(
      TableSummary baselineTable,
      Profile baseline,
      TableSummary currentTable,
      List<Window> windows,
      List<Profile> profiles) {
    return runWindows(
        baselineTable, baseline, currentTable, windows, profiles, new Baseline.Fixed());
  }

  /**
   * Judges a timeline: every window against its baseline, all of them in one family.
   *
   * @param baselineTable the rows that the timeline starts from
   * @param baseline their profile
   * @param currentTable the rows of all windows
   * @param windows the windows, in order of time, at least one
   * @param profiles a profile for each window, all with the baseline's layout
   * @param policy what each window is compared with
   * @throws IllegalArgumentException if there is not one profile for each window, or a seasonal
   *     baseline is asked of windows without a start
   */
  public CheckResult runWindows(
      TableSummary baselineTable,
      Profile baseline,
      TableSummary currentTable,
      List<Window> windows,
      List<Profile> profiles,
      Baseline policy) {
    if (windows.isEmpty() || windows.size() != profiles.size()) {
      throw new IllegalArgumentException(
          windows.size() + " windows and " + profiles.size() + " profiles: one each is needed");
    }
    List<Judge.Measured> run = new ArrayList<>();
    Window baselineWindow = new Window(-1, null, null, 0, baseline.rows());
    for (Measurement m : BaselineQuality.measure(baseline)) {
      run.add(new Judge.Measured(m, baselineWindow));
    }
    Timeline timeline = new Timeline(this, windows, profiles, policy);
    run.addAll(timeline.measure(baseline));
    List<Finding> judged = Persistence.count(new Judge(options).judge(run), windows.size());
    List<Finding> findings = Judge.worstFirst(judged);
    Severity verdict = Judge.verdict(findings);
    Profile last = profiles.get(profiles.size() - 1);
    Comparison comparison = timeline.last();
    List<String> notes = notes(baselineTable, baseline, currentTable, last);
    if (timeline.unjudged() > 0) {
      notes.add(
          timeline.unjudged()
              + " windows cannot be judged: no earlier healthy window of the same season");
    }
    return new CheckResult(
        verdict,
        Sentences.headline(verdict, findings, last.schema().columns().size(), windows.size()),
        baselineTable,
        currentTable,
        findings,
        timeline.results(judged),
        baseline,
        last,
        options.level(),
        Judge.family(run),
        comparison == null ? List.of() : comparison.statistics(),
        comparison == null ? List.of() : comparison.performance(),
        notes);
  }

  /** Whether some measurements, judged as a run of their own, have no warning. */
  boolean isHealthy(List<Judge.Measured> measured) {
    return new Judge(options).warnings(measured).isEmpty();
  }

  /** What a simulation needs of a run: its warnings and the size of its family. */
  record Warnings(List<Finding> findings, int family) {}

  Warnings warnings(Profile reference, Profile current) {
    List<Judge.Measured> run = measured(reference, current, new Comparison(reference, current));
    return new Warnings(new Judge(options).warnings(run), Judge.family(run));
  }

  /** The findings alone, worst first. */
  private List<Finding> findings(Profile reference, Profile current, Comparison comparison) {
    return Judge.worstFirst(new Judge(options).judge(measured(reference, current, comparison)));
  }

  private List<Judge.Measured> measured(Profile reference, Profile current, Comparison comparison) {
    List<Judge.Measured> run = new ArrayList<>();
    for (Measurement m : measure(reference, current, comparison)) {
      run.add(new Judge.Measured(m, null));
    }
    return run;
  }

  static int family(List<Finding> findings) {
    return (int) findings.stream().filter(f -> f.measurement().isStochastic()).count();
  }

  List<Measurement> measure(Profile reference, Profile current, Comparison comparison) {
    List<Measurement> all = new ArrayList<>();
    all.addAll(new Quality(options.now()).measure(reference, current));
    all.addAll(comparison.drift(options.drift()));
    all.addAll(TextDrift.withoutEmbedder().measure(reference, current));
    all.addAll(EmbeddingDrift.measure(reference, current));
    all.addAll(AttributionDrift.measure(reference, current));
    all.addAll(Performance.measure(reference, current));
    all.addAll(Fairness.measure(reference, current));
    for (Measure measure : extra) {
      all.addAll(measure.measure(reference, current));
    }
    return all;
  }

  private static List<String> notes(
      TableSummary referenceTable, Profile reference, TableSummary currentTable, Profile current) {
    List<String> notes = new ArrayList<>();
    referenceTable.notes().forEach(n -> notes.add(referenceTable.name() + ": " + n));
    reference.notes().forEach(n -> notes.add(referenceTable.name() + ": " + n));
    currentTable.notes().forEach(n -> notes.add(currentTable.name() + ": " + n));
    current.notes().forEach(n -> notes.add(currentTable.name() + ": " + n));
    return new ArrayList<>(new LinkedHashSet<>(notes));
  }
}
