package org.bellwether.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Interval;
import org.bellwether.finding.Measurement;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Threshold;
import org.bellwether.finding.Window;
import org.bellwether.stat.MultipleTesting;
import org.jspecify.annotations.Nullable;

/** Turns all measurements of a run, one family, into findings. */
final class Judge {

  /** A measurement and the rows it was made on. */
  record Measured(Measurement measurement, @Nullable Window window) {}

  private final CheckOptions options;

  Judge(CheckOptions options) {
    this.options = options;
  }

  /** Judges the measurements of one run, in their order. */
  List<Finding> judge(List<Measured> run) {
    double[] adjusted = adjusted(run);
    int family = family(run);
    List<Finding> findings = new ArrayList<>(run.size());
    for (int i = 0; i < adjusted.length; i++) {
      findings.add(judge(run.get(i), adjusted[i], family));
    }
    return findings;
  }

  static int family(List<Measured> run) {
    return (int) run.stream().filter(m -> m.measurement().isStochastic()).count();
  }

  /** The warnings alone: most of a run is fine, and its words and the rows it needs cost time. */
  List<Finding> warnings(List<Measured> run) {
    double[] adjusted = adjusted(run);
    int family = family(run);
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      Measurement m = run.get(i).measurement();
      if (severity(m, threshold(m), adjusted[i]).atLeast(Severity.WARNING)) {
        findings.add(judge(run.get(i), adjusted[i], family));
      }
    }
    return findings;
  }

  private static double[] adjusted(List<Measured> run) {
    return MultipleTesting.benjaminiHochberg(
        run.stream().mapToDouble(m -> m.measurement().pValue()).toArray());
  }

  private Threshold threshold(Measurement m) {
    return options.threshold(m.check(), m.column(), m.threshold());
  }

  /** Before it is asked whether there are rows enough. */
  private Severity severity(Measurement m, Threshold threshold, double adjusted) {
    if (m.undefined() != null) {
      return Severity.UNKNOWN;
    }
    if (m.isStochastic()) {
      return adjusted < options.level() ? threshold.of(interval(m)) : Severity.OK;
    }
    Interval interval = m.interval();
    return interval == null ? threshold.of(m.effect()) : threshold.of(interval);
  }

  private Finding judge(Measured measured, double adjusted, int family) {
    Measurement m = measured.measurement();
    Threshold threshold = threshold(m);
    Severity severity = severity(m, threshold, adjusted);
    long rowsNeeded = 0;
    if (severity == Severity.OK && m.isStochastic()) {
      long needed = m.power().rowsNeeded(options.level() / Math.max(1, family));
      if (needed > m.n()) {
        severity = Severity.UNKNOWN;
        rowsNeeded = needed;
      }
    }
    return new Finding(
        withThreshold(m, threshold),
        measured.window(),
        adjusted,
        severity,
        rowsNeeded,
        0,
        Sentences.message(m, severity, rowsNeeded));
  }

  private static Interval interval(Measurement m) {
    Interval interval = m.interval();
    if (interval == null) {
      throw new IllegalStateException(m.check() + " has a p-value and no interval");
    }
    return interval;
  }

  private static Measurement withThreshold(Measurement m, Threshold threshold) {
    return threshold.equals(m.threshold())
        ? m
        : new Measurement(
            m.kind(),
            m.check(),
            m.method(),
            m.column(),
            m.segment(),
            m.n(),
            m.nReference(),
            m.value(),
            m.reference(),
            m.effect(),
            m.interval(),
            m.pValue(),
            threshold,
            m.power(),
            m.undefined(),
            m.owner(),
            m.sentence());
  }

  /** The verdict over some findings: unknown segments are counted, not passed on. */
  static Severity verdict(List<Finding> findings) {
    return Severity.worst(
        findings.stream()
            .filter(
                f -> f.measurement().segment().isWhole() || f.severity().atLeast(Severity.WARNING))
            .map(Finding::severity)
            .toList());
  }

  /** Worst first, within a severity by size; the order of the run decides ties. */
  static List<Finding> worstFirst(List<Finding> findings) {
    return findings.stream()
        .sorted(
            Comparator.comparing(Finding::severity)
                .reversed()
                .thenComparing(Comparator.comparingDouble(Judge::size).reversed()))
        .toList();
  }

  /** How many times the critical threshold the effect is, so that checks can be compared. */
  private static double size(Finding finding) {
    Measurement m = finding.measurement();
    double critical = m.threshold().critical();
    if (Double.isNaN(m.effect()) || critical == 0 || Double.isInfinite(critical)) {
      return 0;
    }
    double size = m.effect() / critical;
    return m.threshold().direction() == Threshold.Direction.ABOVE || critical < 0
        ? size
        : 1 / Math.max(1e-9, size);
  }
}
