package org.bellwether.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.schema.Role;
import org.bellwether.schema.Segment;
import org.bellwether.stat.ScoreTable;
import org.jspecify.annotations.Nullable;

/**
 * What a profile says without its labels: labels that have come so far are seldom a fair sample of
 * those to come.
 */
public final class Unlabelled {

  private Unlabelled() {}

  /**
   * The profile as if no label had come. It accepts no more rows.
   *
   * @return the profile itself where it has no label
   */
  public static Profile of(Profile profile) {
    String label = profile.schema().the(Role.LABEL).map(c -> c.name()).orElse(null);
    if (label == null) {
      return profile;
    }
    List<Slice> slices = new ArrayList<>();
    slices.add(of(profile.whole(), label));
    for (Segment segment : profile.segments()) {
      Slice slice = profile.slice(segment);
      if (slice != null) {
        slices.add(of(slice, label));
      }
    }
    return Profile.of(profile.schema(), slices, profile.sample(), profile.notes());
  }

  private static Slice of(Slice slice, String label) {
    Map<String, ColumnSummary> columns = new LinkedHashMap<>(slice.columns());
    columns.remove(label);
    return new Slice(slice.segment(), slice.rows(), columns, of(slice.outcomes()));
  }

  /** Joint counts as if no label had come. */
  public static Outcomes of(Outcomes outcomes) {
    if (outcomes instanceof Outcomes.Binary b) {
      return new Outcomes.Binary(
          b.rows(),
          0,
          of(b.scores()),
          0,
          0,
          0,
          0,
          b.unlabelledPositives() + b.truePositives() + b.falsePositives(),
          b.unlabelledNegatives() + b.trueNegatives() + b.falseNegatives());
    }
    if (outcomes instanceof Outcomes.Multiclass m) {
      return of(m);
    }
    if (outcomes instanceof Outcomes.Regression r) {
      ColumnSummary.Numeric none = ExactNumeric.summary(0, 0, 0, 0, new double[0]);
      return new Outcomes.Regression(
          r.rows(), 0, r.prediction(), none, none, none, none, none, none);
    }
    if (outcomes instanceof Outcomes.Ranking r) {
      double[] relevance = new double[r.relevance().length];
      java.util.Arrays.fill(relevance, Double.NaN);
      return new Outcomes.Ranking(r.rows(), 0, r.query(), r.score(), relevance);
    }
    return outcomes;
  }

  private static Outcomes of(Outcomes.Multiclass m) {
    int classes = m.classes().size();
    double[] unlabelled = m.unlabelled().clone();
    for (double[] row : m.confusion()) {
      for (int c = 0; c < classes; c++) {
        unlabelled[c] += row[c];
      }
    }
    List<ScoreTable> scores = m.scores();
    List<ScoreTable> bare = new ArrayList<>();
    if (scores != null) {
      scores.forEach(table -> bare.add(java.util.Objects.requireNonNull(of(table))));
    }
    return new Outcomes.Multiclass(
        m.rows(),
        0,
        m.classes(),
        new double[classes][classes],
        unlabelled,
        scores == null ? null : bare,
        scores == null ? Double.NaN : 0);
  }

  private static @Nullable ScoreTable of(@Nullable ScoreTable table) {
    if (table == null) {
      return null;
    }
    double[] rows = new double[table.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = table.positives()[i] + table.negatives()[i] + table.unlabelled()[i];
    }
    return new ScoreTable(table.score(), new double[rows.length], new double[rows.length], rows);
  }
}
