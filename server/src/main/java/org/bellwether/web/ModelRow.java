package org.bellwether.web;

import java.time.Instant;
import org.bellwether.finding.Severity;
import org.bellwether.registry.Model;
import org.bellwether.render.SeverityMark;
import org.bellwether.store.Arrivals;
import org.jspecify.annotations.Nullable;

/**
 * A model in the list of models.
 *
 * @param health worst verdict of the latest windows of its versions, {@code null} where none closed
 * @param lastHour predictions whose time lies in the last hour
 * @param day predictions of the last 24 hours
 * @param refused lines of the last 24 hours that were refused
 * @param trend predictions by hour of the last day
 */
public record ModelRow(
    String name,
    String unit,
    String owner,
    @Nullable Severity health,
    long lastHour,
    long day,
    int refused,
    @Nullable Instant last,
    Sparkline trend) {

  static ModelRow of(Model model, @Nullable Severity health, Arrivals day, int refused) {
    long[] hours = day.counts().stream().mapToLong(Arrivals.Count::predictions).toArray();
    return new ModelRow(
        model.name(),
        model.unit(),
        model.owner(),
        health,
        hours[hours.length - 1],
        day.inSpan(),
        refused,
        day.lastPrediction(),
        new Sparkline(hours));
  }

  /** Whether something arrives, and all of it is taken; silence is not a verdict. */
  public Severity severity() {
    if (refused > 0) {
      return Severity.WARNING;
    }
    return lastHour > 0 ? Severity.OK : Severity.UNKNOWN;
  }

  /** Worst first. */
  public int order() {
    int arrivals = SeverityMark.order(severity());
    return health == null ? arrivals : Math.min(arrivals, SeverityMark.order(health));
  }

  /** What the mark means here. */
  public String meaning() {
    return switch (severity()) {
      case OK -> "receiving";
      case WARNING -> "lines refused";
      default -> last == null ? "nothing yet" : "silent for an hour";
    };
  }
}
