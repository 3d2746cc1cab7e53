package org.bellwether.check;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bellwether.finding.Area;
import org.bellwether.finding.Severity;
import org.bellwether.finding.Window;

/**
 * A window of one version of a model with its verdict: when it closes, and again each time that
 * late predictions, labels or corrections change it.
 *
 * @param model name of the model
 * @param version of the model; empty where predictions do not say
 * @param window start, end and rows; its index counts windows of this length since 1970, so that
 *     neighbours differ by one
 * @param revision 1 when it closed, one more for each change
 * @param labelled rows that have a label
 * @param labelledShare share of the expected labels that have come, in [0, 1]
 * @param verdict the worst of its areas
 * @param areas the verdict of each area that was judged
 * @param findings of all checks and baselines, segments too, worst first, those of severity ok too
 * @param pValues by column, at revision 1 only: a window enters a stream once
 */
public record JudgedWindow(
    String model,
    String version,
    Window window,
    int revision,
    long labelled,
    double labelledShare,
    Severity verdict,
    Map<Area, Severity> areas,
    List<BaselineFinding> findings,
    List<ColumnPValue> pValues) {

  public JudgedWindow {
    EnumMap<Area, Severity> byArea = new EnumMap<>(Area.class);
    byArea.putAll(areas);
    areas = Collections.unmodifiableMap(byArea);
    findings = List.copyOf(findings);
    pValues = List.copyOf(pValues);
  }
}
