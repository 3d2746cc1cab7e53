package org.bellwether.check;

import java.util.ArrayList;
import java.util.List;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.profile.Profile;
import org.bellwether.quality.Readiness;

/** Says whether a table is fit to train a model, without another to compare it with. */
public final class TrainingCheck {

  private TrainingCheck() {}

  /**
   * Judges a training table; the result names it as reference and as current table.
   *
   * @param extra measurements of the same table that need a learner, such as proxies
   */
  public static CheckResult run(
      CheckOptions options, TableSummary table, Profile profile, List<Measurement> extra) {
    List<Judge.Measured> run = new ArrayList<>();
    for (Measurement m : Readiness.measure(profile)) {
      run.add(new Judge.Measured(m, null));
    }
    for (Measurement m : extra) {
      run.add(new Judge.Measured(m, null));
    }
    List<Finding> findings = Judge.worstFirst(new Judge(options).judge(run));
    Severity verdict = Judge.verdict(findings);
    List<String> notes = new ArrayList<>(table.notes());
    notes.addAll(profile.notes());
    if (!profile.sample().isComplete()) {
      notes.add(
          "Rows were looked at in a sample of "
              + profile.sample().rows()
              + " of "
              + profile.sample().seen());
    }
    return new CheckResult(
        verdict,
        Sentences.headline(verdict, findings, profile.schema().columns().size(), 0),
        table,
        table,
        findings,
        List.of(),
        profile,
        profile,
        options.level(),
        Judge.family(run),
        List.of(),
        List.of(),
        notes);
  }
}
