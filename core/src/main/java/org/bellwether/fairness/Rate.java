package org.bellwether.fairness;

import org.bellwether.profile.Outcomes;
import org.bellwether.stat.ConfusionMatrix;

/** A rate that should not depend on the group. */
enum Rate {
  SELECTION("are decided positive"),
  TRUE_POSITIVE("of the positive cases are found"),
  FALSE_POSITIVE("of the negative cases are wrongly decided positive"),
  POSITIVE_PREDICTIVE("of the positive decisions are right"),
  ACCURACY("of the decisions are right");

  private final String words;

  Rate(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** Rows with the property, and rows that could have it. */
  record Count(long hits, long rows) {
    double value() {
      return rows == 0 ? Double.NaN : (double) hits / rows;
    }

    Count plus(Count other) {
      return new Count(hits + other.hits, rows + other.rows);
    }

    Count minus(Count other) {
      return new Count(Math.max(0, hits - other.hits), Math.max(0, rows - other.rows));
    }
  }

  static ConfusionMatrix confusion(Outcomes.Binary b) {
    return new ConfusionMatrix(
        b.truePositives(), b.falsePositives(), b.falseNegatives(), b.trueNegatives());
  }

  Count of(Outcomes outcomes) {
    if (outcomes instanceof Outcomes.Binary b) {
      return of(b);
    }
    if (this == ACCURACY && outcomes instanceof Outcomes.Multiclass m) {
      double right = 0;
      double all = 0;
      for (int i = 0; i < m.confusion().length; i++) {
        for (int j = 0; j < m.confusion().length; j++) {
          all += m.confusion()[i][j];
          right += i == j ? m.confusion()[i][j] : 0;
        }
      }
      return scaled(right, all, all > 0 ? m.labelled() / all : 1);
    }
    return new Count(0, 0);
  }

  private Count of(Outcomes.Binary b) {
    ConfusionMatrix m = confusion(b);
    double scale = m.total() > 0 ? b.labelled() / m.total() : 1;
    double selected = m.selected() + b.unlabelledPositives();
    double all = m.total() + b.unlabelledPositives() + b.unlabelledNegatives();
    return switch (this) {
      case SELECTION -> scaled(selected, all, all > 0 ? b.rows() / all : 1);
      case TRUE_POSITIVE -> scaled(m.truePositives(), m.positives(), scale);
      case FALSE_POSITIVE -> scaled(m.falsePositives(), m.negatives(), scale);
      case POSITIVE_PREDICTIVE -> scaled(m.truePositives(), m.selected(), scale);
      case ACCURACY -> scaled(m.correct(), m.total(), scale);
    };
  }

  /** Weighted counts as rows: tests take every row as weighing the same. */
  private static Count scaled(double hits, double rows, double scale) {
    long n = Math.round(rows * scale);
    return new Count(Math.min(n, Math.round(hits * scale)), n);
  }
}
