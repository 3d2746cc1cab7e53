package org.bellwether.profile;

import java.util.Map;
import org.bellwether.schema.Segment;
import org.bellwether.stat.ScoreTable;
import org.jspecify.annotations.Nullable;

/** Writes what a profile says as JSON. A number that is undefined becomes {@code null}. */
final class ProfileJson {

  /** Categories and words written of one column. */
  private static final int TOP = 50;

  private static final double[] QUANTILES = {0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1};

  private final StringBuilder out = new StringBuilder();

  private ProfileJson() {}

  static String write(Profile profile) {
    ProfileJson json = new ProfileJson();
    json.profile(profile);
    return json.out.toString();
  }

  private void profile(Profile profile) {
    out.append('{');
    number("rows", profile.rows());
    name("exact").append(profile.isExact());
    next().name("notes").append('[');
    for (String note : profile.notes()) {
      comma();
      string(note);
    }
    out.append(']');
    next().name("whole");
    slice(profile.whole());
    next().name("segments").append('[');
    for (Segment segment : profile.segments()) {
      Slice slice = profile.slice(segment);
      if (slice != null) {
        comma();
        slice(slice);
      }
    }
    out.append("]}");
  }

  private void slice(Slice slice) {
    out.append('{');
    name("segment").append('{');
    slice
        .segment()
        .values()
        .forEach((column, value) -> {
          comma();
          string(column);
          out.append(':');
          string(value);
        });
    out.append("},");
    number("rows", slice.rows());
    name("columns").append('{');
    slice
        .columns()
        .forEach((column, summary) -> {
          comma();
          string(column);
          out.append(':');
          summary(summary);
        });
    out.append('}');
    if (!(slice.outcomes() instanceof Outcomes.None)) {
      next().name("outcomes");
      outcomes(slice.outcomes());
    }
    out.append('}');
  }

  private void summary(ColumnSummary summary) {
    out.append('{');
    if (summary instanceof ColumnSummary.Numeric n) {
      text("type", "numeric");
      counts(n);
      numeric(n);
    } else if (summary instanceof ColumnSummary.Categorical c) {
      text("type", "categorical");
      counts(c);
      number("empty", c.empty());
      number("distinct", c.distinct());
      number("other", c.other());
      top("top", c.counts());
    } else if (summary instanceof ColumnSummary.Text t) {
      text("type", "text");
      counts(t);
      number("empty", t.empty());
      number("distinct", t.distinct());
      name("length").append('{');
      numeric(t.length());
      out.append('}');
      next().name("words").append('{');
      numeric(t.words());
      out.append("},");
      top("vocabulary", t.vocabulary());
    } else if (summary instanceof ColumnSummary.Timestamp t) {
      text("type", "timestamp");
      counts(t);
      boolean any = t.minMicros() <= t.maxMicros();
      name("minMicros").append(any ? Long.toString(t.minMicros()) : "null");
      next().name("maxMicros").append(any ? Long.toString(t.maxMicros()) : "null");
      next().name("seconds").append('{');
      numeric(t.seconds());
      out.append('}');
    } else if (summary instanceof ColumnSummary.Embedding e) {
      text("type", "embedding");
      counts(e);
      number("dimension", e.dimension());
      numbers("mean", e.mean());
      next();
      numbers("kernelMean", e.kernelMean());
      if (e.norm() != null) {
        next().name("norm").append('{');
        numeric(e.norm());
        out.append('}');
      }
    }
    out.append('}');
  }

  private void counts(ColumnSummary summary) {
    number("rows", summary.rows());
    number("missing", summary.missing());
  }

  private void numeric(ColumnSummary.Numeric n) {
    number("nan", n.nan());
    number("infinite", n.infinite());
    number("zeros", n.zeros());
    number("negatives", n.negatives());
    number("min", n.min());
    number("max", n.max());
    number("mean", n.mean());
    number("variance", n.variance());
    number("distinct", n.distinct());
    name("quantiles").append('{');
    for (double q : QUANTILES) {
      comma();
      out.append('"').append(q).append("\":");
      real(quantile(n, q));
    }
    out.append('}');
  }

  /** The value at rank ⌈n·q⌉; in bins the mean of the bin that holds it. */
  private static double quantile(ColumnSummary.Numeric n, double q) {
    long count = n.distribution().count();
    if (count == 0) {
      return Double.NaN;
    }
    long rank = Math.max(0, (long) Math.ceil(count * q) - 1);
    if (n.distribution() instanceof NumericDistribution.Sorted s) {
      return s.values()[(int) rank];
    }
    if (rank == 0 || rank == count - 1) {
      return rank == 0 ? n.min() : n.max();
    }
    NumericDistribution.Binned b = (NumericDistribution.Binned) n.distribution();
    int bin = 0;
    long below = b.counts()[0];
    while (below <= rank) {
      below += b.counts()[++bin];
    }
    return b.sums()[bin] / b.counts()[bin];
  }

  private void outcomes(Outcomes outcomes) {
    out.append('{');
    number("rows", outcomes.rows());
    number("labelled", outcomes.labelled());
    if (outcomes instanceof Outcomes.Binary b) {
      number("truePositives", b.truePositives());
      number("falsePositives", b.falsePositives());
      number("falseNegatives", b.falseNegatives());
      number("trueNegatives", b.trueNegatives());
      number("unlabelledPositives", b.unlabelledPositives());
      number("unlabelledNegatives", b.unlabelledNegatives());
      scores(b.scores());
    } else if (outcomes instanceof Outcomes.Multiclass m) {
      name("classes").append('[');
      for (String c : m.classes()) {
        comma();
        string(c);
      }
      out.append(']');
      next().name("confusion").append('[');
      for (double[] row : m.confusion()) {
        comma();
        array(row);
      }
      out.append("],");
      number("logLoss", m.logLoss());
      text("task", "multiclass");
      drop();
    } else if (outcomes instanceof Outcomes.Regression r) {
      part("error", r.error());
      next();
      part("absoluteError", r.absoluteError());
      next();
      part("squaredError", r.squaredError());
    } else if (outcomes instanceof Outcomes.Ranking r) {
      text("task", "ranking");
      number("listedRows", r.query().length);
      drop();
    }
    out.append('}');
  }

  private void part(String name, ColumnSummary.Numeric n) {
    name(name).append('{');
    numeric(n);
    out.append('}');
  }

  /** Score deciles only: the whole table may have as many scores as rows. */
  private void scores(@Nullable ScoreTable table) {
    name("scoreBins").append('[');
    double[][] bins = new double[10][4];
    for (int i = 0; table != null && i < table.size(); i++) {
      double[] bin = bins[(int) Math.min(9, Math.max(0, table.score()[i] * 10))];
      double weight = table.positives()[i] + table.negatives()[i] + table.unlabelled()[i];
      bin[0] += table.positives()[i];
      bin[1] += table.negatives()[i];
      bin[2] += table.unlabelled()[i];
      bin[3] += table.score()[i] * weight;
    }
    for (double[] bin : bins) {
      comma();
      out.append('{');
      number("positives", bin[0]);
      number("negatives", bin[1]);
      number("unlabelled", bin[2]);
      number("scoreSum", bin[3]);
      drop();
      out.append('}');
    }
    out.append(']');
  }

  private void top(String name, Map<String, Long> counts) {
    name(name).append('{');
    counts.entrySet().stream()
        .limit(TOP)
        .forEach(e -> {
          comma();
          string(e.getKey());
          out.append(':').append(e.getValue());
        });
    out.append('}');
  }

  private void numbers(String name, double[] values) {
    name(name);
    array(values);
  }

  private void array(double[] values) {
    out.append('[');
    for (double v : values) {
      comma();
      real(v);
    }
    out.append(']');
  }

  private void number(String name, double value) {
    name(name);
    real(value);
    out.append(',');
  }

  private void number(String name, long value) {
    name(name).append(value).append(',');
  }

  private void text(String name, String value) {
    name(name);
    string(value);
    out.append(',');
  }

  private void real(double value) {
    if (!Double.isFinite(value)) {
      out.append("null");
    } else {
      out.append(SegmentKey.text(value));
    }
  }

  private StringBuilder name(String name) {
    string(name);
    return out.append(':');
  }

  private ProfileJson next() {
    out.append(',');
    return this;
  }

  /** A comma unless an object or array has just begun. */
  private void comma() {
    char last = out.charAt(out.length() - 1);
    if (last != '{' && last != '[') {
      out.append(',');
    }
  }

  /** Takes a trailing comma back. */
  private void drop() {
    if (out.charAt(out.length() - 1) == ',') {
      out.setLength(out.length() - 1);
    }
  }

  private void string(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
