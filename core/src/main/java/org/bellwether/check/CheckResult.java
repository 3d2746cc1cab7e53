package org.bellwether.check;

import java.util.List;
import org.bellwether.drift.ColumnStatistics;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Severity;
import org.bellwether.profile.Profile;

/**
 * What a check found.
 *
 * @param verdict the worst finding over whole-table checks, and over the warnings of segments
 * @param headline one sentence with the verdict
 * @param referenceTable the table compared with
 * @param currentTable the table judged
 * @param findings every finding, those of severity ok too, worst first
 * @param windows the timeline, in order of time; empty when the current table is one piece
 * @param reference profile compared with
 * @param current profile judged; of a timeline, its last window
 * @param level significance level of the run
 * @param family number of stochastic checks in the run's multiple-testing family
 * @param columns every statistic of every column of the whole table and of its segments, judged or
 *     not; of a timeline, those of its last window
 * @param performance every metric of the whole table and of its segments; empty without a model; of
 *     a timeline, those of its last window
 * @param notes what a reader of the figures must know
 */
public record CheckResult(
    Severity verdict,
    String headline,
    TableSummary referenceTable,
    TableSummary currentTable,
    List<Finding> findings,
    List<WindowResult> windows,
    Profile reference,
    Profile current,
    double level,
    int family,
    List<ColumnStatistics> columns,
    List<SlicePerformance> performance,
    List<String> notes) {
  public CheckResult {
    findings = List.copyOf(findings);
    windows = List.copyOf(windows);
    columns = List.copyOf(columns);
    performance = List.copyOf(performance);
    notes = List.copyOf(notes);
  }
}
