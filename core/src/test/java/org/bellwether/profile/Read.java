package org.bellwether.profile;

import java.util.Objects;
import org.bellwether.schema.Segment;
import org.bellwether.stat.ScoreTable;

/** Reads parts of a profile that a test knows to be there. */
final class Read {

  private Read() {}

  static <T extends ColumnSummary> T column(Class<T> type, Slice slice, String name) {
    return type.cast(Objects.requireNonNull(slice.column(name), name));
  }

  static Slice slice(Profile profile, Segment segment) {
    return Objects.requireNonNull(profile.slice(segment), segment.toString());
  }

  static ScoreTable scores(Outcomes.Binary outcomes) {
    return Objects.requireNonNull(outcomes.scores());
  }
}
