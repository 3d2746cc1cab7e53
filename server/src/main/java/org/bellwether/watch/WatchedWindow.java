package org.bellwether.watch;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.Map;
import org.bellwether.finding.Area;
import org.bellwether.finding.Severity;

/**
 * A judged window as it is kept.
 *
 * @param model name of the model
 * @param version of the model, empty for predictions that do not say
 * @param revision 1 when it closed, one more for each change since
 * @param judged when it was judged last
 * @param rows predictions
 * @param labelled predictions that have a label
 * @param labelledShare share of the expected labels that have come, in [0, 1]
 * @param verdict the worst of the areas
 * @param areas verdict of each area that was judged
 * @param segments verdict of each segment, worst of its areas
 * @param figures what was measured, as JSON: see {@link Figures}
 */
public record WatchedWindow(
    String model,
    String version,
    Instant start,
    Instant end,
    int revision,
    Instant judged,
    long rows,
    long labelled,
    double labelledShare,
    Severity verdict,
    Map<Area, Severity> areas,
    Map<String, Severity> segments,
    @JsonRawValue String figures) {}
