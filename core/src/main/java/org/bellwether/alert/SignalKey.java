package org.bellwether.alert;

import org.bellwether.finding.Kind;
import org.bellwether.finding.Measurement;
import org.bellwether.schema.Segment;
import org.jspecify.annotations.Nullable;

/**
 * What is the same trouble from window to window.
 *
 * @param column {@code null} when the whole row or table is meant
 */
public record SignalKey(Kind kind, String check, @Nullable String column, Segment segment) {

  static SignalKey of(Measurement m) {
    return new SignalKey(m.kind(), m.check(), m.column(), m.segment());
  }
}
