package org.bellwether.web;

import org.bellwether.finding.Severity;
import org.bellwether.render.SeverityMark;
import org.bellwether.store.Health;

/**
 * A part of the service on the status page.
 *
 * @param message what is wrong and what to do, or that nothing is
 */
public record PartRow(String name, Severity severity, String message) {

  static PartRow of(Health.Report report) {
    Severity severity =
        switch (report.state()) {
          case OK -> Severity.OK;
          case DEGRADED -> Severity.WARNING;
          case FAILED -> Severity.CRITICAL;
        };
    return new PartRow(
        report.part(), severity, report.message().isEmpty() ? "works" : report.message());
  }

  /** Worst first. */
  public int order() {
    return SeverityMark.order(severity);
  }
}
