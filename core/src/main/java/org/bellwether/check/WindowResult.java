package org.bellwether.check;

import java.util.List;
import org.bellwether.drift.ColumnStatistics;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;
import org.bellwether.profile.Profile;

/**
 * One window of a timeline.
 *
 * @param window which rows
 * @param verdict the worst finding over the window's whole-table checks, and over the warnings of
 *     its segments; unknown when there was nothing to compare it with
 * @param profile summary of the window's rows
 * @param columns every statistic of every column of the whole window, judged or not
 */
public record WindowResult(
    Window window, Severity verdict, Profile profile, List<ColumnStatistics> columns) {
  public WindowResult {
    columns = List.copyOf(columns);
  }
}
